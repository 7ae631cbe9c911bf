using System.Globalization;
using InventorySync.Web.Shared;

namespace InventorySync.Web.Charts;

/// <summary>The same figure reads the same in the chart, in its tips and in its table.</summary>
internal static class ChartFormat
{
    public static string Of(decimal value, ChartData data, string shopCurrency) => data.Figures switch
    {
        ChartFigures.Money => MoneyFormat.Of(new Money(value, data.Currency ?? shopCurrency)),
        ChartFigures.Percent => value.ToString("#,0.#", CultureInfo.CurrentCulture) + " %",
        ChartFigures.Quantity => MoneyFormat.Of(value),
        _ => value.ToString("#,0.##", CultureInfo.CurrentCulture),
    };
}
