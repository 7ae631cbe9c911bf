using System.Runtime.CompilerServices;
using System.Xml;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Reads CSV and Excel, whatever program wrote them, within the limits given.</summary>
public sealed class SheetReader(SheetSettings limits)
{
    private const int RowsToSee = 100;
    private const int RowsToGuess = 500;

    public async Task<SheetLook> LookAsync(Stream content, SheetReading? chosen, CancellationToken ct = default)
    {
        await using var file = await SheetFile.OfAsync(content, limits, ct);
        return file.Kind == SheetKind.Excel ? LookIntoWorkbook(file, chosen, ct) : await LookIntoTextAsync(file, chosen, ct);
    }

    public async IAsyncEnumerable<SheetRow> ReadAsync(Stream content, SheetReading reading, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var file = await SheetFile.OfAsync(content, limits, ct);
        var rows = file.Kind == SheetKind.Excel ? WorkbookRowsAsync(file, reading, ct) : TextRowsAsync(file, reading, ct);
        var width = 0;
        await foreach (var row in rows)
        {
            if (row.Number == reading.HeadingRow)
                width = row.Cells.Count;
            else if (row.Number > reading.HeadingRow)
                yield return Even(row, width);
        }
    }

    // cells that are missing at the end of a row are empty; empty ones beyond the headings are no cells
    private static SheetRow Even(SheetRow row, int width)
    {
        var filled = row.Cells.Count;
        while (filled > width && row.Cells[filled - 1].Kind == CellKind.Empty)
            filled--;
        return filled == row.Cells.Count && filled >= width ? row : row with { Cells = [.. row.Cells.Take(filled), .. Enumerable.Repeat(default(SheetCell), Math.Max(0, width - filled))] };
    }

    private async Task<SheetLook> LookIntoTextAsync(SheetFile file, SheetReading? chosen, CancellationToken ct)
    {
        var scan = await TextScan.OfAsync(file.Content, ct);
        var head = file.Head;
        var encoding = TextEncodings.OfMark(head) ?? (chosen?.Kind == SheetKind.Csv ? chosen.Encoding : null) ?? TextEncodings.OfZeros(head) ?? (scan.IsUtf8 ? "utf-8" : "windows-1252");
        var reading = new SheetReading { Kind = SheetKind.Csv, Encoding = encoding };
        reading = reading with { Separator = chosen?.Kind == SheetKind.Csv ? chosen.Separator : await SeparatorAsync(file, reading, ct) };
        var first = await FirstRowsAsync(file, reading, RowsToGuess, ct);
        reading = Guessed(reading, chosen, first);
        return Look(reading, first, scan.Lines);
    }

    private async Task<char> SeparatorAsync(SheetFile file, SheetReading reading, CancellationToken ct)
    {
        var tries = new Dictionary<char, IReadOnlyList<SheetRow>>();
        foreach (var sign in SheetGuess.Separators)
            tries[sign] = await TryRowsAsync(file, reading with { Separator = sign }, ct);
        return SheetGuess.Separator(tries);
    }

    // by a separator that is not meant, the quotation marks stand in the wrong places
    private async Task<IReadOnlyList<SheetRow>> TryRowsAsync(SheetFile file, SheetReading reading, CancellationToken ct)
    {
        var rows = new List<SheetRow>();
        try
        {
            file.Rewind();
            using var csv = new CsvReader(file.Content, reading, limits);
            while (rows.Count < RowsToSee && await csv.NextAsync(ct) is { } row)
                rows.Add(row);
        }
        catch (BusinessRuleException)
        {
            return rows;
        }

        return rows;
    }

    private async Task<List<SheetRow>> FirstRowsAsync(SheetFile file, SheetReading reading, int most, CancellationToken ct)
    {
        file.Rewind();
        using var csv = new CsvReader(file.Content, reading, limits);
        var rows = new List<SheetRow>();
        while (rows.Count < most && await csv.NextAsync(ct) is { } row)
            rows.Add(row);
        return rows;
    }

    private SheetLook LookIntoWorkbook(SheetFile file, SheetReading? chosen, CancellationToken ct)
    {
        using var book = Guarded(() => new Workbook(file.Content, limits));
        var sheet = book.Sheets.FirstOrDefault(s => string.Equals(s, chosen?.Sheet, StringComparison.OrdinalIgnoreCase)) ?? book.Sheets[0];
        var scan = Guarded(() => book.Scan(sheet, ct));
        using var rows = Guarded(() => book.Rows(sheet, scan.Merged));
        var first = new List<SheetRow>();
        while (first.Count < RowsToGuess && Guarded(rows.Next, () => rows.Row) is { } row)
            first.Add(row);

        var reading = Guessed(new SheetReading { Kind = SheetKind.Excel, Sheet = sheet }, chosen, first);
        return Look(reading, first, scan.Rows) with { Sheets = book.Sheets };
    }

    private static SheetReading Guessed(SheetReading reading, SheetReading? chosen, IReadOnlyList<SheetRow> first) => reading with
    {
        HeadingRow = chosen?.HeadingRow ?? SheetGuess.HeadingRow(first),
        DecimalSign = chosen?.DecimalSign ?? SheetGuess.DecimalSign(first, reading.Kind == SheetKind.Csv ? reading.Separator : ','),
        DateOrder = chosen?.DateOrder ?? SheetGuess.DateOrder(first),
    };

    private static SheetLook Look(SheetReading reading, List<SheetRow> first, long rows)
    {
        if (first.Count == 0)
            throw SheetProblems.Empty();

        var headings = first.Find(r => r.Number == reading.HeadingRow) ?? throw SheetProblems.NoHeadings(reading.HeadingRow);
        var below = first.Where(r => r.Number > reading.HeadingRow).Take(RowsToSee).Select(r => Even(r, headings.Cells.Count));
        return new SheetLook(reading, [.. headings.Cells.Select(c => Text.Tidy(c.Text))], [.. below]) { Rows = Math.Max(0, rows - reading.HeadingRow) };
    }

    private async IAsyncEnumerable<SheetRow> TextRowsAsync(SheetFile file, SheetReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        var encoding = TextEncodings.OfMark(file.Head) ?? reading.Encoding;
        using var csv = new CsvReader(file.Content, reading with { Encoding = encoding }, limits);
        while (await csv.NextAsync(ct) is { } row)
            yield return row;
    }

    private async IAsyncEnumerable<SheetRow> WorkbookRowsAsync(SheetFile file, SheetReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield(); // unpacking is work, not waiting: whoever asks gets their thread back first
        using var book = Guarded(() => new Workbook(file.Content, limits));
        var merged = Guarded(() => book.Scan(reading.Sheet, ct).Merged);
        using var rows = Guarded(() => book.Rows(reading.Sheet, merged));
        while (Guarded(rows.Next, () => rows.Row) is { } row)
        {
            ct.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static T Guarded<T>(Func<T> step, Func<int>? row = null)
    {
        try
        {
            return step();
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw SheetProblems.Damaged(row?.Invoke() ?? 0);
        }
    }

    // what the zip and XML readers raise when a file is not what it says
    private static bool IsDamage(Exception fault) =>
        fault is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException or FormatException or OverflowException or ArgumentException or CellTooLongException or IndexOutOfRangeException;
}
