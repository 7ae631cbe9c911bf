namespace InventorySync.Domain.Planning;

/// <summary>What promotions do to the other variants of a category, for those that had too few of their own.</summary>
internal sealed class CategoryPromotions(InventoryDb db, MarkedDays marks, DateOnly today)
{
    private const int MostVariants = 12;
    private const int Lately = 365;

    private readonly Dictionary<long, IReadOnlyDictionary<long, PromotionDays>> _known = [];

    /// <summary>Of the category's best sellers, without the variant itself.</summary>
    public async Task<PromotionDays> OfAsync(PlannedVariant variant, CancellationToken ct)
    {
        if (variant.CategoryId is not { } category)
            return PromotionDays.None;
        if (!_known.TryGetValue(category, out var effects))
            _known[category] = effects = await ReadAsync(category, ct);
        return effects.Where(e => e.Key != variant.VariantId).Aggregate(PromotionDays.None, (sum, e) => sum + e.Value);
    }

    private async Task<IReadOnlyDictionary<long, PromotionDays>> ReadAsync(long category, CancellationToken ct)
    {
        var since = today.AddDays(-Lately);
        var best = await db.DailyDemand.Where(d => d.Day >= since && db.Variants.Any(v => v.Id == d.VariantId && v.Product.CategoryId == category))
            .GroupBy(d => d.VariantId).OrderByDescending(g => g.Sum(d => d.Sold)).ThenBy(g => g.Key).Select(g => g.Key).Take(MostVariants).ToListAsync(ct);
        var days = await Forecasts.DaysAsync(db, [.. best], today, ct);
        var variants = await PlannedVariant.Of(db, db.Variants.Where(v => best.Contains(v.Id))).ToListAsync(ct);
        return variants.ToDictionary(v => v.VariantId, v => PromotionDays.Of(days[v.VariantId], today, marks.PromotedOn(v)));
    }
}
