using InventorySync.Domain.Access;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;

namespace InventorySync.Data.Outbox;

/// <summary>What people do about messages that were set aside: have them tried again, or dismiss them.</summary>
public sealed class SetAsideDesk(IDbContextFactory<InventoryDb> dbs, FollowerWork work, FollowerTitles titles, BackgroundTasks tasks, CurrentActor actor, TimeProvider clock)
{
    public async Task<SetAsideRow?> FindAsync(long setAsideId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.SetAsideMessages.Where(m => m.Id == setAsideId).Select(SetAsideRow.Of).SingleOrDefaultAsync(ct);
    }

    /// <summary>The answer tells whether the follower could handle it now; if not, the row keeps the new error.</summary>
    public async Task<bool> TryAgainAsync(long setAsideId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var aside = await db.SetAsideMessages.SingleOrDefaultAsync(m => m.Id == setAsideId, ct) ?? throw Gone();
        if (!work.Followers.ContainsKey(aside.Follower))
            throw new BusinessRuleException("The part of the program this was for is no longer there. Dismiss the message.");

        var failure = await HandleAsync(aside, ct);
        if (failure is null)
            db.SetAsideMessages.Remove(aside);
        else
            aside.FailedAgain(failure);
        Tell(db, aside);
        await SaveAsync(db, ct);
        return failure is null;
    }

    /// <summary>All of one follower, in the background; the answer is the id of that work.</summary>
    public Task<long> TryAllAgainAsync(string follower, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        return tasks.StartAsync(TryAllAgain.Name, new Sentence("Messages for {0} are tried again", titles.Of(follower)), new TryAllAgain.Order(follower), ct);
    }

    /// <summary>Nobody needs it any more.</summary>
    public async Task DismissAsync(long setAsideId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var aside = await db.SetAsideMessages.SingleOrDefaultAsync(m => m.Id == setAsideId, ct) ?? throw Gone();
        db.SetAsideMessages.Remove(aside);
        Tell(db, aside);
        await SaveAsync(db, ct);
    }

    private async Task<Exception?> HandleAsync(SetAsideMessage aside, CancellationToken ct)
    {
        try
        {
            await work.HandleAgainAsync(aside.Follower, aside.Message(), ct);
            return null;
        }
        catch (FollowerFailedException failure)
        {
            return failure.InnerException;
        }
    }

    private void Tell(InventoryDb db, SetAsideMessage aside) =>
        db.Outbox.Add(OutboxMessage.Of(new SetAsideChanged(aside.Follower, aside.Kind), SetAsideChanged.SubjectOf(aside.Follower), clock.GetUtcNow()));

    // two people may deal with the same message at once
    private static async Task SaveAsync(InventoryDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (ChangedMeanwhileException)
        {
            throw Gone();
        }
    }

    private static NotFoundException Gone() => new("This message is not set aside any more.");
}

/// <summary>Goes through all messages that were set aside for one follower.</summary>
internal sealed class TryAllAgain(IDbContextFactory<InventoryDb> dbs, SetAsideDesk desk, Progress progress) : IBackgroundWork
{
    public const string Name = "try-set-aside-again";

    public string Kind => Name;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var follower = task.Input<Order>().Follower;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = await db.SetAsideMessages.Where(m => m.Follower == follower).OrderBy(m => m.Position).Select(m => m.Id).ToListAsync(ct);
        var handled = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            progress.Report(i, ids.Count);
            if (await TryAsync(ids[i], ct))
                handled++;
        }

        progress.Report(ids.Count, ids.Count);
        return new WorkResult(new Sentence("{0} of {1} messages were handled.", handled, ids.Count), "/operations/events");
    }

    private async Task<bool> TryAsync(long setAsideId, CancellationToken ct)
    {
        try
        {
            return await desk.TryAgainAsync(setAsideId, ct);
        }
        catch (NotFoundException)
        {
            // somebody dealt with it meanwhile
            return true;
        }
    }

    public sealed record Order(string Follower);
}
