using InventorySync.Domain.Access;
using InventorySync.Domain.Files;

namespace InventorySync.Domain.Catalog;

/// <summary>Puts pictures on products and takes them off again.</summary>
public sealed class Pictures(IDbContextFactory<InventoryDb> dbs, ShopFiles files, CurrentActor actor, TimeProvider clock)
{
    public const string Purpose = "product picture";
    public const int Most = 12;
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>What the file is, its own first bytes tell. Without a small one the picture itself stands in lists.</summary>
    public async Task AddAsync(long productId, FileToStore picture, FileToStore? thumbnail = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        var whole = await files.TakeInAsync(Purpose, picture, ct);
        var small = thumbnail is null ? null : await files.TakeInAsync(Purpose, thumbnail, ct);
        await ChangeAsync(productId, (db, product) =>
        {
            if (product.Pictures.Count >= Most)
                throw new BusinessRuleException("A product has at most {0} pictures. Take one off first.", Most);

            db.Files.Add(whole);
            if (small is not null)
                db.Files.Add(small);
            var last = product.Pictures.Count == 0 ? 0 : product.Pictures.Max(p => p.Position);
            product.Pictures.Add(new Picture(whole.PublicId, small?.PublicId ?? whole.PublicId, last + 1));
            return Task.CompletedTask;
        }, ct);
    }

    public async Task RemoveAsync(long productId, long pictureId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await ChangeAsync(productId, async (db, product) =>
        {
            if (product.Pictures.Find(p => p.Id == pictureId) is not { } picture)
                return;

            foreach (var variant in product.Variants.Where(v => v.PictureId == pictureId))
                variant.PictureId = null;
            product.Pictures.Remove(picture);
            db.Pictures.Remove(picture);
            db.Files.RemoveRange(await db.Files.Where(f => f.PublicId == picture.File || f.PublicId == picture.Thumbnail).ToListAsync(ct));
        }, ct);
    }

    /// <summary>The first one is the product's face.</summary>
    public async Task PutFirstAsync(long productId, long pictureId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await ChangeAsync(productId, (_, product) =>
        {
            var position = 1;
            foreach (var picture in product.Pictures.OrderByDescending(p => p.Id == pictureId).ThenBy(p => p.Position))
                picture.Position = position++;
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Which of the product's pictures shows this variant; null for the product's face.</summary>
    public async Task ShowVariantAsync(long variantId, long? pictureId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var (product, variant) = await CatalogBook.OpenVariantAsync(db, variantId, ct);
            if (pictureId is not null && product.Pictures.TrueForAll(p => p.Id != pictureId))
                throw new BusinessRuleException("This picture belongs to another product. Put it on this product first.");

            variant.PictureId = pictureId;
            await CatalogBook.CloseAsync(db, product, new ProductChanged(product.Id, product.Name).ToldOfProduct(product.Id, clock.GetUtcNow()), ct);
        }, ct);
    }

    private Task ChangeAsync(long productId, Func<InventoryDb, Product, Task> change, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var product = await CatalogBook.OpenAsync(db, productId, ct);
        await change(db, product);
        await CatalogBook.CloseAsync(db, product, new ProductChanged(productId, product.Name).ToldOfProduct(productId, clock.GetUtcNow()), ct);
    }, ct);
}
