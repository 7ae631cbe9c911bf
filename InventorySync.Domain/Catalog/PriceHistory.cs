using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

public sealed record PriceChangeRow(long Id, long VariantId, string Sku, PriceKind Kind, decimal? From, decimal? To, DateTimeOffset At, string ActorName, string Reason);

/// <summary>What things cost and when that changed.</summary>
public sealed class PriceHistory(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    /// <summary>The last changes of all variants of a product, newest first.</summary>
    public async Task<IReadOnlyList<PriceChangeRow>> OfProductAsync(long productId, int most = 200, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Rows(db).Where(r => r.Variant.ProductId == productId).OrderByDescending(r => r.Change.At).ThenByDescending(r => r.Change.Id).Take(most)
            .Select(r => new PriceChangeRow(r.Change.Id, r.Variant.Id, r.Variant.Sku, r.Change.Kind, r.Change.From, r.Change.To, r.Change.At, r.Change.ActorName, r.Change.Reason))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<PriceChangeRow>> OfVariantAsync(long variantId, int most = 200, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();
        return await Rows(db).Where(r => r.Variant.Id == variantId).OrderByDescending(r => r.Change.At).ThenByDescending(r => r.Change.Id).Take(most)
            .Select(r => new PriceChangeRow(r.Change.Id, r.Variant.Id, r.Variant.Sku, r.Change.Kind, r.Change.From, r.Change.To, r.Change.At, r.Change.ActorName, r.Change.Reason))
            .ToListAsync(ct);
    }

    private static IQueryable<Row> Rows(InventoryDb db) =>
        db.PriceChanges.Join(db.Variants, c => c.VariantId, v => v.Id, (c, v) => new Row { Change = c, Variant = v });

    private sealed class Row
    {
        public PriceChange Change { get; init; } = null!;

        public Variant Variant { get; init; } = null!;
    }
}
