namespace InventorySync.Domain.Access;

/// <summary>What somebody signs in from.</summary>
public sealed record Device(string? Address, string? UserAgent, bool Keep = false)
{
    // the first that fits counts: every browser also names its ancestors
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>Such as "Firefox on Windows".</summary>
    public string Browser
    {
        get
        {
            var browser = Find(Browsers) ?? "Another browser";
            return Find(Systems) is { } system ? $"{browser} on {system}" : browser;
        }
    }

    private string? Find((string Sign, string Name)[] known) =>
        known.FirstOrDefault(k => UserAgent?.Contains(k.Sign, StringComparison.Ordinal) == true).Name;
}
