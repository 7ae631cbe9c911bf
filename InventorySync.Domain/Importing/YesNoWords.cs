namespace InventorySync.Domain.Importing;

/// <summary>Yes and no in the languages of the product, and as programs write them.</summary>
internal static class YesNoWords
{
    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal)
    {
        "yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "☑", "ja", "j", "wahr", "si", "s", "verdadero", "oui", "o", "vrai", "ndiyo", "ndio", "kweli",
    };

    private static readonly HashSet<string> No = new(StringComparer.Ordinal)
    {
        "no", "n", "false", "f", "0", "off", "-", "✗", "✘", "☐", "nein", "falsch", "falso", "non", "faux", "hapana", "la", "siyo", "si kweli", "uongo",
    };

    public static bool? Read(string text)
    {
        var word = Text.Folded(Text.Tidy(text)).TrimEnd('.', '!');
        return Yes.Contains(word) ? true : No.Contains(word) ? false : null;
    }
}
