using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Purchasing;

/// <summary>An order of which goods are still to come, as the people at the door see it: without what it costs.</summary>
public sealed record ExpectedDelivery(long PurchaseOrderId, string Number, string Supplier, long LocationId, string Location, DateOnly? ExpectedOn, PurchaseState State, int OpenLines, decimal OpenUnits);

/// <summary>One line at the door, with the bin it is best put into.</summary>
public sealed record DeliveryLine(long LineId, long VariantId, string Sku, string SupplierSku, string Name, string Unit, int Decimals, decimal Ordered, decimal Received, decimal Open)
{
    public Tracking Tracking { get; init; }

    public IReadOnlyList<string> Codes { get; init; } = [];

    public long? BinId { get; init; }

    public string? Bin { get; init; }

    /// <summary>Whether this code, as a scanner reads it, names the line.</summary>
    public bool IsCalled(string code)
    {
        var tidy = Text.Tidy(code);
        return string.Equals(Sku, tidy, StringComparison.OrdinalIgnoreCase) || string.Equals(SupplierSku, tidy, StringComparison.OrdinalIgnoreCase) || Barcode.Readings(tidy).Any(Codes.Contains);
    }
}

public sealed record Delivery(ExpectedDelivery Order, IReadOnlyList<DeliveryLine> Lines);

/// <summary>What people who receive goods need to know.</summary>
public sealed class IncomingDeliveries(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    private const int Most = 300;

    /// <summary>Everything that is on its way, the next first.</summary>
    public async Task<IReadOnlyList<ExpectedDelivery>> ExpectedAsync(CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Rows(db, db.PurchaseOrders.Where(o => o.State == PurchaseState.Approved || o.State == PurchaseState.Sent || o.State == PurchaseState.PartlyReceived)
            .OrderBy(o => o.ExpectedOn == null).ThenBy(o => o.ExpectedOn).ThenBy(o => o.Number).Take(Most)).ToListAsync(ct);
    }

    public async Task<Delivery> FindAsync(long orderId, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var head = await Rows(db, db.PurchaseOrders.Where(o => o.Id == orderId)).FirstOrDefaultAsync(ct) ?? throw PurchaseBook.Missing();
        var lines = await (from line in db.PurchaseLines
                           join variant in db.Variants on line.VariantId equals variant.Id
                           where line.PurchaseOrderId == orderId
                           orderby line.Position
                           select new DeliveryLine(line.Id, line.VariantId, line.Sku, line.SupplierSku, line.Name, variant.Unit, variant.QuantityDecimals, line.Ordered - line.Cancelled, line.Received,
                               line.Ordered - line.Cancelled > line.Received ? line.Ordered - line.Cancelled - line.Received : 0) { Tracking = variant.Tracking }).ToListAsync(ct);
        var variantIds = lines.Select(l => l.VariantId).ToArray();
        var codes = (await db.Barcodes.Where(b => variantIds.Contains(b.VariantId)).Select(b => new { b.VariantId, b.Code }).ToListAsync(ct)).ToLookup(b => b.VariantId, b => b.Code);
        var bins = await PutAwayAsync(db, variantIds, head.LocationId, ct);
        return new Delivery(head, [.. lines.Select(l => l with { Codes = [.. codes[l.VariantId]], BinId = bins.GetValueOrDefault(l.VariantId)?.BinId, Bin = bins.GetValueOrDefault(l.VariantId)?.Code })]);
    }

    /// <summary>Where most of it lies already; else where the last of it came in.</summary>
    private static async Task<Dictionary<long, Place>> PutAwayAsync(InventoryDb db, long[] variantIds, long locationId, CancellationToken ct)
    {
        var lying = await (from stock in db.BinStock
                           join bin in db.Bins on stock.BinId equals bin.Id
                           where variantIds.Contains(stock.VariantId) && stock.LocationId == locationId && bin.Active
                           select new Place(stock.VariantId, bin.Id, bin.Code, stock.OnHand)).ToListAsync(ct);
        var found = lying.GroupBy(p => p.VariantId).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.Weight).ThenBy(p => p.Code, StringComparer.Ordinal).First());
        var without = variantIds.Where(id => !found.ContainsKey(id)).ToArray();
        if (without.Length == 0)
            return found;

        var before = await (from movement in db.StockMovements
                            join bin in db.Bins on movement.BinId equals bin.Id
                            where without.Contains(movement.VariantId) && movement.LocationId == locationId && movement.Quantity > 0 && bin.Active
                            group movement by new { movement.VariantId, bin.Id, bin.Code } into came
                            select new Place(came.Key.VariantId, came.Key.Id, came.Key.Code, came.Max(m => m.Sequence))).ToListAsync(ct);
        foreach (var last in before.GroupBy(p => p.VariantId))
            found[last.Key] = last.MaxBy(p => p.Weight)!;
        return found;
    }

    private static IQueryable<ExpectedDelivery> Rows(InventoryDb db, IQueryable<PurchaseOrder> orders) =>
        orders.Select(o => new ExpectedDelivery(
            o.Id,
            o.Number,
            db.Suppliers.Where(s => s.Id == o.SupplierId).Select(s => s.Name).First(),
            o.LocationId,
            db.Locations.Where(l => l.Id == o.LocationId).Select(l => l.Name).First(),
            o.ExpectedOn,
            o.State,
            o.Lines.Count(l => l.Ordered - l.Cancelled > l.Received),
            o.Lines.Where(l => l.Ordered - l.Cancelled > l.Received).Sum(l => l.Ordered - l.Cancelled - l.Received)));

    private void Demand()
    {
        if (!actor.May(Permissions.PurchasingView))
            actor.Demand(Permissions.PurchasingReceive);
    }

    private sealed record Place(long VariantId, long BinId, string Code, decimal Weight);
}
