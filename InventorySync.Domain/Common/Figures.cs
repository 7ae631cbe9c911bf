using System.Globalization;

namespace InventorySync.Domain.Common;

/// <summary>Figures as people read them in a sentence.</summary>
public static class Figures
{
    /// <summary>A quantity is kept with three decimals; "2.000" is read as "2".</summary>
    public static decimal Plain(this decimal figure) => decimal.Parse(figure.ToString("0.############################", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal static object[] Plain(object[] arguments) => [.. arguments.Select(a => a is decimal figure ? figure.Plain() : a)];
}
