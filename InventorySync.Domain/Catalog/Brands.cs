using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

/// <summary>Keeps the brands, and tells which tags are in use.</summary>
public sealed class Brands(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<Brand> FindAsync(long brandId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Brands.AsNoTracking().FirstOrDefaultAsync(b => b.Id == brandId, ct) ?? throw Missing();
    }

    public async Task<IReadOnlyList<Brand>> AllAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Brands.AsNoTracking().OrderBy(b => b.NameKey).ToListAsync(ct);
    }

    public async Task<long> CreateAsync(BrandDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        return await dbs.ChangeAsync(async db =>
        {
            var brand = Brand.Create(details);
            await db.Brands.AddAsync(brand, ct);
            Tell(db, brand);
            return brand.Id;
        }, ct);
    }

    public async Task ChangeAsync(long brandId, ulong version, BrandDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var brand = await db.Brands.FirstOrDefaultAsync(b => b.Id == brandId, ct) ?? throw Missing();
            db.ExpectVersion(brand, version);
            brand.Change(details);
            if (db.ChangeTracker.HasChanges())
                Tell(db, brand);
        }, ct);
    }

    public async Task DeleteAsync(long brandId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var brand = await db.Brands.FirstOrDefaultAsync(b => b.Id == brandId, ct) ?? throw Missing();
            if (await db.Products.CountAsync(p => p.BrandId == brandId, ct) is > 0 and var products)
                throw new BusinessRuleException("{0} products are of the brand “{1}”. Give them another one first; archived ones count too.", products, brand.Name);

            db.Brands.Remove(brand);
            Tell(db, brand);
        }, ct);
    }

    private void Tell(InventoryDb db, Brand brand) => db.Outbox.Add(new BrandChanged(brand.Id, brand.Name).Told("brand", brand.Id, clock.GetUtcNow()));

    private static NotFoundException Missing() => new("This brand is not here any more.");
}
