using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Stock;

/// <summary>What the stock must know of a variant before it moves it.</summary>
public sealed record VariantFacts(long VariantId, string Sku, int Decimals, Tracking Tracking, bool IsKit, decimal Cost)
{
    public IReadOnlyList<KitPart> Parts { get; init; } = [];

    public bool Counted => Tracking != Tracking.None;

    public void CheckQuantity(decimal quantity)
    {
        if (quantity == 0)
            throw Refused("Enter a quantity other than zero.");
        if (Math.Abs(quantity) > StockLimits.MostAtOnce)
            throw Refused("{0:#,0.###} is more than {1:#,0}, the most that is moved in one step. Check the quantity.", quantity, StockLimits.MostAtOnce);
        if (Math.Round(quantity, Decimals) == quantity)
            return;

        throw Decimals == 0
            ? Refused("“{0}” is counted in whole pieces. Enter a quantity without decimals.", Sku)
            : Refused("“{0}” is counted with {1} decimals at most. Round the quantity.", Sku, Decimals);
    }

    public void DemandCounted()
    {
        if (!Counted)
            throw new BusinessRuleException("“{0}” is not counted, so it has no stock. Choose how it is tracked in the catalogue first.", Sku) { Field = nameof(StockLine.VariantId) };
    }

    private static BusinessRuleException Refused(string sentence, params object[] arguments) => new(sentence, arguments) { Field = nameof(StockLine.Quantity) };
}

/// <summary>Figures that only a slip of the finger exceeds.</summary>
public static class StockLimits
{
    public const decimal MostAtOnce = 10_000_000;
    public const decimal DearestUnit = 100_000_000;
    public const int MostLines = 10_000;
    public const int LongestKey = 80;
}

public static class StockFacts
{
    /// <summary>The variants of these keys, kits with their parts. One that is not in the catalogue is refused.</summary>
    public static async Task<IReadOnlyDictionary<long, VariantFacts>> VariantFactsAsync(this InventoryDb db, IEnumerable<long> variantIds, CancellationToken ct)
    {
        var wanted = variantIds.Distinct().ToArray();
        var found = await ReadAsync(db, wanted, ct);
        foreach (var missing in wanted.Where(id => !found.ContainsKey(id)))
            throw Unknown(missing);
        return await WithPartsAsync(db, found, ct);
    }

    public static NotFoundException Unknown(long variantId) =>
        new("No variant with the number {0} is in the catalogue. Look it up by its SKU or barcode.", variantId) { Field = nameof(StockLine.VariantId) };

    private static Task<Dictionary<long, VariantFacts>> ReadAsync(InventoryDb db, long[] variantIds, CancellationToken ct) => db.Variants
        .Where(v => variantIds.Contains(v.Id))
        .Select(v => new VariantFacts(v.Id, v.Sku, v.QuantityDecimals, v.Tracking, v.IsKit, v.Cost ?? 0))
        .ToDictionaryAsync(v => v.VariantId, ct);

    private static async Task<Dictionary<long, VariantFacts>> WithPartsAsync(InventoryDb db, Dictionary<long, VariantFacts> found, CancellationToken ct)
    {
        var kits = found.Values.Where(f => f.IsKit).Select(f => f.VariantId).ToArray();
        if (kits.Length == 0)
            return found;

        var parts = await db.KitParts.AsNoTracking().Where(p => kits.Contains(p.KitVariantId)).OrderBy(p => p.PartVariantId).ToListAsync(ct);
        var others = await ReadAsync(db, [.. parts.Select(p => p.PartVariantId).Where(id => !found.ContainsKey(id)).Distinct()], ct);
        foreach (var (id, facts) in others)
            found[id] = facts;
        foreach (var kit in kits)
            found[kit] = found[kit] with { Parts = [.. parts.Where(p => p.KitVariantId == kit)] };
        RefuseNested(found, parts);
        return found;
    }

    private static void RefuseNested(Dictionary<long, VariantFacts> found, List<KitPart> parts)
    {
        if (parts.Find(p => found[p.PartVariantId].IsKit) is { } nested)
            throw new BusinessRuleException("“{0}” is a kit itself, so it cannot be a part of “{1}”. Put its parts into the kit instead.", found[nested.PartVariantId].Sku, found[nested.KitVariantId].Sku);
    }
}
