using InventorySync.Domain.Importing;

namespace InventorySync.Tests.Importing;

/// <summary>Files that another program wrote.</summary>
public sealed class SampleFilesTests
{
    private static readonly string[] Headings = ["SKU", "Name", "Barcode", "Preis", "Rabatt", "Seit", "Geändert", "Aktiv", "Menge", "Wert", "Notiz"];

    [Fact]
    public async Task A_workbook_of_libreoffice_is_read_as_one_sees_it()
    {
        var file = await File.ReadAllBytesAsync(Sheets.Sample("goods.xlsx"));

        var look = await Sheets.LookAsync(file);
        var rows = await Sheets.ReadAsync(file);

        Assert.Equal(["Artikel", "Anmerkungen"], look.Sheets);
        Assert.Equal(Headings, look.Headings);
        Assert.Equal([2, 3, 7, 8], rows.Select(r => r.Number));
        Assert.Equal(["A-001", "Schreibtischlampe „Größe L“", "0012345678905", "1234.5", "12.5%", "2026-11-21", "2026-11-21 14:30:00", "true", "12", "14814", "Erste Zeile\nzweite; Zeile"], rows[0].Texts());
        Assert.Equal(["A-002", "Kabel, 3 m", "5901234123457", "0.99", "0%", "1999-12-31", "2026-03-29 02:30:00", "false", "-3", "-2.97", "Zoll: 15\" Bildschirm"], rows[1].Texts());
        Assert.Equal(["007", "Tasse blau", "", "1.234,50 €", "12,5 %", "21.11.2026", "", "ja", "3", "#DIV/0!", "#N/A"], rows[2].Texts());
        Assert.Equal([CellKind.Error, CellKind.Error], rows[2].Cells.Skip(9).Select(c => c.Kind));
        Assert.Equal(["A-003", "Teller groß & rund", "1234567890123460000", "19.999", "100%", "1950-01-15", "", "", "0.1", "0.3", "=SUMME(A1)"], rows[3].Texts());
        Assert.NotNull(new CellReading(look.Reading).Code(rows[3].Cells[2], 40).Problem);
    }

    [Theory]
    [InlineData("goods-semicolon-utf8.csv", "utf-8", ';')]
    [InlineData("goods-semicolon-windows-1252.csv", "windows-1252", ';')]
    [InlineData("goods-tab-utf16.csv", "utf-16", '\t')]
    public async Task A_german_csv_of_libreoffice_says_the_same_as_its_workbook(string name, string encoding, char separator)
    {
        var file = await File.ReadAllBytesAsync(Sheets.Sample(name));

        var look = await Sheets.LookAsync(file);
        var rows = await Sheets.ReadAsync(file);
        var cells = new CellReading(look.Reading);

        Assert.Equal((encoding, separator, ','), (look.Reading.Encoding, look.Reading.Separator, look.Reading.DecimalSign));
        Assert.Equal(Headings, look.Headings);
        Assert.Equal(["A-001", "Schreibtischlampe „Größe L“", "0012345678905"], rows[0].Texts()[..3]);
        Assert.Equal("Erste Zeile\nzweite; Zeile", rows[0].Cells[10].Text);
        Assert.Equal([1234.5m, 0.99m, 1234.5m, 19.999m], rows.Select(r => cells.Number(r.Cells[3]).Value));
        Assert.Equal([12.5m, 0m, 12.5m, 100m], rows.Select(r => cells.Percent(r.Cells[4]).Value));
        Assert.Equal([new(2026, 11, 21), new(1999, 12, 31), new(2026, 11, 21), new(1950, 1, 15)], rows.Select(r => cells.Date(r.Cells[5]).Value));
        Assert.Equal([true, false, true], rows.Take(3).Select(r => cells.YesNo(r.Cells[7]).Value));
        Assert.Equal(0.1m, cells.Number(rows[3].Cells[8]).Value);
        Assert.Equal("5901234123457", cells.Code(rows[1].Cells[2], 40).Value);
        Assert.StartsWith("A spreadsheet has shortened this code", cells.Code(rows[3].Cells[2], 40).Problem?.Text);
    }

    [Fact]
    public async Task Days_of_a_workbook_that_counts_from_1904_are_right()
    {
        var rows = await Sheets.ReadAsync(await File.ReadAllBytesAsync(Sheets.Sample("dates-1904.xlsx")));

        Assert.Equal([["A", "2026-11-21", "2026-11-21 06:15:30"], ["B", "1904-01-02", "1999-12-31 23:59:59"]], rows.Select(r => r.Texts()));
    }

    [Fact]
    public async Task Merged_cells_of_libreoffice_count_for_each_row()
    {
        var file = await File.ReadAllBytesAsync(Sheets.Sample("merged.xlsx"));

        Assert.Equal(3, (await Sheets.LookAsync(file)).Reading.HeadingRow);
        Assert.Equal([["Lamps", "Desk lamp", "3", "4"], ["Lamps", "Floor lamp", "1"], ["Lamps", "Wall lamp", "", "2"], ["Cups", "Blue cup", "", "9"]], (await Sheets.ReadAsync(file)).Select(r => r.Texts().Reverse().SkipWhile(t => t.Length == 0).Reverse()));
    }

    [Theory]
    [InlineData("dates.ods", "This file is of the kind OpenDocument (.ods), which cannot be read here. Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.")]
    [InlineData("dates.xls", "This file is of the kind Excel 97–2003 (.xls), which cannot be read here. Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.")]
    [InlineData("dates.pdf", "This file is of the kind PDF, which cannot be read here. Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.")]
    [InlineData("dates.html", "This file is of the kind HTML, which cannot be read here. Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.")]
    public async Task Other_formats_are_named_with_the_remedy(string name, string told) =>
        Assert.Equal(told, (await Sheets.RefusalAsync(await File.ReadAllBytesAsync(Sheets.Sample(name)))).Message);
}
