namespace InventorySync.Domain.Common;

/// <summary>The languages the product speaks, each under the name its speakers give it.</summary>
public static class Languages
{
    public const string Default = "en";

    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["de"] = "Deutsch",
        ["en"] = "English",
        ["es"] = "Español",
        ["fr"] = "Français",
        ["sw"] = "Kiswahili",
    };

    public static bool Exists(string? language) => language is not null && All.ContainsKey(language);
}
