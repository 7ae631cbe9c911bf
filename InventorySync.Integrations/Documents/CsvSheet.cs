using System.Globalization;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>Comma-separated values as RFC 4180 has them, in UTF-8, with figures and dates that read the same in every country.</summary>
public sealed class CsvSheet : ISheetWriter, IAsyncDisposable
{
    private readonly StreamWriter _writer;
    private readonly IReadOnlyList<SheetColumn> _columns;

    private CsvSheet(StreamWriter writer, IReadOnlyList<SheetColumn> columns)
    {
        _writer = writer;
        _columns = columns;
    }

    /// <summary>The mark at the start tells Excel that the file is UTF-8; other programs want it left out.</summary>
    public static async Task<CsvSheet> StartAsync(Stream target, IReadOnlyList<SheetColumn> columns, bool byteOrderMark)
    {
        var sheet = new CsvSheet(new StreamWriter(target, new UTF8Encoding(byteOrderMark), bufferSize: 1 << 16, leaveOpen: true), columns);
        await sheet.WriteLineAsync(columns.Select(c => Quoted(Harmless(c.Heading))));
        return sheet;
    }

    public ValueTask WriteAsync(IReadOnlyList<object?> values, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        return WriteLineAsync(values.Select((value, i) => Quoted(TextOf(value, _columns[i].Format))));
    }

    public Task FinishAsync(CancellationToken ct = default) => _writer.FlushAsync(ct);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async ValueTask WriteLineAsync(IEnumerable<string> cells)
    {
        await _writer.WriteAsync(string.Join(',', cells));
        await _writer.WriteAsync("\r\n");
    }

    private static string TextOf(object? value, SheetFormat format) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString(format == SheetFormat.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        string text => Harmless(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Harmless(value.ToString() ?? ""),
    };

    // A spreadsheet runs text that starts like a formula; the apostrophe makes it text again.
    private static string Harmless(string text) => StartsLikeFormula(text) ? "'" + text : text;

    /// <summary>Whether the apostrophe in front is not of the text itself.</summary>
    internal static bool IsMadeHarmless(ReadOnlySpan<char> text) => text.Length > 1 && text[0] == '\'' && StartsLikeFormula(text[1..]);

    // with apostrophes of its own in front too, so that what is read back is what was written
    private static bool StartsLikeFormula(ReadOnlySpan<char> text) => text.TrimStart('\'') is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 && !cell.StartsWith(' ') && !cell.EndsWith(' ') ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
