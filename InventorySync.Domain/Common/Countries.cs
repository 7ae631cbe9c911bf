using System.Globalization;

namespace InventorySync.Domain.Common;

/// <summary>The countries an address may lie in, by their ISO 3166 codes of two letters.</summary>
public static class Countries
{
    private static readonly Lazy<IReadOnlyList<string>> Known = new(FromCultures);

    public static IReadOnlyList<string> Codes => Known.Value;

    public static bool Exists(string code) => Codes.Contains(code.Trim().ToUpperInvariant());

    /// <summary>In the language of the reader.</summary>
    public static string NameOf(string code) => Exists(code) ? new RegionInfo(code.Trim().ToUpperInvariant()).DisplayName : code;

    private static List<string> FromCultures() =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name).TwoLetterISORegionName)
            .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
