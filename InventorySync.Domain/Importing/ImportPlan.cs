using InventorySync.Domain.Access;

namespace InventorySync.Domain.Importing;

/// <summary>What one row would do.</summary>
public sealed class RowPlan(ImportedRow row)
{
    public ImportedRow Row => row;

    public RowOutcome Outcome { get; set; } = RowOutcome.Same;

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public List<ValueChange> Changes { get; } = [];

    public Sentence? Problem => row.Problem;

    public string? Field => row.IsWrong ? row.WrongField : null;

    public long? ThingId { get; set; }

    public long? Mark { get; set; }

    public decimal? Amount { get; set; }

    /// <summary>Wrong where the row has a problem; otherwise changed where something differs.</summary>
    public RowPlan Settle(bool isNew = false)
    {
        Outcome = row.IsWrong ? RowOutcome.Wrong : isNew ? RowOutcome.New : Changes.Count > 0 ? RowOutcome.Changed : RowOutcome.Same;
        if (row.IsWrong)
            Changes.Clear();
        return this;
    }
}

/// <summary>What a chunk of rows would do, and how it is done.</summary>
public sealed record ImportPlan(IReadOnlyList<RowPlan> Rows, Func<CancellationToken, Task> ApplyAsync)
{
    /// <summary>Whether there is anything to write.</summary>
    public bool Touches { get; init; } = true;
}

/// <summary>One pass over the rows of a file: with a database that is only read while they are checked, and written while they are imported.</summary>
public sealed class ImportContext(InventoryDb db, ImportRun run, ImportPass pass, Actor actor, DateTimeOffset at)
{
    public InventoryDb Db => db;

    public ImportRun Run => run;

    public ImportOptions Options { get; init; } = run.Options;

    public ImportPass Pass => pass;

    /// <summary>False while the rows are only looked at.</summary>
    public bool Writes => pass.Writes;

    public Actor Actor => actor;

    public DateTimeOffset At => at;

    public bool MayCreate => Options.Take != RowsToTake.OnlyChange;

    public bool MayChange => Options.Take != RowsToTake.OnlyCreate;
}

/// <summary>What is remembered from one chunk to the next.</summary>
public sealed class ImportPass(bool writes)
{
    private readonly Dictionary<string, object> _kept = [];

    public bool Writes => writes;

    public SeenKeys Seen { get; } = new();

    /// <summary>Something that is read once for the whole file.</summary>
    public async Task<T> OnceAsync<T>(string name, Func<Task<T>> read)
        where T : class
    {
        if (!_kept.TryGetValue(name, out var kept))
            _kept[name] = kept = await read();
        return (T)kept;
    }

    public T Once<T>(string name, Func<T> read)
        where T : class
    {
        if (!_kept.TryGetValue(name, out var kept))
            _kept[name] = kept = read();
        return (T)kept;
    }

    /// <summary>Read anew: what was written meanwhile was taken back with the transaction.</summary>
    public void Forget() => _kept.Clear();
}
