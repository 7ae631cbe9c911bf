using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Alerts;

/// <summary>Tells people what they should know, behind the bell of every page.</summary>
public sealed class Notifications(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private long Me => actor.Actor.PersonId ?? 0;

    public Task TellAsync(long personId, News news, CancellationToken ct = default) => TellAsync([personId], news, ct);

    public async Task TellAsync(IReadOnlyCollection<long> personIds, News news, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        Add(db, personIds, news);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Everybody with this permission, such as those who may mend what is told.</summary>
    public async Task TellThoseWhoMayAsync(string permission, News news, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await AddForThoseWhoMayAsync(db, permission, news, ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task AddForThoseWhoMayAsync(InventoryDb db, string permission, News news, CancellationToken ct = default) =>
        Add(db, await ThoseWhoMayAsync(db, permission, ct), news);

    /// <summary>With the change it tells of: both are saved, or neither.</summary>
    public void Add(InventoryDb db, IEnumerable<long> personIds, News news)
    {
        var at = clock.GetUtcNow();
        foreach (var personId in personIds.Distinct())
        {
            db.Notifications.Add(new Notification(personId, news, at));
            Announce(db, personId);
        }
    }

    public async Task<int> UnreadAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Notifications.CountAsync(n => n.PersonId == Me && n.ReadAt == null, ct);
    }

    public async Task MarkReadAsync(IReadOnlyCollection<long> notificationIds, CancellationToken ct = default)
    {
        var wanted = notificationIds.ToArray();
        await MarkAsync(n => wanted.Contains(n.Id), ct);
    }

    public Task MarkAllReadAsync(CancellationToken ct = default) => MarkAsync(n => true, ct);

    /// <summary>What is older than anyone looks for goes away.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Notifications.Where(n => n.CreatedAt < before).ExecuteDeleteAsync(ct);
    }

    private Task MarkAsync(System.Linq.Expressions.Expression<Func<Notification, bool>> which, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var marked = await db.Notifications.Where(n => n.PersonId == Me && n.ReadAt == null).Where(which)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), ct);
        if (marked > 0)
            Announce(db, Me);
    }, ct);

    private void Announce(InventoryDb db, long personId) =>
        db.Outbox.Add(OutboxMessage.Of(new NotificationsChanged(personId), NotificationsChanged.SubjectOf(personId), clock.GetUtcNow()));

    private static async Task<List<long>> ThoseWhoMayAsync(InventoryDb db, string permission, CancellationToken ct)
    {
        // roles are few, and their permissions are stored in a way of each database's own
        var roles = (await db.Roles.AsNoTracking().ToListAsync(ct)).Where(r => r.Permissions.Contains(permission)).Select(r => r.Id).ToArray();
        return await db.UserRoles.Where(r => roles.Contains(r.RoleId))
            .Join(db.People.Where(p => !p.Deactivated), r => r.UserId, p => p.Id, (r, p) => p.Id)
            .Distinct().ToListAsync(ct);
    }
}
