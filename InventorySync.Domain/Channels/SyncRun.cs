namespace InventorySync.Domain.Channels;

public enum SyncKind
{
    /// <summary>Quantities were sent.</summary>
    Push,

    /// <summary>What is sold there was read.</summary>
    Catalogue,

    /// <summary>Their quantities were held against ours.</summary>
    Comparison,

    /// <summary>Orders were asked for.</summary>
    Orders,
}

/// <summary>A time of work for one channel, with what came of it. Pushes that follow each other closely are one run.</summary>
public sealed class SyncRun
{
    private SyncRun()
    {
    }

    public SyncRun(long channelId, SyncKind kind, DateTimeOffset at)
    {
        ChannelId = channelId;
        Kind = kind;
        StartedAt = at;
        EndedAt = at;
    }

    public long Id { get; private set; }

    public long ChannelId { get; private set; }

    public SyncKind Kind { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    public int Pushed { get; private set; }

    /// <summary>Changed meanwhile, and the same again when their turn came.</summary>
    public int Skipped { get; private set; }

    public int Failed { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Changes that touched a listing; fewer calls than changes is what merging saves.</summary>
    public long Changes { get; private set; }

    public Sentence? Note { get; private set; }

    public void Add(SyncCounts counts, int calls, Sentence? note, DateTimeOffset at)
    {
        Pushed += counts.Pushed;
        Skipped += counts.Skipped;
        Failed += counts.Failed;
        Changes += counts.Changes;
        Calls += calls;
        Note = note ?? Note;
        EndedAt = at;
    }
}

public sealed record SyncCounts(int Pushed, int Skipped, int Failed, long Changes)
{
    public static SyncCounts None { get; } = new(0, 0, 0, 0);

    public SyncCounts And(SyncCounts more) => new(Pushed + more.Pushed, Skipped + more.Skipped, Failed + more.Failed, Changes + more.Changes);
}

/// <summary>One call of a run: what was asked and what came back, without secrets.</summary>
public sealed class SyncCall
{
    private const int KeptLetters = 8000;

    private SyncCall()
    {
    }

    public SyncCall(long runId, ChannelCall call)
    {
        RunId = runId;
        (Method, Address, Status, At, Milliseconds) = (call.Method, call.Address, call.Status, call.At, (int)call.Took.TotalMilliseconds);
        (Request, Answer) = (Kept(call.Request), Kept(call.Answer));
    }

    public long Id { get; private set; }

    public long RunId { get; private set; }

    public string Method { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Request { get; private set; } = "";

    public int? Status { get; private set; }

    public string Answer { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public int Milliseconds { get; private set; }

    private static string Kept(string text)
    {
        var hidden = Secrets.Hide(text).Replace("\0", "", StringComparison.Ordinal);
        return hidden.Length <= KeptLetters ? hidden : hidden[..KeptLetters];
    }
}
