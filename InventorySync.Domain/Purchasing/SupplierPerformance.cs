using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Purchasing;

/// <summary>How well a supplier delivers. Shares are from 0 to 1, and null where nothing was delivered yet.</summary>
public sealed record SupplierFigures
{
    public int Orders { get; init; }

    public int Deliveries { get; init; }

    public decimal Bought { get; init; }

    /// <summary>Units that came on the expected day or before.</summary>
    public decimal? OnTime { get; init; }

    /// <summary>Units of ended orders that came at all.</summary>
    public decimal? Complete { get; init; }

    /// <summary>Units that were in good order.</summary>
    public decimal? Quality { get; init; }

    /// <summary>What the same goods cost now against their first price of the year: 0.05 is five percent more.</summary>
    public decimal? PriceTrend { get; init; }

    public required LeadTime LeadTime { get; init; }

    /// <summary>What was bought in each month, oldest first.</summary>
    public IReadOnlyList<MonthBought> Months { get; init; } = [];
}

public sealed record MonthBought(DateOnly Month, decimal Amount);

/// <summary>Judges suppliers by a year of receipts.</summary>
public sealed class SupplierPerformance(IDbContextFactory<InventoryDb> dbs, LeadTimes leadTimes, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    private const int Months = 12;

    public async Task<SupplierFigures> OfAsync(long supplierId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        var (shop, now) = (await settings.GetAsync<ShopProfile>(), clock.GetUtcNow());
        var since = now.AddMonths(-Months);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var came = await (from line in db.ReceiptLines
                          join receipt in db.Receipts on line.ReceiptId equals receipt.Id
                          join order in db.PurchaseOrders on receipt.PurchaseOrderId equals order.Id
                          join wanted in db.PurchaseLines on line.PurchaseLineId equals wanted.Id
                          where order.SupplierId == supplierId && receipt.UndoneAt == null && receipt.ReceivedAt >= since
                          select new Arrival(receipt.Id, receipt.ReceivedAt, line.VariantId, line.Accepted, line.Rejected, line.UnitCost, line.GoodsCost, wanted.ExpectedOn ?? order.ExpectedOn)).ToListAsync(ct);
        var ended = await (from line in db.PurchaseLines
                           join order in db.PurchaseOrders on line.PurchaseOrderId equals order.Id
                           where order.SupplierId == supplierId && (order.State == PurchaseState.Received || order.State == PurchaseState.Closed) && order.CreatedAt >= since
                           select new { line.Ordered, line.Received }).ToListAsync(ct);
        var accepted = came.Sum(c => c.Accepted);
        var dated = came.Where(c => c.ExpectedOn is not null && c.Accepted > 0).ToList();
        return new SupplierFigures
        {
            Orders = await db.PurchaseOrders.CountAsync(o => o.SupplierId == supplierId && o.SentAt >= since, ct),
            Deliveries = came.Select(c => c.ReceiptId).Distinct().Count(),
            Bought = came.Sum(c => c.GoodsCost),
            OnTime = Share(dated.Where(c => shop.DayOf(c.At) <= c.ExpectedOn).Sum(c => c.Accepted), dated.Sum(c => c.Accepted)),
            Complete = Share(ended.Sum(l => Math.Min(l.Ordered, l.Received)), ended.Sum(l => l.Ordered)),
            Quality = Share(accepted, accepted + came.Sum(c => c.Rejected)),
            PriceTrend = TrendOf(came),
            LeadTime = await leadTimes.OfAsync(supplierId, ct),
            Months = MonthsOf(came, shop, shop.DayOf(now)),
        };
    }

    private static decimal? Share(decimal part, decimal whole) => whole == 0 ? null : part / whole;

    private static decimal? TrendOf(List<Arrival> came)
    {
        // each good against itself, weighed by what was spent on it: dearer goods in the basket are no dearer prices
        var trends = came.Where(c => c.Accepted > 0 && c.UnitCost > 0).GroupBy(c => c.VariantId).Where(g => g.Select(c => c.ReceiptId).Distinct().Count() > 1)
            .Select(g => (Weight: g.Sum(c => c.GoodsCost), Trend: (g.MaxBy(c => c.At)!.UnitCost / g.MinBy(c => c.At)!.UnitCost) - 1)).ToList();
        return trends.Sum(t => t.Weight) is > 0 and var weight ? trends.Sum(t => t.Weight * t.Trend) / weight : null;
    }

    private static List<MonthBought> MonthsOf(List<Arrival> came, ShopProfile shop, DateOnly today)
    {
        var amounts = came.GroupBy(c => FirstOf(shop.DayOf(c.At))).ToDictionary(g => g.Key, g => g.Sum(c => c.GoodsCost));
        return [.. Enumerable.Range(0, Months).Select(i => FirstOf(today).AddMonths(i + 1 - Months)).Select(m => new MonthBought(m, amounts.GetValueOrDefault(m)))];
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private sealed record Arrival(long ReceiptId, DateTimeOffset At, long VariantId, decimal Accepted, decimal Rejected, decimal UnitCost, decimal GoodsCost, DateOnly? ExpectedOn);
}
