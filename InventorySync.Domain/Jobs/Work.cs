namespace InventorySync.Domain.Jobs;

public enum WorkState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,

    /// <summary>The process that ran it stopped in the middle.</summary>
    Interrupted,
}

/// <summary>Something the system does apart from anybody's screen, with its progress and how it ended.</summary>
public abstract class Work
{
    private const int ErrorLength = 4000;

    public long Id { get; protected set; }

    /// <summary>Which job or handler does it.</summary>
    public string Kind { get; protected set; } = "";

    public WorkState State { get; protected set; }

    public string StartedBy { get; protected set; } = "";

    /// <summary>Null when the schedule or the system started it.</summary>
    public long? StartedById { get; protected set; }

    public DateTimeOffset CreatedAt { get; protected set; }

    public DateTimeOffset? StartedAt { get; protected set; }

    public DateTimeOffset? EndedAt { get; protected set; }

    /// <summary>Where it runs or ran.</summary>
    public string? Node { get; protected set; }

    /// <summary>Of this run on this node; whoever holds another one no longer has the work.</summary>
    public string? RunToken { get; protected set; }

    /// <summary>Until then it belongs to the node that runs it, which prolongs it as long as it lives.</summary>
    public DateTimeOffset? HeldUntil { get; protected set; }

    public long Done { get; protected set; }

    /// <summary>Zero while nobody knows how much it will be.</summary>
    public long Total { get; protected set; }

    /// <summary>What it is doing, and at the end what it did.</summary>
    public Sentence? Note { get; protected set; }

    /// <summary>For those who mend it; people read the note.</summary>
    public string? Error { get; protected set; }

    public string? CancelAskedBy { get; protected set; }

    public bool Ended => State is not (WorkState.Waiting or WorkState.Running);

    /// <summary>The subject of its outbox messages.</summary>
    public abstract string Subject { get; }

    public TimeSpan? Duration => EndedAt - StartedAt;

    public static Sentence CancelledBy(string who) => new("Cancelled by {0}.", who);

    public void AskToCancel(string by) => CancelAskedBy = by;

    public void End(WorkState state, Sentence? note, Exception? failure, DateTimeOffset now)
    {
        State = state;
        Note = note ?? Note;
        Error = failure is null ? null : Cut(failure.ToString());
        EndedAt = now;
        HeldUntil = null;
        RunToken = null;
    }

    public void Show(ProgressNow progress)
    {
        Done = progress.Done;
        Total = progress.Total;
        Note = progress.Note ?? Note;
    }

    protected void Run(string node, string token, DateTimeOffset now, TimeSpan hold)
    {
        State = WorkState.Running;
        Node = node;
        RunToken = token;
        HeldUntil = now + hold;
        StartedAt ??= now;
    }

    private static string Cut(string text) => text.Length <= ErrorLength ? text : text[..ErrorLength];
}

/// <summary>Told whenever a piece of work moves, under the subject "job:…" or "task:…".</summary>
public sealed record WorkMoved(long Id, string Kind, WorkState State, long Done, long Total, long? StartedById);
