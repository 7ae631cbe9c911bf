namespace InventorySync.Domain.Importing;

/// <summary>The encodings in which texts come, by the name that the web knows them by.</summary>
public static class SheetEncodings
{
    public static IReadOnlyList<(string Name, string Title)> All { get; } =
    [
        ("utf-8", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16BE", "UTF-16 (big-endian)"),
        ("windows-1252", "Windows-1252 (Western Europe)"),
        ("windows-1250", "Windows-1250 (Central Europe)"),
        ("windows-1251", "Windows-1251 (Cyrillic)"),
        ("windows-1253", "Windows-1253 (Greek)"),
        ("windows-1254", "Windows-1254 (Turkish)"),
        ("iso-8859-15", "ISO-8859-15 (Western Europe with the euro)"),
        ("macintosh", "Mac OS Roman"),
    ];

    public static bool Exists(string name) => All.Any(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
}
