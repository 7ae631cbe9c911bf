using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Documents;

namespace InventorySync.Tests.Importing;

/// <summary>What our writers write, our readers read: whatever stands in the cells.</summary>
public sealed class SheetRoundTripTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261121, 7);

    private static readonly SheetColumn[] Columns = [new("Text"), new("Figure", SheetFormat.Number), new("Day", SheetFormat.Date), new("At", SheetFormat.Instant), new("Yes", SheetFormat.YesNo)];

    [Fact]
    public void A_csv_is_read_back_as_it_was_written() => Prop.ForAll(Tables(), table => Same(table, Through(ThroughCsvAsync, table), carriageReturns: true)).Check(Runs);

    [Fact]
    public void A_workbook_is_read_back_as_it_was_written() => Prop.ForAll(Tables(), table => Same(table, Through(ThroughExcelAsync, table), carriageReturns: false)).Check(Runs);

    // FsCheck does not wait for what is asynchronous
    private static List<SheetRow> Through(Func<Line[], Task<List<SheetRow>>> file, Line[] table) => Task.Run(() => file(table)).GetAwaiter().GetResult();

    private sealed record Line(string Text, decimal Figure, DateOnly Day, DateTime At, bool Yes);

    private static Arbitrary<Line[]> Tables()
    {
        var text = Gen.OneOf(
            Gen.Elements("'", "''=x", "=1+1", "-5", "@x", "+", "\ttab", "a\nb", "a\"b", "\"", ",;|\t", " around ", "_x0041_", "_x", "ä€貨😀", "007", "1.50", "#N/A", "<&>"),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get));
        var line = from words in text.Select(Writable)
                   from whole in Gen.Choose(-999_999_999, 999_999_999)
                   from places in Gen.Choose(0, 6)
                   from day in Gen.Choose(1, 80_000)
                   from second in Gen.Choose(1, 86_399)
                   from yes in Gen.Elements(true, false)
                   select new Line(words, whole / (decimal)Math.Pow(10, places), new DateOnly(1904, 1, 1).AddDays(day), new DateTime(1950, 1, 1).AddDays(day).AddSeconds(second), yes);
        return line.ListOf().Select(l => l.ToArray()).ToArbitrary();
    }

    // a NUL is no character of a text, and a lone half of a letter none of any encoding
    private static string Writable(string text) => new([.. text.Where(c => c != '\0' && !char.IsSurrogate(c) && c < '\uFFFE'), .. text.Contains("😀", StringComparison.Ordinal) ? "😀" : ""]);

    private static async Task<List<SheetRow>> ThroughCsvAsync(Line[] table)
    {
        using var file = new MemoryStream();
        await using (var sheet = await CsvSheet.StartAsync(file, Columns, byteOrderMark: true))
            await WriteAsync(sheet, table);
        return await Sheets.ReadAsync(file.ToArray(), new SheetReading());
    }

    private static async Task<List<SheetRow>> ThroughExcelAsync(Line[] table)
    {
        using var file = new MemoryStream();
        using (var sheet = await ExcelSheet.StartAsync(file, "Lines", Columns))
            await WriteAsync(sheet, table);
        return await Sheets.ReadAsync(file.ToArray(), new SheetReading { Kind = SheetKind.Excel });
    }

    private static async Task WriteAsync(ISheetWriter sheet, Line[] table)
    {
        foreach (var line in table)
            await sheet.WriteAsync([line.Text, line.Figure, line.Day, line.At, line.Yes]);
        await sheet.FinishAsync();
    }

    private static bool Same(Line[] written, List<SheetRow> read, bool carriageReturns)
    {
        var cells = new CellReading(new SheetReading());
        Assert.Equal(written.Length, read.Count);
        foreach (var (line, row) in written.Zip(read))
        {
            Assert.Equal(carriageReturns ? line.Text : Kept(line.Text), row.Cells[0].Text);
            Assert.Equal(line.Figure, cells.Number(row.Cells[1]).Value);
            Assert.Equal(line.Day, cells.Date(row.Cells[2]).Value);
            Assert.Equal(new DateTimeOffset(line.At, TimeSpan.Zero), cells.Instant(row.Cells[3], TimeZoneInfo.Utc).Value);
            Assert.Equal(line.Yes, cells.YesNo(row.Cells[4]).Value);
        }

        return true;
    }

    // control characters cannot stand in a workbook
    private static string Kept(string text) => new([.. text.Where(c => c is '\t' or '\n' or >= ' ')]);
}
