using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Catalog;

/// <summary>A brand's name is part of what is searched: after it was renamed its products are folded anew.</summary>
[Follower("Brands in the search", "Writes a renamed brand into the search of its products.")]
public sealed class BrandsInSearch(IDbContextFactory<InventoryDb> dbs) : IFollower
{
    private const int Batch = 500;

    public string Name => "brands-in-search";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        foreach (var brandId in batch.Where(m => m.Kind == nameof(BrandChanged)).Select(m => m.Read<BrandChanged>().BrandId).Distinct())
            await FoldAsync(brandId, ct);
    }

    private async Task FoldAsync(long brandId, CancellationToken ct)
    {
        var last = 0L;
        for (var found = Batch; found == Batch;)
        {
            (last, found) = await dbs.ChangeAsync(async db =>
            {
                var products = await CatalogBook.Whole(db.Products.Where(p => p.BrandId == brandId && p.Id > last)).OrderBy(p => p.Id).Take(Batch).ToListAsync(ct);
                foreach (var product in products)
                    await CatalogBook.SummarizeAsync(db, product, ct);
                return (products.Count == 0 ? last : products[^1].Id, products.Count);
            }, ct);
        }
    }
}
