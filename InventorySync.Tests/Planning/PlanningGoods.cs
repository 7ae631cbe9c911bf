using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Planning;

/// <summary>A past for tests of planning.</summary>
internal static class PlanningGoods
{
    public static readonly DateTimeOffset LongAgo = new(2024, 1, 8, 9, 0, 0, TimeSpan.Zero);

    private static int _made;

    public static Task PostAtAsync(this TestShop shop, MovementKind kind, DateTimeOffset at, params StockLine[] lines) =>
        shop.Get<Ledger>().PostAsync(new StockCommand(string.Create(CultureInfo.InvariantCulture, $"past-{Interlocked.Increment(ref _made)}"), kind, lines) { At = at });

    /// <summary>Lamps that came in long ago.</summary>
    public static async Task<(long Lamp, long Store)> GivenLampsInPastAsync(this TestShop shop, decimal quantity, Action<Variant>? more = null)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(more), await shop.GivenLocationAsync());
        if (quantity > 0)
            await shop.PostAtAsync(MovementKind.Receipt, LongAgo, new StockLine(lamp, store, quantity) { UnitCost = 5 });
        return (lamp, store);
    }

    /// <summary>So many sold on each day of the last weeks, by the day of the week (Sunday first), at noon UTC.</summary>
    public static async Task GivenSalesAsync(this TestShop shop, long lamp, long store, int weeks, Func<DateOnly, decimal> soldOn)
    {
        var today = DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime);
        for (var day = today.AddDays(-7 * weeks); day < today; day = day.AddDays(1))
        {
            if (soldOn(day) is > 0 and var quantity)
                await shop.PostAtAsync(MovementKind.Sale, new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero), new StockLine(lamp, store, -quantity));
        }
    }
}
