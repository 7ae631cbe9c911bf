using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>An Excel workbook with one sheet, written straight into its zip: a million rows need no more memory than one.</summary>
public sealed class ExcelSheet : ISheetWriter, IDisposable
{
    public const int MostRows = 1_048_575;

    private const int LongestText = 32_767;

    // beyond fifteen digits Excel rounds: such numbers are kept as text
    private const decimal LargestExact = 999_999_999_999_999m;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Spill _spill;
    private readonly ZipArchive _zip;
    private readonly string _name;
    private readonly IReadOnlyList<SheetColumn> _columns;
    private readonly string[] _letters;
    private readonly StringBuilder _row = new();
    private readonly StreamWriter _sheet;
    private int _rows;

    private ExcelSheet(Stream target, string name, IReadOnlyList<SheetColumn> columns)
    {
        _spill = new Spill(target);
        _zip = new ZipArchive(_spill, ZipArchiveMode.Create, leaveOpen: true);
        _name = ExcelParts.SheetName(name);
        _columns = columns;
        _letters = [.. Enumerable.Range(0, columns.Count).Select(ExcelParts.ColumnLetters)];
        foreach (var (path, xml) in ExcelParts.BeforeTheSheet)
            Put(path, xml);
        _sheet = new StreamWriter(Open(ExcelParts.SheetPath), Utf8, bufferSize: 1 << 16);
        _sheet.Write(ExcelParts.SheetStart(columns));
    }

    public static async Task<ExcelSheet> StartAsync(Stream target, string name, IReadOnlyList<SheetColumn> columns, CancellationToken ct = default)
    {
        var sheet = new ExcelSheet(target, name, columns);
        await sheet.WriteRowAsync(columns.Select(c => (object?)c.Heading), heading: true, ct);
        return sheet;
    }

    public ValueTask WriteAsync(IReadOnlyList<object?> values, CancellationToken ct = default) => WriteRowAsync(values, heading: false, ct);

    public async Task FinishAsync(CancellationToken ct = default)
    {
        _sheet.Write(ExcelParts.SheetEnd(Range("")));
        _sheet.Dispose();
        Put(ExcelParts.WorkbookPath, ExcelParts.Workbook(_name, Range("$")));
        _zip.Dispose();
        await _spill.DrainAsync(ct);
    }

    /// <summary>What was not finished is given up: nothing more is sent.</summary>
    public void Dispose()
    {
        _sheet.Dispose();
        _zip.Dispose();
        _spill.Dispose();
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

        _sheet.Write(_row.Append("</row>"));
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
