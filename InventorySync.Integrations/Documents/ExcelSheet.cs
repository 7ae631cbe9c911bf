using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>An Excel workbook, one sheet after the other, written straight into its zip: a million rows need no more memory than one.</summary>
public sealed class ExcelSheet : ISheetWriter, IDisposable
{
    public const int MostRows = 1_048_575;

    private const int LongestText = 32_767;

    // beyond fifteen digits Excel rounds: such numbers are kept as text
    private const decimal LargestExact = 999_999_999_999_999m;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Spill _spill;
    private readonly ZipArchive _zip;
    private readonly List<(string Name, string Range)> _sheets = [];
    private readonly StringBuilder _row = new();
    private string _name = "";
    private IReadOnlyList<SheetColumn> _columns = [];
    private string[] _letters = [];
    private StreamWriter? _sheet;
    private int _rows;

    private ExcelSheet(Stream target)
    {
        _spill = new Spill(target);
        _zip = new ZipArchive(_spill, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, xml) in ExcelParts.BeforeTheSheets)
            Put(path, xml);
    }

    public static async Task<ExcelSheet> StartAsync(Stream target, string name, IReadOnlyList<SheetColumn> columns, CancellationToken ct = default)
    {
        var sheet = new ExcelSheet(target);
        await sheet.BeginAsync(name, columns, ct);
        return sheet;
    }

    /// <summary>The sheet at hand is done; what is written from now on stands in another one.</summary>
    public async Task NextSheetAsync(string name, IReadOnlyList<SheetColumn> columns, CancellationToken ct = default)
    {
        EndSheet();
        await BeginAsync(name, columns, ct);
    }

    public ValueTask WriteAsync(IReadOnlyList<object?> values, CancellationToken ct = default) => WriteRowAsync(values, heading: false, ct);

    public async Task FinishAsync(CancellationToken ct = default)
    {
        EndSheet();
        Put(ExcelParts.WorkbookPath, ExcelParts.Workbook(_sheets));
        Put(ExcelParts.RelationsPath, ExcelParts.Relations(_sheets.Count));
        _zip.Dispose();
        await _spill.DrainAsync(ct);
    }

    /// <summary>What was not finished is given up: nothing more is sent.</summary>
    public void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
        _spill.Dispose();
    }

    private async Task BeginAsync(string name, IReadOnlyList<SheetColumn> columns, CancellationToken ct)
    {
        _name = ExcelParts.SheetName(name);
        _columns = columns;
        _letters = [.. Enumerable.Range(0, columns.Count).Select(ExcelParts.ColumnLetters)];
        _rows = 0;
        _sheet = new StreamWriter(Open(ExcelParts.SheetPath(_sheets.Count + 1)), Utf8, bufferSize: 1 << 16);
        _sheet.Write(ExcelParts.SheetStart(columns, first: _sheets.Count == 0));
        await WriteRowAsync(columns.Select(c => (object?)c.Heading), heading: true, ct);
    }

    private void EndSheet()
    {
        _sheet!.Write(ExcelParts.SheetEnd(Range(""), _columns));
        _sheet.Dispose();
        _sheet = null;
        _sheets.Add((_name, Range("$")));
    }

    private string Range(string fix) => string.Create(CultureInfo.InvariantCulture, $"{fix}A{fix}1:{fix}{_letters[^1]}{fix}{_rows}");

    private ValueTask WriteRowAsync(IEnumerable<object?> values, bool heading, CancellationToken ct)
    {
        if (_rows > MostRows)
            throw new InvalidOperationException($"An Excel sheet holds at most {MostRows} rows.");

        _rows++;
        _row.Clear().Append(CultureInfo.InvariantCulture, $"<row r=\"{_rows}\">");
        var column = 0;
        foreach (var value in values)
        {
            AppendCell(column, value, heading ? ExcelParts.HeadingStyle : ExcelParts.StyleOf(_columns[column].Format));
            column++;
        }

        _sheet!.Write(_row.Append("</row>"));
        return _spill.DrainWhenFullAsync(ct);
    }

    private void AppendCell(int column, object? value, int style)
    {
        if (value is null or "")
            return;

        _row.Append(CultureInfo.InvariantCulture, $"<c r=\"{_letters[column]}{_rows}\"");
        if (style > 0)
            _row.Append(CultureInfo.InvariantCulture, $" s=\"{style}\"");
        if (value is bool yes)
            _row.Append(" t=\"b\"><v>").Append(yes ? '1' : '0').Append("</v></c>");
        else if (NumberOf(value) is { } number)
            _row.Append("><v>").Append(number).Append("</v></c>");
        else
            AppendText(value.ToString() ?? "");
    }

    private void AppendText(string text)
    {
        _row.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        ExcelParts.AppendEscaped(_row, text.Length > LongestText ? text.AsSpan(0, LongestText) : text);
        _row.Append("</t></is></c>");
    }

    private static string? NumberOf(object value) => value switch
    {
        DateTime at => at.ToOADate().ToString("R", CultureInfo.InvariantCulture),
        DateOnly day => day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString("R", CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null,
        decimal or long or int or short or byte =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture) is >= -LargestExact and <= LargestExact and var number ? number.ToString(CultureInfo.InvariantCulture) : null,
        _ => null,
    };

    private void Put(string path, string xml)
    {
        using var part = Open(path);
        part.Write(Utf8.GetBytes(ExcelParts.Declaration + xml));
    }

    private Stream Open(string path) => _zip.CreateEntry(path, CompressionLevel.Fastest).Open();
}
