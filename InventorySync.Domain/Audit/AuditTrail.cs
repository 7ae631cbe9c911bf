using InventorySync.Domain.Access;

namespace InventorySync.Domain.Audit;

/// <summary>What happened to one thing.</summary>
public sealed class AuditTrail(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public async Task<AuditEntry> FindAsync(long entryId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AuditView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Audit.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId, ct) ?? throw new NotFoundException("This entry of the audit is not there.");
    }

    /// <summary>The last changes of a thing, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> OfAsync(string kind, long subjectId, int take = 10, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AuditView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Audit.AsNoTracking()
            .Where(e => e.SubjectKind == kind && e.SubjectId == subjectId)
            .OrderByDescending(e => e.At).ThenBy(e => e.Id)
            .Take(take)
            .ToListAsync(ct);
    }

    /// <summary>The last changes of a location and of everything in it, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> InLocationAsync(long locationId, int take, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AuditView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Audit.AsNoTracking()
            .Where(e => e.LocationId == locationId)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Take(take)
            .ToListAsync(ct);
    }
}
