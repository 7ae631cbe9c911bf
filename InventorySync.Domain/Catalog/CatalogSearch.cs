using System.Linq.Expressions;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

/// <summary>A variant in short: what it is called, how it is counted, and the picture that shows it.</summary>
public sealed record VariantHead(long VariantId, long ProductId, string Sku, string Product, IReadOnlyList<string> Options, string Unit, int Decimals, bool IsKit, bool Counted, string? Picture)
{
    public string Name => Options.Count == 0 ? Product : $"{Product} · {string.Join(" / ", Options)}";
}

/// <summary>Finds goods as one types: an exact SKU or barcode before everything else, then parts of words, then what is spelt alike.</summary>
public sealed class CatalogSearch(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    private const int MostWords = 8;

    public async Task<IReadOnlyList<VariantHead>> FindAsync(string text, int most, CancellationToken ct = default)
    {
        Demand();
        if (string.IsNullOrWhiteSpace(text))
            return [];

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await ExactAsync(db, text, ct) is { Count: > 0 } exact)
            return await ShownAsync(db, db.Variants.Where(v => exact.Contains(v.Id)), most, ct);

        var active = db.Variants.Where(v => v.Product.ArchivedAt == null);
        var found = await ShownAsync(db, Narrow(active, v => v.SearchText, text), most, ct);
        if (found.Count > 0)
            return found;

        var alike = await db.ProductsAlike(Text.Folded(text)).ToListAsync(ct);
        return await ShownAsync(db, active.Where(v => alike.Contains(v.ProductId)), most, ct);
    }

    public async Task<VariantHead> HeadAsync(long variantId, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Heads(db, db.Variants.Where(v => v.Id == variantId)).SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("This variant is not in the catalogue. Look it up by its SKU or barcode.");
    }

    /// <summary>The variants that have exactly this SKU or barcode.</summary>
    internal static async Task<IReadOnlyList<long>> ExactAsync(InventoryDb db, string text, CancellationToken ct)
    {
        var sku = Text.Folded(Text.Tidy(text));
        var readings = Barcode.Readings(text.Trim());
        var bySku = db.Variants.Where(v => v.SkuFolded == sku).Select(v => v.Id);
        return await bySku.Union(db.Barcodes.Where(b => readings.Contains(b.Code)).Select(b => b.VariantId)).ToListAsync(ct);
    }

    internal static async Task<IReadOnlyList<long>> ExactProductsAsync(InventoryDb db, string text, CancellationToken ct)
    {
        var sku = Text.Folded(Text.Tidy(text));
        var readings = Barcode.Readings(text.Trim());
        var bySku = db.Variants.Where(v => v.SkuFolded == sku).Select(v => v.ProductId);
        return await bySku.Union(db.Barcodes.Where(b => readings.Contains(b.Code)).Join(db.Variants, b => b.VariantId, v => v.Id, (b, v) => v.ProductId)).ToListAsync(ct);
    }

    /// <summary>Every word stands somewhere in the folded text. The words are parameters, so one plan serves them all.</summary>
    internal static IQueryable<T> Narrow<T>(IQueryable<T> rows, Expression<Func<T, string>> folded, string text)
    {
        foreach (var word in Text.Folded(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var pattern = $"%{Text.LikePattern(word)}%";
            Expression<Func<string, bool>> like = value => EF.Functions.Like(value, pattern, @"\");
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(new Put(like.Parameters[0], folded.Body).Visit(like.Body), folded.Parameters));
        }

        return rows;
    }

    // whoever may see the stock may see what it is called
    private void Demand()
    {
        if (!actor.May(Permissions.StockView))
            actor.Demand(Permissions.CatalogView);
    }

    private static IQueryable<VariantHead> Heads(InventoryDb db, IQueryable<Variant> variants) => variants.Select(v =>
        new VariantHead(v.Id, v.ProductId, v.Sku, v.Product.Name, v.OptionValues, v.Unit, v.QuantityDecimals, v.IsKit, v.Tracking != Tracking.None,
            db.Pictures.Where(p => p.Id == v.PictureId).Select(p => p.Thumbnail).FirstOrDefault() ?? db.ProductSummaries.Where(s => s.ProductId == v.ProductId).Select(s => s.Picture).FirstOrDefault()));

    private static Task<List<VariantHead>> ShownAsync(InventoryDb db, IQueryable<Variant> found, int most, CancellationToken ct) =>
        Heads(db, found.OrderBy(v => v.Product.Name).ThenBy(v => v.Id).Take(most)).ToListAsync(ct);

    private sealed class Put(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
