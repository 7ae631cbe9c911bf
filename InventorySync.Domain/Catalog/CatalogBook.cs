using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Catalog;

/// <summary>Reads products whole for a change, and closes the change: search, summary and event follow what was done.</summary>
internal static class CatalogBook
{
    public static async Task<Product> OpenAsync(InventoryDb db, long productId, CancellationToken ct) =>
        await Whole(db.Products).FirstOrDefaultAsync(p => p.Id == productId, ct) ?? throw Missing();

    public static IQueryable<Product> Whole(IQueryable<Product> products) => products
        .Include(p => p.Pictures)
        .Include(p => p.Variants).ThenInclude(v => v.Barcodes)
        .Include(p => p.Variants).ThenInclude(v => v.Parts)
        .AsSplitQuery();

    public static async Task<(Product Product, Variant Variant)> OpenVariantAsync(InventoryDb db, long variantId, CancellationToken ct)
    {
        var productId = await db.Variants.Where(v => v.Id == variantId).Select(v => (long?)v.ProductId).FirstOrDefaultAsync(ct) ?? throw MissingVariant();
        var product = await OpenAsync(db, productId, ct);
        return (product, product.Variants.Find(v => v.Id == variantId) ?? throw MissingVariant());
    }

    /// <summary>Saved with the change. New variants have their keys already, because adding gives them.</summary>
    public static async Task CloseAsync(InventoryDb db, Product product, OutboxMessage told, CancellationToken ct)
    {
        await RefuseTakenSkusAsync(db, product, ct);
        await RefuseTakenBarcodesAsync(db, product, ct);
        await SummarizeAsync(db, product, ct);
        db.Outbox.Add(told);
    }

    public static async Task SummarizeAsync(InventoryDb db, Product product, CancellationToken ct)
    {
        var brand = product.BrandId is { } brandId ? await db.Brands.Where(b => b.Id == brandId).Select(b => b.Name).FirstOrDefaultAsync(ct) : null;
        foreach (var variant in product.Variants)
            variant.FoldForSearch(product.Name, brand);
        var summary = await db.ProductSummaries.FirstOrDefaultAsync(s => s.ProductId == product.Id, ct);
        if (summary is null)
            await db.ProductSummaries.AddAsync(summary = new ProductSummary(product.Id), ct);
        summary.Tell(product, brand);
    }

    // the indexes refuse it in any case; of many variants at once only this tells which one is meant
    private static async Task RefuseTakenSkusAsync(InventoryDb db, Product product, CancellationToken ct)
    {
        var changed = product.Variants.Where(v => db.Entry(v) is var entry && (entry.State == EntityState.Added || entry.Property(e => e.SkuFolded).IsModified)).ToDictionary(v => v.SkuFolded, v => v.Sku);
        if (changed.Count == 0)
            return;

        var taken = await db.Variants.AsNoTracking().Where(v => changed.Keys.Contains(v.SkuFolded) && v.ProductId != product.Id).Select(v => v.SkuFolded).FirstOrDefaultAsync(ct);
        if (taken is not null)
            throw new BusinessRuleException("Another variant already has the SKU {0}. Choose a different one.", changed[taken]) { Field = nameof(VariantDetails.Sku) };
    }

    // the index refuses it in any case; here the answer can name the SKU that has the code
    private static async Task RefuseTakenBarcodesAsync(InventoryDb db, Product product, CancellationToken ct)
    {
        var own = product.Variants.SelectMany(v => v.Barcodes.Select(b => (v.Sku, Barcode: b))).ToList();
        if (own.GroupBy(o => o.Barcode.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw TakenBarcode(twice.Key, twice.First().Sku);

        var fresh = own.Where(o => o.Barcode.Id == 0 || db.Entry(o.Barcode).State == EntityState.Added).SelectMany(o => Barcode.Readings(o.Barcode.Code)).ToList();
        if (fresh.Count == 0)
            return;

        var taken = await db.Barcodes.Where(b => fresh.Contains(b.Code))
            .Join(db.Variants, b => b.VariantId, v => v.Id, (b, v) => new { b.Code, v.Sku, v.ProductId })
            .FirstOrDefaultAsync(found => found.ProductId != product.Id, ct);
        if (taken is not null)
            throw TakenBarcode(taken.Code, taken.Sku);
    }

    private static BusinessRuleException TakenBarcode(string code, string sku) =>
        new("The barcode {0} already leads to {1}. Take it away there first, or scan the right one.", code, sku) { Field = nameof(VariantDetails.BarcodeText) };

    public static NotFoundException Missing() => new("This product is not here any more.");

    public static NotFoundException MissingVariant() => new("This variant is not here any more.");
}
