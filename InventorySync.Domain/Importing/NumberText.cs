using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InventorySync.Domain.Importing;

/// <summary>Numbers as people write them in the countries of this world.</summary>
internal static partial class NumberText
{
    private const int Longest = 60;

    // beside the signs that Unicode calls currencies and the codes of ISO 4217
    private static readonly HashSet<string> CurrencyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "kr", "zł", "kč", "ft", "lei", "kn", "fr", "sfr", "rs", "re", "r", "ksh", "kshs", "tsh", "tshs", "ush", "sh", "shs", "rp", "rm", "dh", "dhs", "tl", "euro", "euros",
    };

    private static readonly SearchValues<char> Figurative = SearchValues.Create("0123456789., '");

    public static decimal? Read(string text, char decimalSign)
    {
        if (text.Length > Longest)
            return null;
        if (IsPlain(text))
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        if (Pattern().Match(Plain(text)) is not { Success: true } parts)
            return null;

        var (head, body, tail) = (parts.Groups["head"].Value, parts.Groups["body"].Value, parts.Groups["tail"].Value);
        if (body[^1] is '.' or ',') // "12,-" and "12.--" are prices without cents
            (body, tail) = (body[..^1], tail.TrimStart('-'));
        if (body[0] == '.' && head.Length > 0 && char.IsLetter(head[^1])) // "Rs.500"
            body = body[1..];
        if (!IsWrapping(head) || !IsWrapping(tail) || Figures(body.Trim(' ', '\''), decimalSign) is not { } figures)
            return null;

        var marks = head + tail;
        var brackets = marks.Contains('(', StringComparison.Ordinal) ? 1 : 0;
        if (marks.Count(c => c is '-' or '+') + brackets > 1 || head.Count(c => c == '(') != tail.Count(c => c == ')') || marks.Count(c => c == '%') > 1)
            return null;
        return (marks.Contains('-', StringComparison.Ordinal) || brackets == 1 ? -figures : figures) / (marks.Contains('%', StringComparison.Ordinal) ? 100 : 1);
    }

    public static bool IsPercent(string text) => text.AsSpan().IndexOfAny('%', '٪', '％') >= 0;

    /// <summary>What a spreadsheet makes of a long number, such as 5.90123E+12; the figures are given where all of them are still there.</summary>
    public static bool IsShortened(string text, out string? digits)
    {
        digits = null;
        var bare = text.AsSpan().Trim();
        var mark = bare.IndexOfAny('E', 'e');
        // a plus stands behind the E, or it is a code of its own such as 12E3
        if (mark < 1 || mark + 2 >= bare.Length || bare[mark + 1] != '+' || !int.TryParse(bare[(mark + 2)..], NumberStyles.None, CultureInfo.InvariantCulture, out var power))
            return false;

        var sign = bare[..mark].IndexOfAny('.', ',');
        var whole = sign < 0 ? bare[..mark] : bare[..sign];
        var behind = sign < 0 ? [] : bare[(sign + 1)..mark];
        if (whole.Length != 1 || !AllDigits(whole) || !AllDigits(behind))
            return false;
        digits = behind.Length == power ? string.Concat(whole, behind) : null;
        return true;
    }

    private static bool IsPlain(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length is > 0 and < 28 && AllDigits(digits);
    }

    /// <summary>One kind of blank, minus, apostrophe and digit.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Trim())
        {
            plain.Append(letter switch
            {
                >= '0' and <= '9' or '.' or ',' or '-' => letter,
                '’' or '‘' or '`' or '´' or 'ʼ' => '\'',
                '−' or '–' or '—' or '‒' or '﹣' or '－' => '-',
                '٫' => '.',
                '٬' => ',',
                '٪' or '％' => '%',
                _ when char.IsWhiteSpace(letter) => ' ',
                _ when CharUnicodeInfo.GetDecimalDigitValue(letter) is >= 0 and var digit => (char)('0' + digit),
                _ => letter,
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"^(?<head>[^0-9]*?)(?<body>[.,]?[0-9](?:[0-9.,' ]|[eE][+-]?(?=[0-9]{1,2}$))*)(?<tail>[^0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    /// <summary>Whether what stands before or behind the figures belongs to an amount: a currency, a minus, brackets.</summary>
    private static bool IsWrapping(string part)
    {
        var word = new string([.. part.Where(c => c is not ('-' or '+' or '(' or ')' or '%'))]).Trim(' ', '.');
        return word.Length == 0 || word is "/=" or "/" || IsCurrency(word); // 1500/= are shillings
    }

    private static bool IsCurrency(string word)
    {
        if (CurrencyWords.Contains(word) || Currencies.Exists(word.ToUpperInvariant()))
            return true;
        var signs = word.Count(c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);
        return signs == 1 && word.Length <= 4 && word.All(c => char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol); // R$, US$
    }

    private static decimal? Figures(string text, char decimalSign)
    {
        if (text.AsSpan().IndexOfAny('e', 'E') > 0)
            return Scientific(text);
        if (text.AsSpan().IndexOfAnyExcept(Figurative) >= 0 || text.AsSpan().IndexOfAnyInRange('0', '9') < 0)
            return null;

        var point = PointOf(text, decimalSign);
        var whole = point < 0 ? text : text[..point];
        var behind = point < 0 ? "" : text[(point + 1)..];
        if (!AllDigits(behind) || Ungrouped(whole) is not { } digits || digits.Length + behind.Length == 0)
            return null;
        return decimal.TryParse($"{digits}.{behind}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figures) ? Settled(figures) : null;
    }

    /// <summary>Where the decimals begin, or -1 when there are none.</summary>
    private static int PointOf(string text, char decimalSign)
    {
        var lastPoint = text.LastIndexOf('.');
        var lastComma = text.LastIndexOf(',');
        if (lastPoint < 0 && lastComma < 0)
            return -1;
        if (lastPoint >= 0 && lastComma >= 0)
            return Math.Max(lastPoint, lastComma); // both: the last of them
        var at = Math.Max(lastPoint, lastComma);
        if (text.IndexOf(text[at], StringComparison.Ordinal) != at)
            return -1; // twice: thousands
        return text[at] == decimalSign || !LooksLikeThousands(text, at) ? at : -1;
    }

    /// <summary>1.234 may be a thousand and more; 12.50, 0.125 and 1 234.500 may not.</summary>
    private static bool LooksLikeThousands(string text, int at) =>
        at is >= 1 and <= 3 && text.Length - at - 1 == 3 && text[0] != '0' && AllDigits(text.AsSpan(0, at)) && AllDigits(text.AsSpan(at + 1));

    /// <summary>The digits of a number whose thousands stand apart, by one sign all through; Indian lakhs come in pairs. Null when it is grouped as no number is.</summary>
    private static string? Ungrouped(string whole)
    {
        var sign = whole.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (sign < 0)
            return whole;

        var groups = whole.Split(whole[sign]);
        if (!groups.All(g => g.Length > 0 && AllDigits(g)) || groups[^1].Length != 3)
            return null;
        var between = groups[1..^1];
        var threes = groups[0].Length <= 3 && between.All(g => g.Length == 3);
        var pairs = groups[0].Length <= 2 && between.All(g => g.Length == 2) && whole[sign] == ',';
        return threes || pairs ? string.Concat(groups) : null;
    }

    private static decimal? Scientific(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var figures) ? Settled(figures) : null;

    // the zeros that the parsing added would show up in files
    private static decimal Settled(decimal figures) => figures / 1.000000000000000000000000000000m;

    private static bool AllDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
