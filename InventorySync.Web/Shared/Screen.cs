using System.Globalization;
using InventorySync.Domain.Settings;

namespace InventorySync.Web.Shared;

/// <summary>How this person sees the shop: zone, language, way of writing numbers, look. Components take it as a cascading parameter.</summary>
public sealed record Screen(ShopProfile Shop, Choices Own)
{
    public TimeZoneInfo Zone { get; } = TimeZones.Find(Own.TimeZone) ?? Shop.Zone;

    public string Language { get; } = Domain.Common.Languages.Exists(Own.Language) ? Own.Language! : Shop.Language;

    /// <summary>Words in the person's language, numbers and dates as this language writes them in the shop's country.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo($"{Language}-{Shop.Country}");

    /// <summary>light, dark or device.</summary>
    public string Theme => Own.Theme ?? "device";

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The day on the wall calendar where this person is.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    public DateTimeOffset InstantOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // a day that begins with a jump of the clock begins after it
        while (Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
