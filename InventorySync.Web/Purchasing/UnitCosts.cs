using System.Globalization;

namespace InventorySync.Web.Purchasing;

/// <summary>What a unit costs: like a price, with up to four decimals where a supplier has them.</summary>
internal static class UnitCosts
{
    public static string Of(decimal cost) => cost.ToString("#,0.00##", CultureInfo.CurrentCulture);
}
