using InventorySync.Domain.Catalog;
using InventorySync.Domain.Sales;

namespace InventorySync.Domain.Planning;

/// <summary>The days on which a variant was or will be on promotion, and those that move demand anyway.</summary>
internal sealed class MarkedDays
{
    private readonly List<Span> _spans;
    private readonly Dictionary<long, string> _paths;

    private MarkedDays(List<Span> spans, Dictionary<long, string> paths, Holidays holidays) => (_spans, _paths, Holidays) = (spans, paths, holidays);

    public Holidays Holidays { get; }

    public static async Task<MarkedDays> ReadAsync(InventoryDb db, PlanningSettings settings, CancellationToken ct)
    {
        var spans = await db.Promotions.AsNoTracking().Where(p => p.Active).Select(p => new Span(p.Scope, p.ScopeId, p.From, p.Until)).ToListAsync(ct);
        var paths = spans.Exists(s => s.Scope == PromotionScope.Category) ? await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Path, ct) : [];
        return new MarkedDays(spans, paths, Holidays.Of(settings.Holidays));
    }

    /// <summary>Null where the variant has no promotion at all.</summary>
    public Func<DateOnly, bool>? PromotedOn(PlannedVariant variant)
    {
        var spans = _spans.FindAll(s => IsFor(s, variant));
        return spans.Count == 0 ? null : day => spans.Exists(s => s.From <= day && day <= s.Until);
    }

    private bool IsFor(Span span, PlannedVariant variant) => span.Scope switch
    {
        PromotionScope.Everything => true,
        PromotionScope.Variant => span.ScopeId == variant.VariantId,
        PromotionScope.Product => span.ScopeId == variant.ProductId,
        _ => variant.CategoryId is { } category && _paths.TryGetValue(category, out var path) && path.Contains(FormattableString.Invariant($"/{span.ScopeId}/"), StringComparison.Ordinal),
    };

    private sealed record Span(PromotionScope Scope, long? ScopeId, DateOnly From, DateOnly Until);
}

/// <summary>What planning must know of a variant.</summary>
public sealed record PlannedVariant(long VariantId, long ProductId, long? CategoryId, string Sku, decimal Price, decimal? Cost, decimal Pack, int Decimals, bool Buyable, DateTimeOffset Since)
{
    internal static IQueryable<PlannedVariant> Of(InventoryDb db, IQueryable<Variant> variants) =>
        variants.Select(v => new PlannedVariant(v.Id, v.ProductId, v.Product.CategoryId, v.Sku, v.Price, v.Cost, v.PackSize, v.QuantityDecimals, v.Status == ProductStatus.Active && v.Product.ArchivedAt == null, v.Product.CreatedAt));
}
