using System.Text.Json;

namespace InventorySync.Domain.Jobs;

/// <summary>A piece of background work in the hands of its handler.</summary>
public sealed class RunningTask(BackgroundTask task, string token)
{
    public long Id => task.Id;

    /// <summary>1 for the first time; more when it was begun before and did not come to its end.</summary>
    public int Attempt => task.Attempts;

    public TInput Input<TInput>() => task.ReadInput<TInput>();

    /// <summary>What was stored last, or nothing when it begins for the first time.</summary>
    public TCheckpoint? Checkpoint<TCheckpoint>() => task.ReadCheckpoint<TCheckpoint>();

    /// <summary>Stores how far it has come, in the transaction of this context: together with what was done until here it happens once or not at all.
    /// Ask for it last, for the row stays locked until the commit. When another node has taken over, the transaction is refused.</summary>
    public async Task SaveCheckpointAsync(InventoryDb db, object checkpoint, CancellationToken ct = default)
    {
        var kept = JsonSerializer.Serialize(checkpoint, checkpoint.GetType(), JsonSerializerOptions.Web);
        var mine = await db.BackgroundTasks.Where(t => t.Id == task.Id && t.RunToken == token).ExecuteUpdateAsync(set => set.SetProperty(t => t.Checkpoint, kept), ct);
        if (mine == 0)
            throw new TakenOverException();
    }
}

/// <summary>Another node has this work now; whoever held it stops.</summary>
public sealed class TakenOverException() : Exception("This work was taken over by another node.");
