using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Jobs;

/// <summary>Starts work that goes on without the person who started it, and tells how far it is.</summary>
public sealed class BackgroundTasks(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    private const int ShownToStarter = 20;

    /// <summary>Starts work of this kind; the answer is its id. It runs with the permissions of whoever starts it.</summary>
    public Task<long> StartAsync(string kind, Sentence title, object input, CancellationToken ct = default) =>
        dbs.ChangeAsync(db => Task.FromResult(Start(db, kind, title, input)), ct);

    /// <summary>The same within a larger change: it starts when that is committed.</summary>
    public long Start(InventoryDb db, string kind, Sentence title, object input)
    {
        var task = new BackgroundTask(kind, title, input, actor.Actor, clock.GetUtcNow());
        db.BackgroundTasks.Add(task);
        db.Tell(task, clock.GetUtcNow());
        return task.Id;
    }

    /// <summary>For whoever started it, and for those who may see all jobs.</summary>
    public async Task<BackgroundTaskRow?> FindAsync(long taskId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Visible(db).Where(t => t.Id == taskId).Select(BackgroundTaskRow.Of).SingleOrDefaultAsync(ct);
    }

    /// <summary>What this person has running, and what has ended since they looked.</summary>
    public async Task<IReadOnlyList<BackgroundTaskRow>> MineAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var me = actor.Actor.PersonId;
        return await db.BackgroundTasks.AsNoTracking()
            .Where(t => t.StartedById == me && me != null && (t.EndedAt == null || !t.Seen))
            .OrderByDescending(t => t.Id)
            .Take(ShownToStarter)
            .Select(BackgroundTaskRow.Of)
            .ToListAsync(ct);
    }

    public Task CancelAsync(long taskId, CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        var task = await ChangeableAsync(db, taskId, ct);
        if (task.Ended)
            return;

        task.AskToCancel(actor.Actor.Name);
        if (task.State == WorkState.Waiting)
            task.End(WorkState.Cancelled, Work.CancelledBy(actor.Actor.Name), null, clock.GetUtcNow());
        db.Tell(task, clock.GetUtcNow());
    }, ct);

    public async Task TryAgainAsync(long taskId, CancellationToken ct = default) => await dbs.ChangeAsync(async db =>
    {
        var task = await ChangeableAsync(db, taskId, ct);
        task.TryAgain();
        db.Tell(task, clock.GetUtcNow());
    }, ct);

    /// <summary>The starter has seen how it ended; it is shown no more beside the bell.</summary>
    public async Task MarkSeenAsync(long taskId, CancellationToken ct = default) => await dbs.ChangeAsync(async db =>
    {
        if (await Visible(db).SingleOrDefaultAsync(t => t.Id == taskId, ct) is { Ended: true } task && task.StartedById == actor.Actor.PersonId)
            task.MarkSeen();
    }, ct);

    private IQueryable<BackgroundTask> Visible(InventoryDb db)
    {
        var all = actor.May(Permissions.JobsView);
        var me = actor.Actor.PersonId;
        var key = actor.Actor.ApiKeyId;
        return db.BackgroundTasks.Where(t => all || (me != null && t.StartedById == me) || (key != null && t.StartedByKeyId == key));
    }

    private async Task<BackgroundTask> ChangeableAsync(InventoryDb db, long taskId, CancellationToken ct)
    {
        var task = await Visible(db).SingleOrDefaultAsync(t => t.Id == taskId, ct) ?? throw new NotFoundException("This work is not there any more.");
        if (!StartedByMe(task))
            actor.Demand(Permissions.JobsRun);
        return task;
    }

    private bool StartedByMe(BackgroundTask task) =>
        (task.StartedById is { } person && person == actor.Actor.PersonId) || (task.StartedByKeyId is { } key && key == actor.Actor.ApiKeyId);
}
