using System.Text;
using InventorySync.Domain.Access;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Catalog;

/// <summary>Works through the products of a bulk edit, a few at a time; each batch and how far it came are saved together.</summary>
public sealed class BulkEditWork(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, ShopFiles files, CurrentActor actor, TimeProvider clock, Progress progress) : IBackgroundWork
{
    public const string KindName = "catalog-bulk-edit";
    public const string ReportPurpose = "bulk edit report";

    private const int Batch = 100;
    private static readonly TimeSpan ReportKept = TimeSpan.FromDays(30);

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var (products, edit) = task.Input<BulkEditInput>();
        var decimals = Currencies.DecimalsOf((await settings.GetAsync<ShopProfile>()).Currency);
        var done = task.Checkpoint<Done>() ?? new Done(0, 0, []);
        while (done.Seen < products.Count)
        {
            progress.Report(done.Seen, products.Count);
            var batch = products.Skip(done.Seen).Take(Batch).ToList();
            done = await dbs.ChangeAsync(async db =>
            {
                var next = await ChangeBatchAsync(db, batch, edit, decimals, done, ct);
                await db.SaveChangesAsync(ct);
                await task.SaveCheckpointAsync(db, next, ct);
                return next;
            }, ct);
        }

        progress.Report(products.Count, products.Count);
        return done.Refused.Count == 0
            ? new WorkResult(new Sentence("{0} products changed.", done.Changed), "/products")
            : new WorkResult(new Sentence("{0} products changed, {1} refusals. The report names each.", done.Changed, done.Refused.Count), await ReportAsync(done.Refused, ct));
    }

    private async Task<Done> ChangeBatchAsync(InventoryDb db, List<long> batch, BulkEdit edit, int decimals, Done done, CancellationToken ct)
    {
        var products = await CatalogBook.Whole(db.Products.Where(p => batch.Contains(p.Id))).OrderBy(p => p.Id).ToListAsync(ct);
        var refused = new List<Refusal>(done.Refused);
        var changed = done.Changed;
        foreach (var product in products)
        {
            if (ProblemOf(product, edit, decimals) is { } problem)
            {
                refused.Add(new Refusal(product.Name, string.Join(", ", product.Variants.Take(3).Select(v => v.Sku)), problem));
                continue;
            }

            Change(db, product, edit, decimals);
            if (edit.Archived is { } archived && archived != product.Archived)
                Keep(product, archived);
            await CatalogBook.CloseAsync(db, product, new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, clock.GetUtcNow()), ct);
            changed++;
        }

        return new Done(done.Seen + batch.Count, changed, refused);
    }

    // looked at before anything of the product is changed, so that a product is changed whole or not at all
    private static string? ProblemOf(Product product, BulkEdit edit, int decimals)
    {
        if (product.Tags.Union(edit.AddTags, StringComparer.OrdinalIgnoreCase).Except(edit.RemoveTags, StringComparer.OrdinalIgnoreCase).Count() > Tags.Most)
            return "It would have more than 30 tags.";
        foreach (var variant in edit.PriceBy is null ? [] : product.Variants)
        {
            var price = edit.Priced(variant.Price, decimals);
            if (price < 0)
                return $"The price of {variant.Sku} would fall below zero.";
            if (variant.FloorPrice > price)
                return $"The price of {variant.Sku} would fall below its lowest price for negotiation.";
            if (price > 99_999_999)
                return $"The price of {variant.Sku} would be higher than a price can be.";
        }

        return null;
    }

    private void Change(InventoryDb db, Product product, BulkEdit edit, int decimals)
    {
        product.Change(ProductDetails.Of(product) with
        {
            Status = edit.Status ?? product.Status,
            CategoryId = edit.CategoryId ?? product.CategoryId,
            BrandId = edit.BrandId ?? product.BrandId,
            WarrantyMonths = edit.WarrantyMonths ?? product.WarrantyMonths,
            Tags = [.. product.Tags.Union(edit.AddTags, StringComparer.OrdinalIgnoreCase).Except(edit.RemoveTags, StringComparer.OrdinalIgnoreCase)],
        });
        foreach (var variant in edit.PriceBy is null ? [] : product.Variants)
        {
            var before = Prices.Of(variant);
            variant.Price = edit.Priced(variant.Price, decimals);
            // a former price that is no higher any more would promise a saving that is none
            if (variant.CompareAtPrice <= variant.Price)
                variant.CompareAtPrice = null;
            foreach (var change in PriceChange.Between(before, variant, actor.Actor, "Bulk edit", clock.GetUtcNow()))
                db.PriceChanges.Add(change);
        }
    }

    private void Keep(Product product, bool archived)
    {
        if (archived)
            product.Archive(clock.GetUtcNow());
        else
            product.Restore();
    }

    private async Task<string> ReportAsync(IReadOnlyList<Refusal> refused, CancellationToken ct)
    {
        var lines = refused.Select(r => $"{Quoted(r.Product)},{Quoted(r.Skus)},{Quoted(r.Problem)}").Prepend("Product,SKU,Why it was not changed");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
        var stored = await files.StoreAsync(ReportPurpose, new FileToStore("refused.csv", content) { ExpiresAt = clock.GetUtcNow() + ReportKept }, ct);
        return $"/files/{stored.PublicId}/{stored.Name}";
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Done(int Seen, int Changed, IReadOnlyList<Refusal> Refused);

    private sealed record Refusal(string Product, string Skus, string Problem);
}
