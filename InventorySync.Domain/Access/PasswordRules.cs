using System.Text.RegularExpressions;

namespace InventorySync.Domain.Access;

/// <summary>What a password must be: long, and not one that everybody tries first. Nothing about capitals and signs, which make passwords worse.</summary>
public static partial class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    // what is left beside common words, own names and rows of keys must be worth guessing
    private const int MinWorth = 5;
    private const int ShortestRow = 4;

    private static readonly string[] CommonWords =
    [
        "password", "passwort", "passw", "contrasena", "motdepasse", "kennwort", "nenosiri", "welcome", "willkommen", "bienvenue", "karibu", "hello", "letmein",
        "changeme", "default", "secret", "admin", "administrator", "login", "signin", "access", "account", "master", "superman", "batman", "pokemon", "starwars",
        "football", "baseball", "basketball", "soccer", "liverpool", "chelsea", "arsenal", "barcelona", "juventus", "princess", "sunshine", "iloveyou", "trustno",
        "dragon", "monkey", "shadow", "michael", "jennifer", "jordan", "charlie", "freedom", "whatever", "computer", "internet", "samsung", "google", "facebook",
        "summer", "winter", "spring", "autumn", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "inventory", "inventorysync", "stock", "warehouse", "shop", "store", "company",
        "user", "test", "demo", "guest", "root", "love", "this", "the", "and", "your", "mine", "my",
    ];

    private static readonly string[] Rows = WithReversed(
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik");

    /// <summary>Why this password is refused, or null when it is good. Names are what others know of the person: name, e-mail, shop.</summary>
    public static string? Refusal(string password, params IEnumerable<string?> names) => password switch
    {
        { Length: < MinLength } => "Use at least 12 characters. Three or four words that do not belong together are good and easy to remember.",
        { Length: > MaxLength } => "Use at most 128 characters.",
        _ when IsCommon(password, names) => "This password is one of the first that strangers try. Take three or four words that do not belong together.",
        _ => null,
    };

    public static void Demand(string? password, string field, params IEnumerable<string?> names)
    {
        if (Refusal(password ?? "", names) is { } refusal)
            throw new BusinessRuleException(refusal) { Field = field };
    }

    private static bool IsCommon(string password, IEnumerable<string?> names)
    {
        // longest first, so that "password" goes before "passw"
        string[] known = [.. names.SelectMany(WordsOf).Concat(CommonWords).OrderByDescending(w => w.Length)];
        var folded = Text.Folded(password);
        return Repetition().IsMatch(folded) || Worth(folded, known) < MinWorth || Worth(WithoutDisguise(folded), known) < MinWorth;
    }

    // figures and signs that stand for letters do not make a word a secret
    private static string WithoutDisguise(string text) =>
        text.Replace('@', 'a').Replace('4', 'a').Replace('$', 's').Replace('5', 's').Replace('!', 'i').Replace('1', 'i').Replace('0', 'o').Replace('3', 'e');

    /// <summary>A letter that stands nowhere else counts one, a figure one half, what everybody tries nothing.</summary>
    private static double Worth(string text, string[] known)
    {
        foreach (var word in known)
            text = text.Replace(word, " ", StringComparison.Ordinal);
        text = WithoutRows(SameAgain().Replace(text, "$1"));
        return text.Where(char.IsLetter).Distinct().Count() + (text.Count(char.IsDigit) / 2.0);
    }

    private static IEnumerable<string> WordsOf(string? name) => NotLetters().Split(Text.Folded(name ?? "")).Where(w => w.Length >= 3);

    private static string WithoutRows(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var length = RowAt(text, start);
            if (length >= ShortestRow)
                text = string.Concat(text.AsSpan(0, start), " ", text.AsSpan(start + length));
        }

        return text;
    }

    private static int RowAt(string text, int start)
    {
        var length = 0;
        while (start + length < text.Length && Rows.Any(r => r.AsSpan().Contains(text.AsSpan(start, length + 1), StringComparison.Ordinal)))
            length++;
        return length;
    }

    private static string[] WithReversed(params string[] rows) => [.. rows, .. rows.Select(r => new string([.. r.Reverse()]))];

    [GeneratedRegex(@"^(.+?)\1+$")]
    private static partial Regex Repetition();

    [GeneratedRegex(@"(.)\1+")]
    private static partial Regex SameAgain();

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex NotLetters();
}
