using System.Globalization;

namespace InventorySync.Domain.Common;

/// <summary>The countries an address may lie in, by their ISO 3166 codes of two letters.</summary>
public static class Countries
{
    // parts of countries that the culture data lists beside them
    private static readonly string[] NoCountries = ["DG", "EA", "IC"];

    private static readonly Lazy<IReadOnlyList<string>> Known = new(FromCultures);

    public static IReadOnlyList<string> Codes => Known.Value;

    public static bool Exists(string code) => Codes.Contains(code.Trim().ToUpperInvariant());

    /// <summary>In the language of the reader.</summary>
    public static string NameOf(string code)
    {
        if (!Exists(code))
            return code;

        // RegionInfo.DisplayName knows only the country's own language; the native name of "fr-DE" is the French one
        var reader = CultureInfo.CurrentUICulture;
        var language = reader.Equals(CultureInfo.InvariantCulture) ? Languages.Default : reader.TwoLetterISOLanguageName;
        return new RegionInfo($"{language}-{code.Trim().ToUpperInvariant()}").NativeName;
    }

    /// <summary>The money that is used there, by its code; null where it is not known.</summary>
    public static string? CurrencyOf(string code) =>
        Exists(code) && new RegionInfo($"en-{code.Trim().ToUpperInvariant()}").ISOCurrencySymbol is var currency && Currencies.Exists(currency) ? currency : null;

    private static List<string> FromCultures() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name).TwoLetterISORegionName)
            .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper) && !NoCountries.Contains(code))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
