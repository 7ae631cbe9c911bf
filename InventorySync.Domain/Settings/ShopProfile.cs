using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace InventorySync.Domain.Settings;

/// <summary>What the shop is called, where it is, and in which money, time and language it thinks.</summary>
public sealed record ShopProfile
{
    [Display(Name = "Name of the shop", Description = "Stands at the top of every page and on everything that is printed.", GroupName = "The shop")]
    [Required(ErrorMessage = "Give the shop a name.")]
    [StringLength(120, ErrorMessage = "The name is too long: 120 characters at most.")]
    public string Name { get; init; } = "My shop";

    [Display(Name = "Address", Description = "As it is printed on documents, line by line.", GroupName = "The shop")]
    [DataType(DataType.MultilineText)]
    [StringLength(400, ErrorMessage = "The address is too long: 400 characters at most.")]
    public string Address { get; init; } = "";

    [Display(Name = "Country", Description = "Decides how numbers and dates are written.", GroupName = "Money, time and language")]
    [Required(ErrorMessage = "Choose a country from the list.")]
    [CountryChoice]
    public string Country { get; init; } = "US";

    [Display(Name = "Currency", Description = "The money that prices and the value of the stock are kept in.", GroupName = "Money, time and language")]
    [Required(ErrorMessage = "Choose a currency from the list.")]
    [CurrencyChoice]
    public string Currency { get; init; } = "USD";

    [Display(Name = "Time zone", Description = "A day of the shop begins and ends by this clock. People can choose another one for what they see.", GroupName = "Money, time and language")]
    [Required(ErrorMessage = "Choose a time zone from the list.")]
    [TimeZoneChoice]
    public string TimeZone { get; init; } = "UTC";

    [Display(Name = "Language", Description = "For people who have not chosen their own.", GroupName = "Money, time and language")]
    [Required(ErrorMessage = "Choose a language from the list.")]
    [LanguageChoice]
    public string Language { get; init; } = Languages.Default;

    /// <summary>How the shop writes numbers, money and dates.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo($"{Language}-{Country}");

    public TimeZoneInfo Zone => TimeZones.Find(TimeZone) ?? TimeZoneInfo.Utc;

    /// <summary>The shop's day at this instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
