using InventorySync.Domain.Catalog;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Stock;

/// <summary>Keeps the sums of stock in the list of products: after every change of stock the products it touches, and the kits made of them, are counted anew.</summary>
[Follower("Stock in lists", "Counts products anew after their stock changed, so that lists show, sort and filter by it.")]
public sealed class StockInLists(IDbContextFactory<InventoryDb> dbs) : IFollower
{
    private const int Batch = 500;

    public string Name => "stock-in-lists";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var variants = batch.Where(m => m.Kind == nameof(StockChanged)).Select(m => m.Read<StockChanged>().VariantId).Distinct().ToList();
        if (variants.Count > 0)
            await CountVariantsAsync(variants, ct);
        foreach (var products in batch.Where(m => m.Kind is nameof(ProductChanged) or nameof(ProductCreated)).Select(m => m.Read<ProductChanged>().ProductId).Distinct().Chunk(Batch))
            await CountAsync([.. products], ct);
    }

    /// <summary>Everything anew, a batch at a time: for repairs and after a bulk load.</summary>
    public async Task CountAllAsync(CancellationToken ct = default)
    {
        var last = 0L;
        while (true)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            var products = await db.ProductSummaries.Where(s => s.ProductId > last).OrderBy(s => s.ProductId).Take(Batch).Select(s => s.ProductId).ToListAsync(ct);
            if (products.Count == 0)
                return;

            await CountAsync(products, ct);
            last = products[^1];
        }
    }

    private async Task CountVariantsAsync(List<long> variants, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var kits = await db.KitParts.Where(p => variants.Contains(p.PartVariantId)).Select(p => p.KitVariantId).ToListAsync(ct);
        var touched = variants.Union(kits).ToList();
        await CountAsync(await db.Variants.Where(v => touched.Contains(v.Id)).Select(v => v.ProductId).Distinct().ToListAsync(ct), ct);
    }

    private Task CountAsync(List<long> products, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var summaries = await db.ProductSummaries.Where(s => products.Contains(s.ProductId)).OrderBy(s => s.ProductId).ToListAsync(ct);
        var variants = (await db.Variants.Where(v => products.Contains(v.ProductId)).Select(v => new { v.Id, v.ProductId, v.IsKit }).ToListAsync(ct)).ToLookup(v => v.ProductId);
        var kitKeys = variants.SelectMany(g => g).Where(v => v.IsKit).Select(v => v.Id).ToList();
        var parts = (await db.KitParts.AsNoTracking().Where(p => kitKeys.Contains(p.KitVariantId)).ToListAsync(ct)).ToLookup(p => p.KitVariantId);
        var counted = variants.SelectMany(g => g).Select(v => v.Id).Concat(parts.SelectMany(g => g).Select(p => p.PartVariantId)).Distinct().ToList();
        var stock = (await db.StockItems.IgnoreQueryFilters().AsNoTracking().Where(i => counted.Contains(i.VariantId) && i.OnHand != 0).ToListAsync(ct)).ToLookup(i => i.VariantId);
        foreach (var summary in summaries)
        {
            var own = variants[summary.ProductId].SelectMany(v => stock[v.Id]).ToList();
            var kits = variants[summary.ProductId].Where(v => v.IsKit).Sum(v => KitStock.AvailableOf([.. parts[v.Id]], stock));
            summary.Count(own.Sum(i => i.OnHand), own.Sum(i => i.Available) + kits, own.Where(i => i.OnHand > 0).Select(i => i.LocationId).Distinct());
        }
    }, ct);
}

/// <summary>How many of a kit its parts allow: at each place as many as the scarcest part gives, all places together.</summary>
public static class KitStock
{
    public static decimal AvailableOf(IReadOnlyList<KitPart> parts, ILookup<long, StockItem> stock)
    {
        if (parts.Count == 0)
            return 0;
        var places = parts.SelectMany(p => stock[p.PartVariantId]).Select(i => i.LocationId).Distinct();
        return places.Sum(place => Math.Max(0, parts.Min(p => Math.Floor(stock[p.PartVariantId].Where(i => i.LocationId == place).Sum(i => i.Available) / p.Quantity))));
    }
}
