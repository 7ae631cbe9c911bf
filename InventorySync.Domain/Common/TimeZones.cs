namespace InventorySync.Domain.Common;

/// <summary>The time zones a shop or a person may choose, by their IANA names on every system.</summary>
public static class TimeZones
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(FromSystem);

    public static IReadOnlyList<string> All => Names.Value;

    public static bool Exists(string? zone) => Find(zone) is not null;

    /// <summary>The zone of this name, or null where the system does not know it.</summary>
    public static TimeZoneInfo? Find(string? zone) =>
        zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.HasIanaId || zone == "UTC") ? found : null;

    /// <summary>"Africa/Nairobi (UTC+03:00)", with the offset that holds at this instant.</summary>
    public static string TitleOf(string zone, DateTimeOffset at)
    {
        if (Find(zone) is not { } known)
            return zone;

        var offset = known.GetUtcOffset(at);
        return $"{zone.Replace('_', ' ')} (UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset.Duration():hh\\:mm})";
    }

    private static List<string> FromSystem() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(z => z.HasIanaId ? z.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(z.Id, out var iana) ? iana : "")
            .Where(z => z.Contains('/') && !z.StartsWith("Etc/", StringComparison.Ordinal) && !z.StartsWith("SystemV/", StringComparison.Ordinal))
            .Append("UTC")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
