using InventorySync.Domain.Access;

namespace InventorySync.Domain.Purchasing;

/// <summary>Keeps what each supplier sells to the shop, and from whom a variant is bought first.</summary>
public sealed class Offers(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<SupplierOffer> FindAsync(long offerId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SupplierOffers.AsNoTracking().Include(o => o.Breaks).FirstOrDefaultAsync(o => o.Id == offerId, ct) ?? throw Missing();
    }

    public Task<long> CreateAsync(long supplierId, OfferDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        Input.Check(details);
        return dbs.ChangeAsync(async db =>
        {
            var supplier = await Suppliers.FindAsync(db, supplierId, ct);
            if (!await db.Variants.AnyAsync(v => v.Id == details.VariantId, ct))
                throw Catalog.CatalogBook.MissingVariant();
            var offer = SupplierOffer.Create(supplierId, details);
            if (offer.Preferred)
                await StepBackAsync(db, offer, ct);
            await db.SupplierOffers.AddAsync(offer, ct);
            Tell(db, supplier);
            return offer.Id;
        }, ct);
    }

    public Task ChangeAsync(long offerId, ulong version, OfferDetails details, CancellationToken ct = default) => ChangeAsync(offerId, async (db, offer) =>
    {
        db.ExpectVersion(offer, version);
        offer.Change(details);
        if (offer.Preferred)
            await StepBackAsync(db, offer, ct);
    }, ct);

    /// <summary>Bought here first from now on; whichever was preferred before steps back.</summary>
    public Task PreferAsync(long offerId, CancellationToken ct = default) => ChangeAsync(offerId, async (db, offer) =>
    {
        if (!offer.Active)
            throw new BusinessRuleException("An offer that is not used any more cannot be the preferred one.");
        await StepBackAsync(db, offer, ct);
        offer.Prefer(preferred: true);
    }, ct);

    /// <summary>Lines that were bought by it keep what they cost.</summary>
    public Task DeleteAsync(long offerId, CancellationToken ct = default) => ChangeAsync(offerId, async (db, offer) =>
    {
        await db.PurchaseLines.Where(l => l.OfferId == offerId).ExecuteUpdateAsync(set => set.SetProperty(l => l.OfferId, (long?)null), ct);
        db.SupplierOffers.Remove(offer);
    }, ct);

    private Task ChangeAsync(long offerId, Func<InventoryDb, SupplierOffer, Task> change, CancellationToken ct)
    {
        actor.Demand(Permissions.PurchasingManage);
        return dbs.ChangeAsync(async db =>
        {
            var offer = await db.SupplierOffers.Include(o => o.Breaks).FirstOrDefaultAsync(o => o.Id == offerId, ct) ?? throw Missing();
            await change(db, offer);
            if (db.ChangeTracker.HasChanges())
                Tell(db, await Suppliers.FindAsync(db, offer.SupplierId, ct));
        }, ct);
    }

    // in a statement of its own and before: the unique index asks at every row
    private static Task StepBackAsync(InventoryDb db, SupplierOffer preferred, CancellationToken ct) =>
        db.SupplierOffers.Where(o => o.PreferredFor == preferred.VariantId && o.Id != preferred.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.PreferredFor, (long?)null), ct);

    private void Tell(InventoryDb db, Supplier supplier) => db.Outbox.Add(new SupplierChanged(supplier.Id, supplier.Name).Told(clock.GetUtcNow()));

    private static NotFoundException Missing() => new("This offer is not here any more.");
}
