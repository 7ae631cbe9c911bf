using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

/// <summary>Takes products into the catalogue, changes, copies and archives them.</summary>
public sealed class Products(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    /// <summary>With its variants, barcodes, parts and pictures.</summary>
    public async Task<Product> FindAsync(long productId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await CatalogBook.Whole(db.Products.AsNoTracking()).FirstOrDefaultAsync(p => p.Id == productId, ct) ?? throw CatalogBook.Missing();
    }

    public async Task<long> CreateAsync(NewProduct wanted, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        if (wanted.Variants.Count == 0)
            throw new BusinessRuleException("A product has at least one variant, which carries its SKU and its price.");

        return await dbs.ChangeAsync(async db =>
        {
            var product = Product.Create(wanted.Details, wanted.Axes, clock.GetUtcNow());
            await db.Products.AddAsync(product, ct);
            await AddVariantsAsync(db, product, wanted.Variants, ct);
            await CheckReferencesAsync(db, wanted.Details, ct);
            await CatalogBook.CloseAsync(db, product, new ProductCreated(product.Id, product.Name).ToldOfProduct(product.Id, clock.GetUtcNow()), ct);
            return product.Id;
        }, ct);
    }

    /// <summary>The version is the one the form was opened with.</summary>
    public Task ChangeAsync(long productId, ulong version, ProductDetails details, CancellationToken ct = default) =>
        ChangeAsync(productId, version, async (db, product) =>
        {
            await CheckReferencesAsync(db, details, ct);
            product.Change(details);
        }, ct);

    /// <summary>Changes the axes and makes the variants that are new with them. Values that a variant has cannot go.</summary>
    public Task ChangeAxesAsync(long productId, ulong version, IReadOnlyList<ProductOption> axes, IReadOnlyList<VariantDetails> more, CancellationToken ct = default) =>
        ChangeAsync(productId, version, async (db, product) =>
        {
            // the one variant of a product without options becomes the first combination
            if (product.Options.Count == 0 && product.Variants is [var only] && VariantAxes.Checked(axes) is { Count: > 0 } && more.Count > 0)
            {
                only.Change(VariantDetails.Of(only) with { OptionValues = more[0].OptionValues });
                more = [.. more.Skip(1)];
            }

            product.SetAxes(axes);
            await AddVariantsAsync(db, product, more, ct);
        }, ct);

    public Task ArchiveAsync(long productId, CancellationToken ct = default) => KeepAsync(productId, archived: true, ct);

    public Task RestoreAsync(long productId, CancellationToken ct = default) => KeepAsync(productId, archived: false, ct);

    /// <summary>A draft like it, with new SKUs and without barcodes: codes lead to one thing only.</summary>
    public async Task<long> DuplicateAsync(long productId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        var original = await FindAsync(productId, ct);
        var details = ProductDetails.Of(original);
        var name = details.Name.Length > 245 ? details.Name[..245] : details.Name;
        var copy = new NewProduct
        {
            Details = details with { Name = $"{name} (copy)", Status = ProductStatus.Draft },
            Axes = original.Options,
            Variants = [.. await CopiesAsync(original, ct)],
        };
        return await CreateAsync(copy, ct);
    }

    private async Task<IEnumerable<VariantDetails>> CopiesAsync(Product original, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        for (var number = 1; ; number++)
        {
            var ending = number == 1 ? "-COPY" : FormattableString.Invariant($"-COPY{number}");
            var copies = original.Variants.OrderBy(v => v.Id).Select(v => VariantDetails.Of(v) with { Sku = Shortened(v.Sku, ending), Barcodes = [] }).ToList();
            var skus = copies.Select(c => Text.Folded(c.Sku)).ToList();
            if (!await db.Variants.AnyAsync(v => skus.Contains(v.SkuFolded), ct))
                return copies;
        }
    }

    private static string Shortened(string sku, string ending) => (sku.Length + ending.Length > VariantDetails.LongestSku ? sku[..(VariantDetails.LongestSku - ending.Length)] : sku) + ending;

    private static async Task AddVariantsAsync(InventoryDb db, Product product, IReadOnlyList<VariantDetails> variants, CancellationToken ct)
    {
        foreach (var details in variants)
            await db.Variants.AddAsync(product.AddVariant(details), ct);
        if (product.Variants.GroupBy(v => v.SkuFolded).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BusinessRuleException("The SKU {0} is given twice. Every variant has its own.", twice.First().Sku) { Field = nameof(VariantDetails.Sku) };
    }

    private static async Task CheckReferencesAsync(InventoryDb db, ProductDetails details, CancellationToken ct)
    {
        if (details.CategoryId is { } category && !await db.Categories.AnyAsync(c => c.Id == category, ct))
            throw new BusinessRuleException("This category is not here any more. Choose another one.") { Field = nameof(ProductDetails.CategoryId) };
        if (details.BrandId is { } brand && !await db.Brands.AnyAsync(b => b.Id == brand, ct))
            throw new BusinessRuleException("This brand is not here any more. Choose another one.") { Field = nameof(ProductDetails.BrandId) };
    }

    private async Task KeepAsync(long productId, bool archived, CancellationToken ct)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var product = await CatalogBook.OpenAsync(db, productId, ct);
            if (product.Archived == archived)
                return;

            var now = clock.GetUtcNow();
            if (archived)
                product.Archive(now);
            else
                product.Restore();
            var told = archived ? new ProductArchived(productId, product.Name).ToldOfProduct(productId, now) : new ProductRestored(productId, product.Name).ToldOfProduct(productId, now);
            await CatalogBook.CloseAsync(db, product, told, ct);
        }, ct);
    }

    private async Task ChangeAsync(long productId, ulong version, Func<InventoryDb, Product, Task> change, CancellationToken ct)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var product = await CatalogBook.OpenAsync(db, productId, ct);
            db.ExpectVersion(product, version);
            await change(db, product);
            if (db.ChangeTracker.HasChanges())
                await CatalogBook.CloseAsync(db, product, new ProductChanged(productId, product.Name).ToldOfProduct(productId, clock.GetUtcNow()), ct);
        }, ct);
    }
}
