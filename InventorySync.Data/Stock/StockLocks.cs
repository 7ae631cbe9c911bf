using InventorySync.Domain.Stock;

namespace InventorySync.Data.Stock;

/// <summary>Locks rows of stock in the order of their keys, so that two changes that meet wait for each other and never block each other for good.</summary>
internal static class StockLocks
{
    public static async Task<IReadOnlyDictionary<StockKey, StockItem>> LockAsync(PostgresInventoryDb db, IEnumerable<StockKey> keys, CancellationToken ct)
    {
        var (variants, locations) = Columns(keys);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest)
            SELECT v, l, 0, 0, 0, 0, 0, 0, CASE WHEN p.may_go_below_zero THEN {BelowZero.Lowest} ELSE 0 END
            FROM unnest({variants}, {locations}) AS wanted (v, l) JOIN locations p ON p.id = l
            WHERE NOT EXISTS (SELECT FROM stock_items s WHERE s.variant_id = v AND s.location_id = l)
            ORDER BY v, l
            ON CONFLICT DO NOTHING
            """, ct);
        var items = await db.StockItems.FromSql(
            $"""
            SELECT s.* FROM stock_items s
            JOIN unnest({variants}, {locations}) AS wanted (v, l) ON s.variant_id = wanted.v AND s.location_id = wanted.l
            ORDER BY s.variant_id, s.location_id
            FOR UPDATE OF s
            """).ToListAsync(ct);
        return items.ToDictionary(i => new StockKey(i.VariantId, i.LocationId));
    }

    public static async Task<IReadOnlyDictionary<StockKey, StockItem>> LockAsync(SqlServerInventoryDb db, IEnumerable<StockKey> keys, CancellationToken ct)
    {
        var items = new Dictionary<StockKey, StockItem>();
        foreach (var key in keys.Distinct().Order())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest)
                SELECT {key.VariantId}, p.id, 0, 0, 0, 0, 0, 0, CASE WHEN p.may_go_below_zero = 1 THEN {BelowZero.Lowest} ELSE 0 END FROM locations p
                WHERE p.id = {key.LocationId} AND NOT EXISTS (SELECT 1 FROM stock_items WITH (UPDLOCK, HOLDLOCK) WHERE variant_id = {key.VariantId} AND location_id = {key.LocationId})
                """, ct);
            items[key] = (await db.StockItems.FromSql(
                $"SELECT * FROM stock_items WITH (UPDLOCK, ROWLOCK) WHERE variant_id = {key.VariantId} AND location_id = {key.LocationId}").ToListAsync(ct)).Single();
        }

        return items;
    }

    private static (long[] Variants, long[] Locations) Columns(IEnumerable<StockKey> keys)
    {
        var distinct = keys.Distinct().Order().ToList();
        return ([.. distinct.Select(k => k.VariantId)], [.. distinct.Select(k => k.LocationId)]);
    }
}
