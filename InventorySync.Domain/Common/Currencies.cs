using System.Globalization;

namespace InventorySync.Domain.Common;

/// <summary>The currencies a shop may work in, with their decimals.</summary>
public static class Currencies
{
    // ISO 4217: these differ from two decimals
    private static readonly Dictionary<string, int> Decimals = new()
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0,
        ["RWF"] = 0, ["UGX"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    };

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Names = new(FromCultures);

    /// <summary>Code and English name, by code.</summary>
    public static IReadOnlyDictionary<string, string> All => Names.Value;

    public static int DecimalsOf(string currency) => Decimals.GetValueOrDefault(currency, 2);

    public static bool Exists(string? currency) => currency is not null && All.ContainsKey(currency);

    private static SortedDictionary<string, string> FromCultures()
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            var region = new RegionInfo(culture.Name);
            if (region.ISOCurrencySymbol.Length == 3)
                names.TryAdd(region.ISOCurrencySymbol, region.CurrencyEnglishName);
        }

        return names;
    }
}
