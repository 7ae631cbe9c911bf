namespace InventorySync.Domain.Jobs;

/// <summary>Does one kind of background work. It may be begun again at any time, on any node, after any line of it: what is done between two
/// checkpoints must be right when it is done twice, or be saved in one transaction with the checkpoint.</summary>
public interface IBackgroundWork
{
    /// <summary>Its name in the database; never changed once released.</summary>
    string Kind { get; }

    /// <summary>Acts as whoever started it. Refusals (BusinessRuleException) are shown to that person.</summary>
    Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct);
}
