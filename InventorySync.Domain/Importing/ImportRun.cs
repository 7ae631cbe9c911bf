using System.Text.Json;
using InventorySync.Domain.Access;
using InventorySync.Domain.Files;

namespace InventorySync.Domain.Importing;

public enum ImportState
{
    /// <summary>Somebody says what its columns mean.</summary>
    Columns,
    Checking,

    /// <summary>Every row was looked at, and nothing is changed yet.</summary>
    Ready,
    Running,
    Done,
    Cancelled,
    Failed,
    Undoing,
    Undone,
}

/// <summary>How many rows came to what.</summary>
public sealed record ImportCounts(int New, int Changed, int Same, int Wrong)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0);

    public int All => New + Changed + Same + Wrong;

    public static ImportCounts operator +(ImportCounts left, ImportCounts right) =>
        new(left.New + right.New, left.Changed + right.Changed, left.Same + right.Same, left.Wrong + right.Wrong);

    public static ImportCounts Add(ImportCounts left, ImportCounts right) => left + right;

    public static ImportCounts Of(IReadOnlyCollection<RowPlan> rows) => new(
        rows.Count(r => r.Outcome == RowOutcome.New), rows.Count(r => r.Outcome == RowOutcome.Changed),
        rows.Count(r => r.Outcome == RowOutcome.Same), rows.Count(r => r.Outcome == RowOutcome.Wrong));
}

/// <summary>One file, or one selection of a list, on its way into the shop.</summary>
public sealed class ImportRun
{
    private ImportRun()
    {
    }

    public long Id { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>The file as it was given; none for work on a selection.</summary>
    public string? FileId { get; private set; }

    /// <summary>The file's name, or what was chosen.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Of the content: the same file given twice is known by it.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>What a selection is about, and what becomes of it.</summary>
    public string? Task { get; private set; }

    public string ReadingText { get; private set; } = "";

    public List<string> Headings { get; private set; } = [];

    /// <summary>What each column means: the key of a field, or nothing where it is left out.</summary>
    public List<string> Columns { get; private set; } = [];

    public string OptionsText { get; private set; } = "";

    public ImportState State { get; private set; }

    /// <summary>About how many there are; exactly, once they were checked.</summary>
    public long Rows { get; private set; }

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Same { get; private set; }

    public int Wrong { get; private set; }

    /// <summary>Rows that were taken back.</summary>
    public int TakenBack { get; private set; }

    /// <summary>Why it failed, or what else is to be said of it.</summary>
    public Sentence? Note { get; private set; }

    public string StartedBy { get; private set; } = "";

    public long? StartedById { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? BegunAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The background work that is at it or was last.</summary>
    public long? TaskId { get; private set; }

    /// <summary>Its rows are forgotten; the counts stay.</summary>
    public bool RowsForgotten { get; private set; }

    public bool IsSelection => FileId is null;

    public T ReadTask<T>() => JsonSerializer.Deserialize<T>(Task!, JsonSerializerOptions.Web)!;

    public SheetReading Reading => JsonSerializer.Deserialize<SheetReading>(ReadingText, JsonSerializerOptions.Web)!;

    public ImportOptions Options => JsonSerializer.Deserialize<ImportOptions>(OptionsText, JsonSerializerOptions.Web)!;

    public ImportCounts Counts => new(New, Changed, Same, Wrong);

    /// <summary>Headings of columns that are not used, so that none is left out in silence.</summary>
    public IReadOnlyList<string> Unused => [.. Headings.Where((h, i) => i >= Columns.Count || Columns[i].Length == 0)];

    public static ImportRun OfFile(StoredFile file, string kind, SheetLook look, Actor starter, DateTimeOffset at) => new()
    {
        Kind = kind,
        FileId = file.PublicId,
        Name = file.Name,
        Sha256 = file.Sha256,
        ReadingText = Text(look.Reading),
        Headings = [.. look.Headings],
        Columns = [.. look.Headings.Select(_ => "")],
        OptionsText = Text(new ImportOptions()),
        Rows = look.Rows,
        StartedBy = starter.Name,
        StartedById = starter.PersonId,
        CreatedAt = at,
    };

    public static ImportRun OfSelection(string kind, string name, object task, int rows, ImportOptions options, Actor starter, DateTimeOffset at) => new()
    {
        Kind = kind,
        Name = name,
        Task = JsonSerializer.Serialize(task, task.GetType(), JsonSerializerOptions.Web),
        OptionsText = Text(options),
        ReadingText = Text(new SheetReading()),
        Rows = rows,
        StartedBy = starter.Name,
        StartedById = starter.PersonId,
        CreatedAt = at,
    };

    public void Choose(string kind, IReadOnlyList<string> columns, ImportOptions options)
    {
        DemandBefore();
        Kind = kind;
        if (!Columns.SequenceEqual(columns))
            Columns = [.. columns];
        OptionsText = Text(options);
        State = ImportState.Columns;
    }

    /// <summary>Another sheet, separator or heading row: the columns are others then.</summary>
    public void ReadAs(SheetLook look)
    {
        DemandBefore();
        ReadingText = Text(look.Reading);
        Headings = [.. look.Headings];
        Columns = [.. look.Headings.Select(_ => "")];
        Rows = look.Rows;
        State = ImportState.Columns;
    }

    public void Check(long taskId)
    {
        DemandBefore();
        (State, TaskId, Note) = (ImportState.Checking, taskId, null);
    }

    public void Checked(ImportCounts counts)
    {
        Count(counts);
        (State, Rows) = (ImportState.Ready, counts.All);
    }

    /// <summary>All or nothing, or the good rows: chosen after the check as well.</summary>
    public void Insist(bool allOrNothing) => OptionsText = Text(Options with { AllOrNothing = allOrNothing });

    public void Run(long taskId, DateTimeOffset at)
    {
        if (State != ImportState.Ready)
            throw new BusinessRuleException("The rows are checked first. Check them, look at what would change, then import.");
        if (Options.AllOrNothing && Wrong > 0)
            throw new BusinessRuleException("{0} rows are wrong, and you chose all or nothing. Correct them, or choose to import the good rows.", Wrong);
        if (New + Changed == 0)
            throw new BusinessRuleException("There is nothing to import: no row would change anything.");
        (State, TaskId, BegunAt, Note) = (ImportState.Running, taskId, at, null);
    }

    public void GoOn()
    {
        if (State is not (ImportState.Cancelled or ImportState.Failed) || BegunAt is null)
            throw new BusinessRuleException("Only an import that was stopped goes on.");
        (State, EndedAt, Note) = (ImportState.Running, null, null);
    }

    public void Counted(ImportCounts counts) => Count(counts);

    public void Done(ImportCounts counts, DateTimeOffset at)
    {
        Count(counts);
        (State, Rows, EndedAt) = (ImportState.Done, counts.All, at);
    }

    public void Undo(long taskId)
    {
        if (State is not (ImportState.Done or ImportState.Cancelled or ImportState.Failed) || New + Changed <= TakenBack)
            throw new BusinessRuleException("There is nothing to take back here.");
        if (RowsForgotten)
            throw new BusinessRuleException("This import is so old that its rows are forgotten, so it cannot be taken back any more.");
        (State, TaskId, Note) = (ImportState.Undoing, taskId, null);
    }

    public void Undone(int takenBack, DateTimeOffset at)
    {
        TakenBack = takenBack;
        State = takenBack >= New + Changed ? ImportState.Undone : ImportState.Done;
        EndedAt = at;
    }

    /// <summary>The work was cancelled or failed: what was begun stands where it is.</summary>
    public void Stopped(bool cancelled, Sentence? note, DateTimeOffset at)
    {
        State = State switch
        {
            ImportState.Checking => ImportState.Columns,
            ImportState.Undoing => ImportState.Done,
            _ => cancelled ? ImportState.Cancelled : ImportState.Failed,
        };
        Note = note;
        EndedAt = at;
    }

    public void ForgetRows() => RowsForgotten = true;

    private void Count(ImportCounts counts) => (New, Changed, Same, Wrong) = (counts.New, counts.Changed, counts.Same, counts.Wrong);

    private void DemandBefore()
    {
        if (State is not (ImportState.Columns or ImportState.Ready))
            throw new BusinessRuleException("This import has begun already. Give the file again for another one.");
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
