using InventorySync.Domain.Access;

namespace InventorySync.Domain.Purchasing;

/// <summary>Finds what a supplier sells by the supplier's own name for it.</summary>
public sealed class OfferFinder(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public async Task<long?> FindAsync(long supplierId, string theirSku, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        var folded = Text.Folded(Text.Tidy(theirSku));
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SupplierOffers.Where(o => o.SupplierId == supplierId && o.Active && o.SupplierSkuFolded == folded).OrderBy(o => o.Id).Select(o => (long?)o.VariantId).FirstOrDefaultAsync(ct);
    }

    /// <summary>The least that can be ordered at once; one where there is no offer.</summary>
    public async Task<decimal> LeastAsync(long supplierId, long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var offer = await db.SupplierOffers.AsNoTracking().FirstOrDefaultAsync(o => o.SupplierId == supplierId && o.VariantId == variantId && o.Active, ct);
        return (offer?.Sellable(1) ?? 1).Plain();
    }
}
