using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Settings;
using InventorySync.Web.Shared;

namespace InventorySync.Tests.Shared;

/// <summary>Time, money and quantities as a person reads them.</summary>
public sealed class ScreenAndFormatTests
{
    [Fact]
    public void Times_are_shown_in_the_persons_zone_or_else_the_shops()
    {
        var shop = new ShopProfile { TimeZone = "Europe/Berlin" };
        var noon = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(13, new Screen(shop, new Choices()).Local(noon).Hour);
        Assert.Equal(15, new Screen(shop, new Choices(TimeZone: "Africa/Nairobi")).Local(noon).Hour);
        Assert.Equal(13, new Screen(shop, new Choices(TimeZone: "Mars/Olympus")).Local(noon).Hour);
    }

    [Fact]
    public void A_day_is_the_day_on_the_persons_calendar()
    {
        var screen = new Screen(new ShopProfile(), new Choices(TimeZone: "Pacific/Auckland"));

        Assert.Equal(new DateOnly(2026, 1, 16), screen.DayOf(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z")]
    // in Chile the clock jumps at midnight: the day begins at one
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    public void A_day_begins_at_midnight_also_when_the_clock_changes(string zone, string day, string begins)
    {
        var screen = new Screen(new ShopProfile(), new Choices(TimeZone: zone));

        Assert.Equal(DateTimeOffset.Parse(begins, CultureInfo.InvariantCulture), screen.InstantOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Words_follow_the_person_and_numbers_the_shops_country()
    {
        var screen = new Screen(new ShopProfile { Country = "CH", Language = "de" }, new Choices(Language: "fr"));

        Assert.Equal(("fr", "fr-CH"), (screen.Language, screen.Culture.Name));
    }

    [Theory]
    [InlineData("en-US", 1234.5, "USD", "$1,234.50")]
    [InlineData("de-DE", 1234.5, "EUR", "1.234,50 €")]
    [InlineData("en-US", 1234.5, "EUR", "€1,234.50")]
    [InlineData("en-US", -89500, "KES", "-KES 89,500.00")]
    [InlineData("ja-JP", 123456.7, "JPY", "￥123,457")]
    [InlineData("en-US", 12.3456, "KWD", "KWD 12.346")]
    [InlineData("en-US", 5, "CAD", "CAD 5.00")]
    public void Money_has_the_decimals_of_its_currency_and_says_whose_it_is(string language, double amount, string currency, string read) =>
        Assert.Equal(read, Plain(MoneyFormat.Of(new Money((decimal)amount, currency), CultureInfo.GetCultureInfo(language))));

    [Theory]
    [InlineData("en-US", 1250.5, 3, "1,250.5")]
    [InlineData("de-DE", 1250.125, 3, "1.250,125")]
    [InlineData("en-US", 12, 3, "12")]
    [InlineData("en-US", 12.6, 0, "13")]
    public void A_quantity_has_no_more_decimals_than_it_needs(string language, double quantity, int decimals, string read) =>
        Assert.Equal(read, MoneyFormat.Of((decimal)quantity, decimals, CultureInfo.GetCultureInfo(language)));

    // languages put their own kinds of spaces between
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
