namespace InventorySync.Data.Outbox;

/// <summary>Wakes those who wait for the outbox in this process. A beat is only a hint to look; what is missed is found by looking now and then.</summary>
public sealed class OutboxSignal
{
    /// <summary>A transaction with messages was committed here.</summary>
    public Pulse Written { get; } = new();

    /// <summary>Messages got their places, here or on another node.</summary>
    public Pulse Placed { get; } = new();
}

/// <summary>A beat that any number of waiters hear. Take Next before looking for work, so that no beat in between is lost.</summary>
public sealed class Pulse
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
