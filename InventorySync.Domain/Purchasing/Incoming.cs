using InventorySync.Domain.Access;

namespace InventorySync.Domain.Purchasing;

/// <summary>Goods that are ordered and have not come yet.</summary>
public sealed record IncomingGoods
{
    public long VariantId { get; init; }

    public long LocationId { get; init; }

    public decimal Quantity { get; init; }

    public DateOnly? On { get; init; }

    public long PurchaseOrderId { get; init; }

    public string Number { get; init; } = "";

    public long SupplierId { get; init; }

    public string Supplier { get; init; } = "";
}

/// <summary>What comes of a variant in all, and when the first of it.</summary>
public sealed record IncomingSum(long VariantId, decimal Quantity, DateOnly? NextOn);

/// <summary>Tells what is on its way. Every page that shows stock asks here.</summary>
public sealed class Incoming(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    /// <summary>As a part of larger questions, answered in the same statement.</summary>
    public static IQueryable<IncomingGoods> In(InventoryDb db) =>
        from line in db.PurchaseLines
        join order in db.PurchaseOrders on line.PurchaseOrderId equals order.Id
        join supplier in db.Suppliers on order.SupplierId equals supplier.Id
        where (order.State == PurchaseState.Approved || order.State == PurchaseState.Sent || order.State == PurchaseState.PartlyReceived) && line.Ordered - line.Cancelled > line.Received
        select new IncomingGoods
        {
            VariantId = line.VariantId,
            LocationId = order.LocationId,
            Quantity = line.Ordered - line.Cancelled - line.Received,
            On = line.ExpectedOn ?? order.ExpectedOn,
            PurchaseOrderId = order.Id,
            Number = order.Number,
            SupplierId = supplier.Id,
            Supplier = supplier.Name,
        };

    /// <summary>Order by order, the next ones first.</summary>
    public async Task<IReadOnlyList<IncomingGoods>> OfVariantAsync(long variantId, CancellationToken ct = default)
    {
        DemandSight();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw Catalog.CatalogBook.MissingVariant();
        return await In(db).Where(i => i.VariantId == variantId).OrderBy(i => i.On == null).ThenBy(i => i.On).ThenBy(i => i.Number).ToListAsync(ct);
    }

    /// <summary>For many at once; those of which nothing comes are left out.</summary>
    public async Task<IReadOnlyDictionary<long, IncomingSum>> OfAsync(IReadOnlyCollection<long> variantIds, long? locationId = null, CancellationToken ct = default)
    {
        DemandSight();
        var wanted = variantIds.Distinct().ToArray();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await In(db).Where(i => wanted.Contains(i.VariantId) && (locationId == null || i.LocationId == locationId))
            .GroupBy(i => i.VariantId).Select(g => new IncomingSum(g.Key, g.Sum(i => i.Quantity), g.Min(i => i.On)))
            .ToDictionaryAsync(s => s.VariantId, ct);
    }

    private void DemandSight()
    {
        if (!actor.May(Permissions.PurchasingView))
            actor.Demand(Permissions.CatalogView);
    }
}
