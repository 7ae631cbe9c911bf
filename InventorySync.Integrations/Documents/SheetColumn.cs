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
}

public sealed record SheetColumn(string Heading, SheetFormat Format = SheetFormat.Text);

/// <summary>A table that is written row by row while it is read: nothing of it is kept in memory.</summary>
public interface ISheetWriter
{
    /// <summary>Values stand in the order of the columns. Instants come as the local time they are to be shown in.</summary>
    ValueTask WriteAsync(IReadOnlyList<object?> values, CancellationToken ct = default);

    /// <summary>Writes what stands after the last row. Without it the file is broken, and seen to be.</summary>
    Task FinishAsync(CancellationToken ct = default);
}
