namespace InventorySync.Domain.Jobs;

/// <summary>How far the work of this scope has come. A service reports to it wherever it runs; outside of jobs and background work nobody listens.
/// It may be asked as often as one likes: what is shown is stored about once a second.</summary>
public sealed class Progress
{
    private readonly Lock _lock = new();
    private long _done;
    private long _total;
    private Sentence? _note;
    private int _version;

    public void Report(long done, long total, Sentence? note = null)
    {
        lock (_lock)
        {
            _done = done;
            _total = total;
            _note = note ?? _note;
            _version++;
        }
    }

    /// <summary>What is being done now; the last thing said is also what the work is remembered by.</summary>
    public void Say(Sentence note)
    {
        lock (_lock)
        {
            _note = note;
            _version++;
        }
    }

    public ProgressNow Now
    {
        get
        {
            lock (_lock)
                return new ProgressNow(_done, _total, _note, _version);
        }
    }
}

/// <summary>The version tells whether anything was reported since.</summary>
public sealed record ProgressNow(long Done, long Total, Sentence? Note, int Version);
