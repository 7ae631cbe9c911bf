using InventorySync.Domain.Access;

namespace InventorySync.Domain.Importing;

/// <summary>What the shop remembers of files it has seen: which column means what.</summary>
public sealed class ImportProfiles(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public async Task<IReadOnlyList<ImportProfile>> AllAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ImportProfiles.AsNoTracking().OrderByDescending(p => p.UsedAt).ToListAsync(ct);
    }

    public Task RenameAsync(long profileId, string name, CancellationToken ct = default) => ChangeAsync(profileId, (_, profile) =>
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 200)
            throw new BusinessRuleException("Enter a name of at most 200 characters.");
        profile.Rename(name);
    }, ct);

    public Task DeleteAsync(long profileId, CancellationToken ct = default) => ChangeAsync(profileId, (db, profile) => db.ImportProfiles.Remove(profile), ct);

    private Task ChangeAsync(long profileId, Action<InventoryDb, ImportProfile> change, CancellationToken ct)
    {
        actor.Demand(Permissions.DataImport);
        return dbs.ChangeAsync(async db => change(db, await db.ImportProfiles.FirstOrDefaultAsync(p => p.Id == profileId, ct) ?? throw new NotFoundException("This profile is not there any more.")), ct);
    }
}
