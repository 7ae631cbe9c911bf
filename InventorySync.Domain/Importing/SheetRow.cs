namespace InventorySync.Domain.Importing;

public enum SheetKind
{
    Csv,
    Excel,
}

/// <summary>In which order a date like 03/04/2026 is meant.</summary>
public enum DateOrder
{
    DayFirst,
    MonthFirst,
}

public enum CellKind
{
    Empty,
    Text,
    Number,
    Date,
    YesNo,

    /// <summary>What a spreadsheet shows instead of a value, such as #N/A.</summary>
    Error,
}

/// <summary>How a file is read: found by itself, and changed by hand where it was found wrongly.</summary>
public sealed record SheetReading
{
    public SheetKind Kind { get; init; }

    /// <summary>The name of the encoding as the web knows it, such as utf-8 or windows-1252. For CSV.</summary>
    public string Encoding { get; init; } = "utf-8";

    public char Separator { get; init; } = ',';

    /// <summary>Of numbers that are written as text.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>Of dates that are written as text; those that begin with the year need none.</summary>
    public DateOrder DateOrder { get; init; }

    /// <summary>The sheet of an Excel workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row with the headings; those above it are not read.</summary>
    public int HeadingRow { get; init; } = 1;
}

/// <summary>A file at first sight.</summary>
public sealed record SheetLook(SheetReading Reading, IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> FirstRows)
{
    /// <summary>The sheets one can choose from; none for CSV.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>About how many rows it has, for the progress bar.</summary>
    public long Rows { get; init; }
}

/// <summary>One row with the number that a spreadsheet shows beside it.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells);

/// <summary>One cell. Numbers and dates that the file has as such are written as the machine writes them (1234.5, 2026-11-21); text stands as it was.</summary>
public readonly record struct SheetCell(string Text, CellKind Kind)
{
    /// <summary>Never null: a cell that is not there has no text.</summary>
    public string Text { get => field ?? ""; init; } = Text;
}
