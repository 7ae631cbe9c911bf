using System.Text.Json;

namespace InventorySync.Domain.Importing;

public enum RowOutcome
{
    New,
    Changed,
    Same,
    Wrong,
}

public enum RowUndo
{
    No,
    TakenBack,

    /// <summary>It was changed since, so it stays.</summary>
    Kept,
}

/// <summary>One value that a row changes.</summary>
public sealed record ValueChange(string Title, string? From, string? To);

/// <summary>What became of one row of a file, or what would.</summary>
public sealed class ImportRow
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ImportRow()
    {
    }

    public ImportRow(long runId, RowPlan plan, bool written)
    {
        RunId = runId;
        Number = plan.Row.Number;
        Outcome = plan.Outcome;
        Key = Short(plan.Key, 100);
        Name = Short(plan.Name, 120);
        Changes = plan.Changes.Count == 0 ? null : JsonSerializer.Serialize(plan.Changes.Select(c => new[] { c.Title, c.From, c.To }), Plain);
        Problem = plan.Problem;
        Field = plan.Field;
        ThingId = plan.ThingId;
        Mark = plan.Mark;
        Amount = plan.Amount;
        Written = written;
    }

    public long RunId { get; private set; }

    /// <summary>As a spreadsheet shows it beside the row.</summary>
    public int Number { get; private set; }

    public RowOutcome Outcome { get; private set; }

    /// <summary>What the row is about: its SKU, code or name.</summary>
    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>What changes, from and to: it is shown, and taken back from here.</summary>
    public string? Changes { get; private set; }

    public Sentence? Problem { get; private set; }

    /// <summary>The key of the field that is wrong.</summary>
    public string? Field { get; private set; }

    /// <summary>What was made or changed.</summary>
    public long? ThingId { get; private set; }

    /// <summary>How what was made looked when the import left it.</summary>
    public long? Mark { get; private set; }

    /// <summary>How much was moved.</summary>
    public decimal? Amount { get; private set; }

    /// <summary>It was imported, not only checked.</summary>
    public bool Written { get; private set; }

    public RowUndo Undo { get; private set; }

    public IReadOnlyList<ValueChange> ReadChanges() => Read(Changes);

    public static IReadOnlyList<ValueChange> Read(string? changes) =>
        changes is null ? [] : [.. JsonSerializer.Deserialize<string?[][]>(changes)!.Select(c => new ValueChange(c[0]!, c[1], c[2]))];

    public void TakenBack() => (Undo, Problem) = (RowUndo.TakenBack, null);

    public void Keep(Sentence why) => (Undo, Problem) = (RowUndo.Kept, why);

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
