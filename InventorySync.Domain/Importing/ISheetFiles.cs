namespace InventorySync.Domain.Importing;

/// <summary>Reads the tables that people bring. No more of a file is in memory than the row at hand.</summary>
public interface ISheetFiles
{
    /// <summary>How this file is read best, with its headings and first rows. What is given already is kept: somebody chose it.</summary>
    Task<SheetLook> LookAsync(Stream content, string name, SheetReading? chosen, CancellationToken ct = default);

    /// <summary>The rows below the headings, in their order. Empty rows are left out; numbers are those that a spreadsheet shows beside the row.</summary>
    IAsyncEnumerable<SheetRow> ReadAsync(Stream content, SheetReading reading, CancellationToken ct = default);
}
