namespace InventorySync.Integrations.Documents;

public enum SheetFormat
{
    Text,
    Whole,
    Number,
    Money,
    Date,
    Instant,
    YesNo,

    /// <summary>Text that is broken into lines where it is wider than its column.</summary>
    Lines,
}

public sealed record SheetColumn(string Heading, SheetFormat Format = SheetFormat.Text)
{
    /// <summary>In characters; found by the heading and the format where it is not given.</summary>
    public int? Width { get; init; }

    /// <summary>Excel offers these, and refuses others.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For sheets to be filled in: cells that are still empty have the format too, so that a barcode keeps its zeros.</summary>
    public bool FormatsEmptyCells { get; init; }
}

/// <summary>A table that is written row by row while it is read: nothing of it is kept in memory.</summary>
public interface ISheetWriter
{
    /// <summary>Values stand in the order of the columns. Instants come as the local time they are to be shown in.</summary>
    ValueTask WriteAsync(IReadOnlyList<object?> values, CancellationToken ct = default);

    /// <summary>Writes what stands after the last row. Without it the file is broken, and seen to be.</summary>
    Task FinishAsync(CancellationToken ct = default);
}
