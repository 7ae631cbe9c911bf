using InventorySync.Domain.Access;

namespace InventorySync.Domain.Purchasing;

public sealed record SupplierChoice(long SupplierId, string Name, string Code, string Currency);

/// <summary>Keeps the book of suppliers.</summary>
public sealed class Suppliers(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<Supplier> FindAsync(long supplierId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Suppliers.AsNoTracking().FirstOrDefaultAsync(s => s.Id == supplierId, ct) ?? throw Missing();
    }

    /// <summary>Whom one can buy from.</summary>
    public async Task<IReadOnlyList<SupplierChoice>> ChoicesAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Suppliers.Where(s => s.Active).OrderBy(s => s.NameKey).Select(s => new SupplierChoice(s.Id, s.Name, s.Code, s.Currency)).ToListAsync(ct);
    }

    public async Task<long> CreateAsync(SupplierDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return await dbs.ChangeAsync(async db =>
        {
            var supplier = Supplier.Create(details);
            await db.Suppliers.AddAsync(supplier, ct);
            Tell(db, supplier);
            return supplier.Id;
        }, ct);
    }

    /// <summary>The version is the one the form was opened with.</summary>
    public Task ChangeAsync(long supplierId, ulong version, SupplierDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return dbs.ChangeAsync(async db =>
        {
            var supplier = await FindAsync(db, supplierId, ct);
            db.ExpectVersion(supplier, version);
            supplier.Change(details, await db.SupplierOffers.AnyAsync(o => o.SupplierId == supplierId, ct));
            if (db.ChangeTracker.HasChanges())
                Tell(db, supplier);
        }, ct);
    }

    /// <summary>Nothing new is bought there; what is on its way still arrives.</summary>
    public Task DeactivateAsync(long supplierId, CancellationToken ct = default) => SwitchAsync(supplierId, supplier => supplier.Deactivate(), ct);

    public Task ReactivateAsync(long supplierId, CancellationToken ct = default) => SwitchAsync(supplierId, supplier => supplier.Reactivate(), ct);

    internal static async Task<Supplier> FindAsync(InventoryDb db, long supplierId, CancellationToken ct) =>
        await db.Suppliers.FirstOrDefaultAsync(s => s.Id == supplierId, ct) ?? throw Missing();

    internal static NotFoundException Missing() => new("This supplier is not here any more.") { Field = "SupplierId" };

    private Task SwitchAsync(long supplierId, Action<Supplier> change, CancellationToken ct)
    {
        actor.Demand(Permissions.PurchasingManage);
        return dbs.ChangeAsync(async db =>
        {
            var supplier = await FindAsync(db, supplierId, ct);
            change(supplier);
            if (db.ChangeTracker.HasChanges())
                Tell(db, supplier);
        }, ct);
    }

    private void Tell(InventoryDb db, Supplier supplier) => db.Outbox.Add(new SupplierChanged(supplier.Id, supplier.Name).Told(clock.GetUtcNow()));
}
