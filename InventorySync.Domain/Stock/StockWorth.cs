using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Stock;

/// <summary>What stood at a location in a category at an instant, and what it was worth.</summary>
public sealed record WorthRow(long LocationId, string Location, long? CategoryId, string? Category, decimal Quantity, decimal Value);

/// <summary>What sold goods cost between two instants.</summary>
public sealed record CostOfSales(decimal Quantity, decimal Cost);

/// <summary>The value of the stock and the cost of what was sold, at any past time: sums of the ledger by the book that the shop has chosen.</summary>
public sealed class StockWorth(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor)
{
    // What goes out as sold, what comes back, and what was learnt later about its cost.
    private static readonly MovementKind[] Sold = [MovementKind.Sale, MovementKind.Return, MovementKind.CostCorrection];

    public async Task<IReadOnlyList<WorthRow>> ValueAsync(DateTimeOffset at, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockCosts);
        var fifo = await IsFifoAsync();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await (
            from movement in db.StockMovements.Where(m => m.At <= at)
            group movement by new { movement.VariantId, movement.LocationId } into moved
            select new { moved.Key.VariantId, moved.Key.LocationId, Quantity = moved.Sum(m => m.Quantity), Value = moved.Sum(m => fifo ? m.FifoValue : m.Value) } into balance
            join location in db.Locations on balance.LocationId equals location.Id
            join variant in db.Variants on balance.VariantId equals variant.Id
            join category in db.Categories on variant.Product.CategoryId equals category.Id into categories
            from category in categories.DefaultIfEmpty()
            group balance by new { balance.LocationId, Location = location.Name, CategoryId = (long?)category.Id, Category = category.Name } into worth
            select new { worth.Key.LocationId, worth.Key.Location, worth.Key.CategoryId, worth.Key.Category, Quantity = worth.Sum(b => b.Quantity), Value = worth.Sum(b => b.Value) })
            .ToListAsync(ct);
        return
        [
            .. rows.Where(r => r.Quantity != 0 || r.Value != 0)
                .Select(r => new WorthRow(r.LocationId, r.Location, r.CategoryId, r.Category, r.Quantity, r.Value))
                .OrderBy(r => r.Location, StringComparer.CurrentCulture).ThenBy(r => r.Category, StringComparer.CurrentCulture),
        ];
    }

    public async Task<CostOfSales> CostOfSalesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockCosts);
        var fifo = await IsFifoAsync();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sums = await (
            from movement in db.StockMovements.Where(m => m.At >= since && m.At < until && Sold.Contains(m.Kind))
            join location in db.Locations on movement.LocationId equals location.Id
            group movement by 1 into sold
            select new { Quantity = sold.Sum(m => m.Quantity), Value = sold.Sum(m => fifo ? m.FifoValue : m.Value) }).FirstOrDefaultAsync(ct);
        return new CostOfSales(-(sums?.Quantity ?? 0), -(sums?.Value ?? 0));
    }

    private async Task<bool> IsFifoAsync() => (await settings.GetAsync<StockSettings>()).Costing == Costing.OldestFirst;
}
