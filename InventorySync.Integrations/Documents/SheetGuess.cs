using System.Buffers;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Guesses from the first rows how a table is meant. People see the guess and change it where it is wrong.</summary>
internal static class SheetGuess
{
    public static readonly char[] Separators = [';', '\t', '|', ','];

    private const int HeadingsWithin = 30;

    private static readonly SearchValues<char> Figurative = SearchValues.Create("0123456789., '");

    /// <summary>The separator by which most rows have as many cells as the first.</summary>
    public static char Separator(IReadOnlyDictionary<char, IReadOnlyList<SheetRow>> rowsBy)
    {
        var best = (Sign: ',', Score: 0.0);
        foreach (var sign in Separators)
        {
            var rows = rowsBy[sign];
            if (rows.Count > 0 && TellsSeparator(rows[0]))
                return sign;
            var score = Evenness(rows);
            if (score > best.Score)
                best = (sign, score);
        }

        return best.Sign;
    }

    /// <summary>Excel writes and understands a first line "sep=;".</summary>
    public static bool TellsSeparator(SheetRow first) => first is { Number: 1, Cells: [{ Text: "sep=" }, { Kind: CellKind.Empty }] };

    private static double Evenness(IReadOnlyList<SheetRow> rows)
    {
        if (rows.Count == 0)
            return 0;
        var usual = rows.GroupBy(r => r.Cells.Count).MaxBy(g => g.Count())!;
        return usual.Key < 2 ? 0 : (double)usual.Count() / rows.Count + (rows[0].Cells.Count == usual.Key ? 0.5 : 0) + Math.Min(usual.Key, 100) / 1000.0;
    }

    /// <summary>The first row that is about as wide as the table and holds words, not figures.</summary>
    public static int HeadingRow(IReadOnlyList<SheetRow> rows)
    {
        var first = rows.Where(r => !TellsSeparator(r)).Take(HeadingsWithin).ToList();
        if (first.Count == 0)
            return 1;
        var widest = first.Max(Filled);
        return first.FirstOrDefault(r => Filled(r) * 10 >= widest * 6 && Words(r) * 2 > Filled(r))?.Number ?? first[0].Number;
    }

    public static char DecimalSign(IReadOnlyList<SheetRow> rows, char separator)
    {
        var (points, commas) = (0, 0);
        foreach (var cell in rows.SelectMany(r => r.Cells).Where(c => c.Kind == CellKind.Text))
        {
            var sign = SignOf(cell.Text);
            points += sign == '.' ? 1 : 0;
            commas += sign == ',' ? 1 : 0;
        }

        // where nothing tells: those who part cells by semicolons do so because the comma is taken
        return commas > points || (commas == points && separator == ';') ? ',' : '.';
    }

    public static DateOrder DateOrder(IReadOnlyList<SheetRow> rows)
    {
        var (dayFirst, monthFirst) = (0, 0);
        foreach (var parts in rows.SelectMany(r => r.Cells).Where(c => c.Kind == CellKind.Text).Select(c => DayParts(c.Text)).OfType<(int First, int Second)>())
        {
            dayFirst += parts is { First: > 12 and <= 31, Second: >= 1 and <= 12 } ? 1 : 0;
            monthFirst += parts is { Second: > 12 and <= 31, First: >= 1 and <= 12 } ? 1 : 0;
        }

        return monthFirst > dayFirst ? Domain.Importing.DateOrder.MonthFirst : Domain.Importing.DateOrder.DayFirst;
    }

    private static (int, int)? DayParts(string text)
    {
        var day = text.AsSpan().Trim();
        if (day.IndexOf(' ') is > 0 and var blank)
            day = day[..blank];
        var sign = day.IndexOfAny('/', '-');
        if (sign is not (1 or 2))
            return null;
        var rest = day[(sign + 1)..];
        var second = rest.IndexOf(day[sign]);
        return second is 1 or 2 && rest.Length - second - 1 is 2 or 4 && int.TryParse(day[..sign], out var first) && int.TryParse(rest[..second], out var then) ? (first, then) : null;
    }

    /// <summary>The sign that can only be the decimal one: 12,50 and 1.234,5 and 1.234.567 tell; 1,234 does not.</summary>
    private static char? SignOf(string text)
    {
        var number = text.AsSpan().Trim().Trim("€$£+-% ").Trim();
        if (number.Length is 0 or > 20 || number.IndexOfAnyExcept(Figurative) >= 0 || !char.IsAsciiDigit(number[^1]))
            return null;
        var (point, comma) = (number.LastIndexOf('.'), number.LastIndexOf(','));
        if (point < 0 && comma < 0)
            return null;
        if (point >= 0 && comma >= 0)
            return point > comma ? '.' : ',';
        var (at, sign) = (Math.Max(point, comma), point >= 0 ? '.' : ',');
        var behind = number.Length - at - 1;
        if (number.Count(sign) > 1)
            return behind == 3 && number.IndexOf(sign) <= 3 && number.Count(sign) * 3 + number.IndexOf(sign) + number.Count(sign) == number.Length ? sign == '.' ? ',' : '.' : null;
        return behind != 3 || at == 0 || at > 3 || number[0] == '0' ? sign : null;
    }

    private static int Filled(SheetRow row) => row.Cells.Count(c => c.Kind != CellKind.Empty);

    private static int Words(SheetRow row) => row.Cells.Count(c => c.Kind == CellKind.Text && !LooksLikeValue(c.Text));

    private static bool LooksLikeValue(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && text.Count(char.IsLetter) * 2 < Text.Tidy(text).Length;
}
