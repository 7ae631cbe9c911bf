using System.Globalization;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using InventorySync.Integrations.Documents;

namespace InventorySync.Tests.Documents;

[Collection(MeasuresMemory.Name)]
public sealed class SheetTests
{
    private static readonly SheetColumn[] Columns =
    [
        new("Näme, \"quoted\""), new("Stück", SheetFormat.Whole), new("Preis", SheetFormat.Money), new("Tag", SheetFormat.Date),
        new("At", SheetFormat.Instant), new("Active", SheetFormat.YesNo),
    ];

    private static readonly object?[][] Rows =
    [
        ["Plain", 12, 1234.5m, new DateOnly(2026, 3, 2), new DateTime(2026, 3, 2, 10, 30, 0), true],
        ["Comma, \"quote\"\r\nand line", -3, -0.005m, null, null, false],
        ["=HYPERLINK(\"http://evil.example\")", 0, 0m, null, null, null],
        ["Crème <brûlée> & 貨 😀", long.MaxValue, 79228162514264337593543950335m, null, null, null],
        ["_x0041_ \u0001\uD800 tail ", 1, 1m, null, null, null],
        [null, null, null, null, null, null],
    ];

    [Fact]
    public async Task Csv_is_read_back_by_another_reader_just_as_it_was()
    {
        var rows = await CsvRowsAsync(byteOrderMark: true);

        Assert.Equal(["Näme, \"quoted\"", "Stück", "Preis", "Tag", "At", "Active"], rows[0]);
        Assert.Equal(["Plain", "12", "1234.5", "2026-03-02", "2026-03-02 10:30:00", "true"], rows[1]);
        Assert.Equal(["Comma, \"quote\"\r\nand line", "-3", "-0.005", "", "", "false"], rows[2]);
        Assert.Equal("Crème <brûlée> & 貨 😀", rows[4][0]);
        Assert.Equal(["9223372036854775807", "79228162514264337593543950335"], rows[4][1..3]);
        Assert.Equal(7, rows.Count);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    [InlineData("ar-SA")]
    public async Task Csv_is_the_same_file_in_every_country(string culture)
    {
        var expected = await CsvAsync(byteOrderMark: false);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal(expected, await CsvAsync(byteOrderMark: false));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task The_mark_for_excel_stands_at_the_start_only_when_asked_for(bool asked, bool there) =>
        Assert.Equal(there, (await CsvAsync(asked)).AsSpan().StartsWith(Encoding.UTF8.Preamble));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30 1234")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public async Task Text_that_looks_like_a_formula_reaches_no_spreadsheet_as_one(string text)
    {
        using var file = new MemoryStream();
        await using (var sheet = await CsvSheet.StartAsync(file, [new SheetColumn("Text"), new SheetColumn("Figure", SheetFormat.Number)], byteOrderMark: false))
        {
            await sheet.WriteAsync([text, -5m]);
            await sheet.FinishAsync();
        }

        var row = Read(file.ToArray())[1];
        Assert.Equal(("'" + text, "-5"), (row[0], row[1]));
    }

    [Fact]
    public async Task A_workbook_keeps_to_the_rules_of_the_format()
    {
        using var file = new MemoryStream(await ExcelAsync("Locations: [all] of 'Main' & more than thirty-one letters"));
        using var document = SpreadsheetDocument.Open(file, isEditable: false);

        var faults = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document);

        Assert.Equal([], faults.Select(f => $"{f.Part?.Uri} {f.Path?.XPath}: {f.Description}"));
        var name = document.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single().Name!.Value!;
        Assert.Equal("Locations all of 'Main' & more", name);
    }

    [Fact]
    public async Task A_workbook_is_read_back_by_another_reader_with_its_kinds_of_values()
    {
        using var reader = await ReaderAsync();

        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, Columns.Length).Select(i => i < reader.FieldCount ? reader.GetValue(i) : null)]);

        Assert.Equal("Näme, \"quoted\"", rows[0][0]);
        Assert.Equal(["Plain", 12.0, 1234.5, new DateTime(2026, 3, 2), new DateTime(2026, 3, 2, 10, 30, 0), true], rows[1]);
        Assert.Equal("=HYPERLINK(\"http://evil.example\")", rows[3][0]);
        Assert.Equal(["Crème <brûlée> & 貨 😀", "9223372036854775807", "79228162514264337593543950335"], rows[4][..3]);
        Assert.Equal("_x0041_  tail ", Assert.IsType<string>(rows[5][0]).Replace("_x005F_x0041_", "_x0041_"));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_pass_through_without_staying_in_memory()
    {
        var target = new CountingStream();
        using (var sheet = await ExcelSheet.StartAsync(target, "Many", Columns))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < 100_000; i++)
                await sheet.WriteAsync(Rows[0]);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);
            await sheet.FinishAsync();
        }

        Assert.True(target.Written > 1 << 20);
    }

    private static async Task<byte[]> ExcelAsync(string name)
    {
        using var file = new MemoryStream();
        using (var sheet = await ExcelSheet.StartAsync(file, name, Columns))
        {
            foreach (var row in Rows)
                await sheet.WriteAsync(row);
            await sheet.FinishAsync();
        }

        return file.ToArray();
    }

    private static async Task<IExcelDataReader> ReaderAsync()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return ExcelReaderFactory.CreateReader(new MemoryStream(await ExcelAsync("Locations")));
    }

    private static async Task<byte[]> CsvAsync(bool byteOrderMark)
    {
        using var file = new MemoryStream();
        await using (var sheet = await CsvSheet.StartAsync(file, Columns, byteOrderMark))
        {
            foreach (var row in Rows)
                await sheet.WriteAsync(row);
            await sheet.FinishAsync();
        }

        return file.ToArray();
    }

    private static async Task<List<string[]>> CsvRowsAsync(bool byteOrderMark) => Read(await CsvAsync(byteOrderMark));

    private static List<string[]> Read(byte[] csv)
    {
        using var parser = new CsvParser(new StreamReader(new MemoryStream(csv)), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record!);
        return rows;
    }

    /// <summary>Takes what is written as a server's response does: only asynchronously, and never back.</summary>
    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Written synchronously.");

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
