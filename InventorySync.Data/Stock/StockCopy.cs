using InventorySync.Data.Common;
using InventorySync.Domain.Stock;

namespace InventorySync.Data.Stock;

/// <summary>Writes a large posting as PostgreSQL takes it fastest: new rows by COPY, changed ones by one statement. The context saves the rest.</summary>
internal static class StockCopy
{
    /// <summary>Below this, a few statements by the context are as fast.</summary>
    public const int WorthIt = 300;

    private static readonly string[] ItemFigures = [nameof(StockItem.OnHand), nameof(StockItem.Reserved), nameof(StockItem.Value), nameof(StockItem.FifoValue), nameof(StockItem.LastUnitCost), nameof(StockItem.Movements)];
    private static readonly string[] LayerFigures = [nameof(StockLayer.Remaining), nameof(StockLayer.Value)];

    public static async Task WriteAsync(PostgresInventoryDb db, StockPosting posting, CancellationToken ct)
    {
        await BulkLoad.AddAsync(db, posting.Movements, ct);
        await BulkLoad.AddAsync(db, [.. posting.Made.OfType<StockLayer>()], ct);
        await BulkUpdate.ApplyAsync(db, posting.Items, ItemFigures, ct);
        await LayersAsync(db, [.. posting.UsedUp.OfType<StockLayer>()], ct);
        foreach (var item in posting.Items)
            db.Entry(item).State = EntityState.Unchanged;
        await BulkLoad.AddAsync(db, [.. posting.Messages.Skip(1)], ct);
        db.Outbox.AddRange(posting.Messages.Take(1)); // saved by the context, so that followers are woken by the commit
        db.AddRange(posting.Made.Where(m => m is not StockLayer));
        db.RemoveRange(posting.UsedUp.Where(m => m is not StockLayer));
    }

    // Those used up go; of each balance at most one layer is begun.
    private static async Task LayersAsync(PostgresInventoryDb db, IReadOnlyList<StockLayer> usedUp, CancellationToken ct)
    {
        if (usedUp.Count > 0)
        {
            var (variants, locations, numbers) = (usedUp.Select(l => l.VariantId).ToArray(), usedUp.Select(l => l.LocationId).ToArray(), usedUp.Select(l => l.Sequence).ToArray());
            await db.Database.ExecuteSqlAsync($"DELETE FROM stock_layers s USING unnest({variants}, {locations}, {numbers}) AS x (v, l, n) WHERE s.variant_id = x.v AND s.location_id = x.l AND s.sequence = x.n", ct);
        }

        foreach (var gone in usedUp)
            db.Entry(gone).State = EntityState.Detached;
        var begun = db.ChangeTracker.Entries<StockLayer>().Where(e => e.State == EntityState.Modified).ToList();
        if (begun.Count == 0)
            return;

        await BulkUpdate.ApplyAsync(db, begun.ConvertAll(e => e.Entity), LayerFigures, ct);
        foreach (var entry in begun)
            entry.State = EntityState.Unchanged;
    }
}
