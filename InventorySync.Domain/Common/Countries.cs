using System.Globalization;

namespace InventorySync.Domain.Common;

/// <summary>The countries an address may lie in, by their ISO 3166 codes of two letters.</summary>
public static class Countries
{
    // Regions are taken from cultures by name: some codes, DG for one, make no region by themselves.
    private static readonly Lazy<SortedDictionary<string, RegionInfo>> Known = new(FromCultures);
    // parts of countries that the culture data lists beside them
    private static readonly string[] NoCountries = ["DG", "EA", "IC"];

    private static readonly Lazy<IReadOnlyList<string>> Known = new(FromCultures);

    public static IReadOnlyCollection<string> Codes => Known.Value.Keys;

    public static bool Exists(string code) => Known.Value.ContainsKey(code.Trim().ToUpperInvariant());

    /// <summary>In English: the platform keeps the first language it was asked in, for everybody.</summary>
    public static string NameOf(string code) => Known.Value.TryGetValue(code.Trim().ToUpperInvariant(), out var region) ? region.EnglishName : code;

    private static SortedDictionary<string, RegionInfo> FromCultures()
    {
        var regions = new SortedDictionary<string, RegionInfo>(StringComparer.Ordinal);
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name)))
        {
            if (region.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
                regions.TryAdd(code, region);
        }

        return regions;
    }
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

    private static List<string> FromCultures() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name).TwoLetterISORegionName)
            .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper) && !NoCountries.Contains(code))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
