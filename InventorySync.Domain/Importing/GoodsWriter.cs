using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Importing;

/// <summary>Writes what a plan did to products and variants, with all that follows from it: search, summaries, price history, audit and events.</summary>
internal sealed class GoodsWriter(ImportContext context, GoodsPlan plan, GoodsNames names, string reason)
{
    private static readonly string[] ProductColumns =
        [nameof(Product.Name), nameof(Product.Description), nameof(Product.Status), nameof(Product.CategoryId), nameof(Product.BrandId), nameof(Product.Tags), nameof(Product.Options), nameof(Product.Specifications), nameof(Product.WarrantyMonths), nameof(Product.TaxClass), nameof(Product.ArchivedAt)];

    private static readonly string[] VariantColumns =
        [nameof(Variant.OptionValues), nameof(Variant.Price), nameof(Variant.CompareAtPrice), nameof(Variant.Cost), nameof(Variant.FloorPrice), nameof(Variant.WeightGrams), nameof(Variant.LengthMm), nameof(Variant.WidthMm), nameof(Variant.HeightMm), nameof(Variant.Unit), nameof(Variant.PackSize), nameof(Variant.QuantityDecimals), nameof(Variant.Tracking), nameof(Variant.Status), nameof(Variant.SearchText)];

    // what stands of it is the followers' to write
    private static readonly string[] SummaryColumns =
        [nameof(ProductSummary.Name), nameof(ProductSummary.Status), nameof(ProductSummary.Archived), nameof(ProductSummary.CategoryId), nameof(ProductSummary.BrandId), nameof(ProductSummary.TagText), nameof(ProductSummary.WarrantyMonths), nameof(ProductSummary.Variants), nameof(ProductSummary.Skus), nameof(ProductSummary.LowestPrice), nameof(ProductSummary.HighestPrice), nameof(ProductSummary.SearchText)];

    private readonly List<OutboxMessage> _messages = [];
    private readonly List<AuditEntry> _audit = [];

    public async Task WriteAsync(CancellationToken ct)
    {
        await names.SaveAsync(context, ct);
        await GiveKeysAsync(ct);
        Fold();
        var (db, variants) = (context.Db, plan.NewVariants.ConvertAll(v => v.Variant));
        await db.LoadAsync(plan.NewProducts, ct);
        await db.LoadAsync(variants, ct);
        await RewriteAsync(ct);
        await BarcodesAsync(variants, ct);
        await SummariesAsync(ct);
        await PricesAsync(ct);
        Tell();
        await db.LoadAsync(_audit, ct);
        await db.LoadAsync([.. _messages.Skip(1)], ct);
        db.Outbox.AddRange(_messages.Take(1)); // saved by the context, so that followers are woken by the commit
    }

    private async Task GiveKeysAsync(CancellationToken ct)
    {
        using var keys = (await context.Db.KeysAsync(plan.NewProducts.Count + plan.NewVariants.Count, ct)).GetEnumerator();
        foreach (var product in plan.NewProducts)
        {
            keys.MoveNext();
            product.Id = keys.Current;
        }

        foreach (var (product, variant, row) in plan.NewVariants)
        {
            keys.MoveNext();
            (variant.Id, variant.ProductId) = (keys.Current, product.Id);
            row.Plan.ThingId = variant.Id;
            row.Plan.Mark = GoodsField.MarkOf(VariantDetails.Of(variant));
        }
    }

    private void Fold()
    {
        foreach (var product in plan.Touched)
        {
            var brand = names.BrandOf(product.BrandId);
            foreach (var variant in product.Variants)
                variant.FoldForSearch(product.Name, brand);
        }
    }

    private async Task RewriteAsync(CancellationToken ct)
    {
        await context.Db.RewriteAsync(plan.ChangedProducts.Keys, ProductColumns, ct);
        await context.Db.RewriteAsync(plan.ChangedVariants.Keys, VariantColumns, ct);
        // the name and the brand are searched at every variant
        var others = plan.ChangedProducts.Keys.SelectMany(p => p.Variants).Where(v => !plan.ChangedVariants.ContainsKey(v) && plan.NewVariants.TrueForAll(n => n.Variant != v)).ToList();
        await context.Db.RewriteAsync(others, [nameof(Variant.SearchText)], ct);
    }

    private async Task BarcodesAsync(List<Variant> variants, CancellationToken ct)
    {
        var gone = new List<string>();
        foreach (var (variant, (_, before, _)) in plan.ChangedVariants)
            gone.AddRange(before.Barcodes.Where(c => variant.Barcodes.TrueForAll(b => b.Code != c)));
        if (gone.Count > 0)
            await context.Db.Barcodes.Where(b => gone.Contains(b.Code)).ExecuteDeleteAsync(ct);

        var made = variants.Concat(plan.ChangedVariants.Keys).SelectMany(v => v.Barcodes.Where(b => b.Id == 0).Select(b => (v.Id, Barcode: b))).ToList();
        foreach (var (variantId, barcode) in made)
            barcode.VariantId = variantId;
        await context.Db.LoadAsync(made.ConvertAll(m => m.Barcode), ct);
    }

    private async Task SummariesAsync(CancellationToken ct)
    {
        await context.Db.LoadAsync(plan.NewProducts.ConvertAll(SummaryOf), ct);
        var changed = plan.Touched.Where(p => p.Id > 0).Except(plan.NewProducts).ToDictionary(p => p.Id);
        if (changed.Count == 0)
            return;

        var summaries = await context.Db.ProductSummaries.AsNoTracking().Where(s => changed.Keys.Contains(s.ProductId)).ToListAsync(ct);
        foreach (var summary in summaries)
            summary.Tell(changed[summary.ProductId], names.BrandOf(changed[summary.ProductId].BrandId));
        await context.Db.RewriteAsync(summaries, plan.CountingChanges ? [.. SummaryColumns, nameof(ProductSummary.Stock)] : SummaryColumns, ct);
    }

    private ProductSummary SummaryOf(Product product)
    {
        var summary = new ProductSummary(product.Id);
        summary.Tell(product, names.BrandOf(product.BrandId));
        return summary;
    }

    private async Task PricesAsync(CancellationToken ct)
    {
        var changes = new List<PriceChange>();
        foreach (var (variant, (product, before, _)) in plan.ChangedVariants)
        {
            foreach (var change in PriceChange.Between(new Prices(before.Price, before.CompareAtPrice, before.Cost, before.FloorPrice), variant, context.Actor, reason, context.At))
            {
                changes.Add(change);
                if (change.Kind is PriceKind.Price or PriceKind.CompareAt)
                    _messages.Add(new PriceChanged(product.Id, variant.Id, variant.Sku, change.Kind, change.From, change.To).ToldOfProduct(product.Id, context.At));
            }
        }

        await context.Db.LoadAsync(changes, ct);
    }

    private void Tell()
    {
        var fresh = plan.NewProducts.ToHashSet();
        foreach (var product in plan.Touched)
        {
            _messages.Add(fresh.Contains(product)
                ? new ProductCreated(product.Id, product.Name).ToldOfProduct(product.Id, context.At)
                : new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, context.At));
            if (fresh.Contains(product))
                _audit.Add(context.Db.AuditLine(context.At, "created", nameof(Product), product.Id, product.Name, [new AuditedField { Name = "Name", To = product.Name }, Source]));
        }

        foreach (var (product, (_, row)) in plan.ChangedProducts)
            Write(nameof(Product), product.Id, product.Name, row.Plan.Changes.Where(c => GoodsField.Find(c.Title)?.OfProduct is not null || c.Title == "Archived"));
        // people look at the product's history: what became of its variants stands there too
        foreach (var (variant, (product, _, row)) in plan.ChangedVariants)
        {
            var changes = row.Plan.Changes.Where(c => GoodsField.Find(c.Title)?.OfVariant is not null).ToList();
            Write(nameof(Variant), variant.Id, variant.Sku, changes);
            Write(nameof(Product), product.Id, product.Name, changes.Select(c => c with { Title = $"{variant.Sku}: {c.Title}" }));
        }

        foreach (var added in plan.NewVariants.Where(v => !fresh.Contains(v.Product)).GroupBy(v => v.Product))
            Write(nameof(Product), added.Key.Id, added.Key.Name, added.Select(v => new ValueChange("Variants", null, v.Variant.Sku)));
    }

    private void Write(string kind, long id, string name, IEnumerable<ValueChange> changes)
    {
        var fields = changes.Select(c => new AuditedField { Name = c.Title, From = c.From, To = c.To }).ToList();
        if (fields.Count > 0)
            _audit.Add(context.Db.AuditLine(context.At, "changed", kind, id, name, [.. fields, Source]));
    }

    private AuditedField Source => new() { Name = "Import", To = context.Run.Name };
}
