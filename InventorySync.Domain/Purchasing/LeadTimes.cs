using InventorySync.Domain.Access;

namespace InventorySync.Domain.Purchasing;

/// <summary>How long a supplier takes: as it says, and as its receipts show.</summary>
public sealed record LeadTime(long SupplierId, int StatedDays)
{
    /// <summary>How many deliveries were measured.</summary>
    public int Measured { get; init; }

    public double? MeanDays { get; init; }

    /// <summary>Standard deviation; known from two deliveries on.</summary>
    public double? SpreadDays { get; init; }

    /// <summary>What to plan with: the measured mean once there are enough deliveries, what is stated before.</summary>
    public double PlannedDays => Measured >= EnoughDeliveries && MeanDays is { } mean ? mean : StatedDays;

    public const int EnoughDeliveries = 3;
}

/// <summary>Measures how long deliveries take, from when an order was sent until its goods came.</summary>
public sealed class LeadTimes(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    private const int Days = 365;

    public async Task<LeadTime> OfAsync(long supplierId, CancellationToken ct = default) =>
        (await OfAsync([supplierId], ct)).GetValueOrDefault(supplierId) ?? throw Suppliers.Missing();

    /// <summary>All of these, or of all suppliers when none is named.</summary>
    public async Task<IReadOnlyDictionary<long, LeadTime>> OfAsync(IReadOnlyCollection<long> supplierIds, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        var (all, wanted, since) = (supplierIds.Count == 0, supplierIds.ToArray(), clock.GetUtcNow().AddDays(-Days));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stated = await db.Suppliers.Where(s => all || wanted.Contains(s.Id)).Select(s => new LeadTime(s.Id, s.LeadTimeDays)).ToListAsync(ct);
        var deliveries = await (from receipt in db.Receipts.IgnoreQueryFilters()
                                join order in db.PurchaseOrders.IgnoreQueryFilters() on receipt.PurchaseOrderId equals order.Id
                                where receipt.UndoneAt == null && order.SentAt != null && receipt.ReceivedAt >= since && (all || wanted.Contains(order.SupplierId)) && receipt.Lines.Any(l => l.Accepted > 0)
                                select new { order.SupplierId, Sent = order.SentAt!.Value, Came = receipt.ReceivedAt }).ToListAsync(ct);
        var measured = deliveries.ToLookup(d => d.SupplierId, d => Math.Max(0, (d.Came - d.Sent).TotalDays));
        return stated.ToDictionary(s => s.SupplierId, s => Measure(s, [.. measured[s.SupplierId]]));
    }

    internal static LeadTime Measure(LeadTime stated, IReadOnlyList<double> days)
    {
        if (days.Count == 0)
            return stated;
        var mean = days.Average();
        return stated with { Measured = days.Count, MeanDays = mean, SpreadDays = days.Count < 2 ? null : Math.Sqrt(days.Sum(d => (d - mean) * (d - mean)) / (days.Count - 1)) };
    }
}
