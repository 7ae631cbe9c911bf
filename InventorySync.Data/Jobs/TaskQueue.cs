using InventorySync.Domain.Jobs;

namespace InventorySync.Data.Jobs;

/// <summary>The background work of the shop, first come first served, from which every node takes.</summary>
internal sealed class TaskQueue(WorkPlace place)
{
    /// <summary>Work that killed this many processes is not begun again.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The next piece nobody holds, now held by this node; null when there is none.</summary>
    public async Task<BackgroundTask?> TakeAsync(IReadOnlyCollection<string> kinds, CancellationToken ct)
    {
        while (await NextAsync(kinds, ct) is { } next)
        {
            if (await HoldAsync(next, ct) is { } mine)
                return mine;
        }

        return null;
    }

    private async Task<BackgroundTask?> NextAsync(IReadOnlyCollection<string> kinds, CancellationToken ct)
    {
        var now = place.Clock.GetUtcNow();
        await using var db = place.Open();
        return await db.BackgroundTasks
            .Where(t => kinds.Contains(t.Kind))
            .Where(t => (t.State == WorkState.Waiting && (t.NotBefore == null || t.NotBefore <= now)) || (t.State == WorkState.Running && t.HeldUntil < now))
            .OrderBy(t => t.Id)
            .FirstOrDefaultAsync(ct);
    }

    // The token it was read with is the condition of the save: of several nodes one gets it.
    private async Task<BackgroundTask?> HoldAsync(BackgroundTask task, CancellationToken ct)
    {
        var now = place.Clock.GetUtcNow();
        await using var db = place.Open();
        db.Attach(task);
        if (task.CancelAskedBy is { } who)
            task.End(WorkState.Cancelled, Work.CancelledBy(who), null, now);
        else if (task.Attempts >= MaxAttempts)
            task.End(WorkState.Failed, new Sentence("It was begun {0} times and never came to its end.", task.Attempts), null, now);
        else
            task.Begin(place.Node, WorkPlace.NewToken(), now, place.Hold);
        db.Tell(task, now);
        try
        {
            await db.SaveChangesAsync(ct);
            return task.Ended ? null : task;
        }
        catch (ChangedMeanwhileException)
        {
            return null;
        }
    }
}
