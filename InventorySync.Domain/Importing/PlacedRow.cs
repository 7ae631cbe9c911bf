using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Importing;

/// <summary>What a row says about one variant at one place.</summary>
internal sealed class PlacedRow(RowPlan plan)
{
    public RowPlan Plan => plan;

    public ImportedRow Row => plan.Row;

    public string Sku { get; set; } = "";

    public string Barcode { get; set; } = "";

    public long? VariantId { get; set; }

    /// <summary>Variant and location are given by their keys.</summary>
    public bool ById { get; set; }

    public string LocationText { get; set; } = "";

    public string BinText { get; set; } = "";

    /// <summary>What was found there.</summary>
    public decimal? SetTo { get; set; }

    /// <summary>More, or less where it is negative.</summary>
    public decimal? ChangeBy { get; set; }

    public decimal? UnitCost { get; set; }

    public string Reason { get; set; } = "";

    public VariantFacts? Variant { get; set; }

    public Location? Location { get; set; }

    public Bin? Bin { get; set; }

    public StockKey Key => new(Variant!.VariantId, Location!.Id);

    /// <summary>What is to be posted.</summary>
    public StockLine? Line { get; set; }
}

/// <summary>What stands where, as far as the rows of a chunk ask, and what is left of it as the rows take it.</summary>
internal sealed class StockStanding
{
    private readonly Dictionary<StockKey, (decimal OnHand, decimal Reserved, decimal Lowest, long Movements)> _items = [];
    private readonly Dictionary<(long Variant, long Bin), decimal> _bins = [];
    private Dictionary<StockKey, long> _own = [];

    public static async Task<StockStanding> ReadAsync(ImportContext context, IReadOnlyCollection<PlacedRow> rows, CancellationToken ct)
    {
        var standing = new StockStanding();
        var keys = rows.Select(r => r.Key).Distinct().Order().ToList();
        if (keys.Count == 0)
            return standing;

        var (variants, locations) = (keys.Select(k => k.VariantId).Distinct().ToList(), keys.Select(k => k.LocationId).Distinct().ToList());
        // while it is imported, what stands there stays so until the rows are posted
        var items = context.Writes
            ? (await context.Db.LockStockAsync(keys, ct)).Values.ToList()
            : await context.Db.StockItems.AsNoTracking().Where(i => variants.Contains(i.VariantId) && locations.Contains(i.LocationId)).ToListAsync(ct);
        foreach (var item in items)
            standing._items[new StockKey(item.VariantId, item.LocationId)] = (item.OnHand, item.Reserved, item.Lowest, item.Movements);
        foreach (var bin in await context.Db.BinStock.AsNoTracking().Where(b => variants.Contains(b.VariantId) && locations.Contains(b.LocationId)).ToListAsync(ct))
            standing._bins[(bin.VariantId, bin.BinId)] = bin.OnHand;
        if (context.Writes)
            standing._own = await StockKind.OwnMovementsAsync(context, keys, ct);
        return standing;
    }

    public decimal OnHand(PlacedRow row) => row.Bin is { } bin ? _bins.GetValueOrDefault((row.Variant!.VariantId, bin.Id)) : _items.GetValueOrDefault(row.Key).OnHand;

    public decimal Free(PlacedRow row)
    {
        var item = _items.GetValueOrDefault(row.Key);
        return item.OnHand - item.Reserved - item.Lowest;
    }

    /// <summary>All there is was brought by this very import, in an earlier chunk of it.</summary>
    public bool BeganHere(StockKey key) => _own.GetValueOrDefault(key) == _items.GetValueOrDefault(key).Movements;

    public long Movements(StockKey key) => _items.GetValueOrDefault(key).Movements;

    public void Take(PlacedRow row, decimal quantity)
    {
        var item = _items.GetValueOrDefault(row.Key);
        _items[row.Key] = item with { OnHand = item.OnHand + quantity };
        if (row.Bin is { } bin)
            _bins[(row.Variant!.VariantId, bin.Id)] = _bins.GetValueOrDefault((row.Variant.VariantId, bin.Id)) + quantity;
    }
}
