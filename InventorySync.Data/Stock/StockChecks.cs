using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Stock;

/// <summary>A difference between what is kept and what it must be.</summary>
internal sealed record StockDifference
{
    public string Sku { get; init; } = "";

    public string Location { get; init; } = "";

    public decimal Kept { get; init; }

    public decimal Truth { get; init; }
}

/// <summary>One statement over all rows, so that memory stays flat and every row is seen at the same moment.</summary>
internal abstract class StockCheck(InventoryDatabase database) : IStockCheck
{
    public const int MostTold = 1000;

    public abstract string Name { get; }

    protected abstract IEnumerable<(string Sentence, string Sql)> Questions { get; }

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        var findings = new List<string>();
        foreach (var (sentence, sql) in Questions)
        {
            var found = await AskAsync(sql, ct);
            // where reading does not wait for writers, a difference that is there twice is no row in the middle of a change
            if (found.Count > 0)
                found = [.. found.Intersect(await AskAsync(sql, ct))];
            findings.AddRange(found.Select(d => new Sentence(sentence, d.Sku, d.Location, d.Kept, d.Truth).ToString()));
        }

        return findings;
    }

    /// <summary>Named and limited; the SQL inside gives variant_id, location_id, kept and truth of rows that differ.</summary>
    private async Task<List<StockDifference>> AskAsync(string sql, CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Check"));
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        // the inner statements are the checks' own, written below; nothing that anybody typed goes in
        var statement =
            $"""
            SELECT COALESCE(v.sku, CONCAT('variant ', d.variant_id)) AS "Sku", COALESCE(l.name, CONCAT('location ', d.location_id)) AS "Location", d.kept AS "Kept", d.truth AS "Truth"
            FROM ({sql}) d LEFT JOIN variants v ON v.id = d.variant_id LEFT JOIN locations l ON l.id = d.location_id
            ORDER BY d.variant_id, d.location_id OFFSET 0 ROWS FETCH NEXT {MostTold} ROWS ONLY
            """;
        return await db.Database.SqlQueryRaw<StockDifference>(statement).ToListAsync(ct);
    }
}

internal sealed class BalancesCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "Every balance is the sum of its movements";

    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0} in {1}: the balance or its value says {2} where the movements come to {3}.",
            """
            SELECT variant_id, location_id,
                CASE WHEN on_hand <> quantity THEN on_hand WHEN value <> value_sum THEN value WHEN fifo_value <> fifo_sum THEN fifo_value WHEN movements <> made THEN movements ELSE last END AS kept,
                CASE WHEN on_hand <> quantity THEN quantity WHEN value <> value_sum THEN value_sum WHEN fifo_value <> fifo_sum THEN fifo_sum ELSE made END AS truth
            FROM (
                SELECT COALESCE(i.variant_id, m.variant_id) AS variant_id, COALESCE(i.location_id, m.location_id) AS location_id,
                    COALESCE(i.on_hand, 0) AS on_hand, COALESCE(i.value, 0) AS value, COALESCE(i.fifo_value, 0) AS fifo_value, COALESCE(i.movements, 0) AS movements,
                    COALESCE(m.quantity, 0) AS quantity, COALESCE(m.value, 0) AS value_sum, COALESCE(m.fifo_value, 0) AS fifo_sum, COALESCE(m.made, 0) AS made, COALESCE(m.last, 0) AS last
                FROM (SELECT variant_id, location_id, SUM(quantity) AS quantity, SUM(value) AS value, SUM(fifo_value) AS fifo_value, COUNT(*) AS made, MAX(sequence) AS last FROM stock_movements GROUP BY variant_id, location_id) m
                FULL JOIN stock_items i ON i.variant_id = m.variant_id AND i.location_id = m.location_id) b
            WHERE on_hand <> quantity OR value <> value_sum OR fifo_value <> fifo_sum OR movements <> made OR last <> made
            """),
        ("{0} in {1}: {2} stand there, and the last movement left {3}.",
            """
            SELECT i.variant_id, i.location_id, i.on_hand AS kept, m.balance_after AS truth
            FROM stock_items i JOIN stock_movements m ON m.variant_id = i.variant_id AND m.location_id = i.location_id AND m.sequence = i.movements
            WHERE m.balance_after <> i.on_hand
            """),
    ];
}

internal sealed class ReservedCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "Reserved is the sum of what is held";

    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0} in {1}: {2} count as reserved, and {3} are held. Repair the reserved counters.",
            """
            SELECT COALESCE(i.variant_id, h.variant_id) AS variant_id, COALESCE(i.location_id, h.location_id) AS location_id, COALESCE(i.reserved, 0) AS kept, COALESCE(h.quantity, 0) AS truth
            FROM (SELECT variant_id, location_id, SUM(quantity) AS quantity FROM reservations WHERE state = 'Held' GROUP BY variant_id, location_id) h
            FULL JOIN stock_items i ON i.variant_id = h.variant_id AND i.location_id = h.location_id
            WHERE COALESCE(i.reserved, 0) <> COALESCE(h.quantity, 0)
            """),
    ];
}

internal sealed class NothingBelowZeroCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "Nothing stands below zero";

    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0} in {1}: {2} stand there, below the {3} that the location allows.",
            "SELECT variant_id, location_id, on_hand AS kept, lowest AS truth FROM stock_items WHERE on_hand < lowest"),
        ("{0} in {1}: {2} are reserved of {3}.",
            "SELECT variant_id, location_id, reserved AS kept, on_hand AS truth FROM stock_items WHERE reserved < 0 OR (reserved > on_hand AND lowest = 0)"),
        ("{0} in {1}: its limit is {2} where the location says {3}. Save the location again.",
            """
            SELECT i.variant_id, i.location_id, i.lowest AS kept, 0 AS truth
            FROM stock_items i JOIN locations p ON p.id = i.location_id
            WHERE i.lowest < 0 AND CAST(p.may_go_below_zero AS int) = 0
            """),
    ];
}

internal sealed class LayersCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "The layers of cost are what is on hand";

    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0} in {1}: the layers hold or cost {2} where {3} is on the books.",
            """
            SELECT COALESCE(i.variant_id, y.variant_id) AS variant_id, COALESCE(i.location_id, y.location_id) AS location_id,
                CASE WHEN COALESCE(y.remaining, 0) <> CASE WHEN i.on_hand > 0 THEN i.on_hand ELSE 0 END THEN COALESCE(y.remaining, 0) ELSE COALESCE(y.value, 0) END AS kept,
                CASE WHEN COALESCE(y.remaining, 0) <> CASE WHEN i.on_hand > 0 THEN i.on_hand ELSE 0 END THEN CASE WHEN i.on_hand > 0 THEN i.on_hand ELSE 0 END ELSE i.fifo_value END AS truth
            FROM (SELECT variant_id, location_id, SUM(remaining) AS remaining, SUM(value) AS value FROM stock_layers GROUP BY variant_id, location_id) y
            FULL JOIN stock_items i ON i.variant_id = y.variant_id AND i.location_id = y.location_id
            WHERE COALESCE(y.remaining, 0) <> CASE WHEN i.on_hand > 0 THEN i.on_hand ELSE 0 END OR (i.on_hand >= 0 AND COALESCE(y.value, 0) <> i.fifo_value)
            """),
    ];
}

internal sealed class BinsCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "The bins hold what was put into them, and no more than stands there";

    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0} in {1}: a bin says {2} where its movements come to {3}.",
            """
            SELECT COALESCE(b.variant_id, m.variant_id) AS variant_id, COALESCE(b.location_id, m.location_id) AS location_id, COALESCE(b.on_hand, 0) AS kept, COALESCE(m.quantity, 0) AS truth
            FROM (SELECT variant_id, bin_id, MAX(location_id) AS location_id, SUM(quantity) AS quantity FROM stock_movements WHERE bin_id IS NOT NULL GROUP BY variant_id, bin_id) m
            FULL JOIN bin_stock b ON b.variant_id = m.variant_id AND b.bin_id = m.bin_id
            WHERE COALESCE(b.on_hand, 0) <> COALESCE(m.quantity, 0)
            """),
        ("{0} in {1}: its bins hold {2}, and {3} stand there.",
            """
            SELECT b.variant_id, b.location_id, b.on_hand AS kept, COALESCE(i.on_hand, 0) AS truth
            FROM (SELECT variant_id, location_id, SUM(on_hand) AS on_hand FROM bin_stock GROUP BY variant_id, location_id) b
            LEFT JOIN stock_items i ON i.variant_id = b.variant_id AND i.location_id = b.location_id
            WHERE b.on_hand > COALESCE(i.on_hand, 0) AND COALESCE(i.lowest, 0) = 0
            """),
    ];
}

internal sealed class OrderHoldsCheck(InventoryDatabase database) : StockCheck(database)
{
    public override string Name => "Orders hold what they say they hold";

    // kits are held as their parts, so only what is no kit is compared
    protected override IEnumerable<(string Sentence, string Sql)> Questions =>
    [
        ("{0}: open orders say that {2} are held, and {3} are.",
            """
            SELECT o.variant_id, 0 AS location_id, o.reserved AS kept, COALESCE(r.quantity, 0) AS truth
            FROM (SELECT l.order_id, l.variant_id, SUM(l.reserved) AS reserved FROM order_lines l JOIN variants v ON v.id = l.variant_id
                WHERE v.tracking <> 'None' AND NOT EXISTS (SELECT 1 FROM kit_parts p WHERE p.kit_variant_id = v.id) AND NOT EXISTS (SELECT 1 FROM kit_parts p WHERE p.part_variant_id = v.id)
                GROUP BY l.order_id, l.variant_id) o
            LEFT JOIN (SELECT owner_id, variant_id, SUM(quantity) AS quantity FROM reservations WHERE owner = 'Order' AND state = 'Held' GROUP BY owner_id, variant_id) r
                ON r.owner_id = o.order_id AND r.variant_id = o.variant_id
            WHERE o.reserved <> COALESCE(r.quantity, 0)
            """),
    ];
}

internal static class StockChecksSetup
{
    public static void AddStockChecks(this IServiceCollection services)
    {
        Add<BalancesCheck>(services);
        Add<ReservedCheck>(services);
        Add<NothingBelowZeroCheck>(services);
        Add<LayersCheck>(services);
        Add<BinsCheck>(services);
        Add<OrderHoldsCheck>(services);
    }

    // asked by the proof of the stock, and by the check of everything
    private static void Add<TCheck>(IServiceCollection services)
        where TCheck : class, IStockCheck =>
        services.AddScoped<TCheck>().AddScoped<IStockCheck>(p => p.GetRequiredService<TCheck>()).AddScoped<Domain.Integrity.IIntegrityCheck>(p => p.GetRequiredService<TCheck>());
}
