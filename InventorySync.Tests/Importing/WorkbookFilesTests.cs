using System.IO.Compression;
using System.Text;
using InventorySync.Domain.Importing;

namespace InventorySync.Tests.Importing;

public sealed class WorkbookFilesTests
{
    private const string Dates = """<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\-mmm\-yy;@"/><numFmt numFmtId="171" formatCode="#,##0.00\ &quot;dsmy&quot;"/><numFmt numFmtId="172" formatCode="[h]:mm"/><numFmt numFmtId="173" formatCode="[Red]0.00%"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="22"/></cellXfs></styleSheet>""";

    [Fact]
    public async Task Sparse_rows_and_cells_keep_their_places()
    {
        var file = Sheets.Workbook(Sheets.Heading("a", "b", "c", "d") + """<row r="5"><c r="D5"><v>4</v></c></row><row><c><v>1</v></c><c r="C6"><v>3</v></c></row><row r="9"/>""");

        var rows = await Sheets.ReadAsync(file);

        Assert.Equal([5, 6], rows.Select(r => r.Number));
        Assert.Equal([["", "", "", "4"], ["1", "", "3", ""]], rows.Select(r => r.Texts()));
    }

    [Fact]
    public async Task Texts_come_whole_without_what_is_only_to_be_read_aloud()
    {
        var shared = """<si><t>Plain</t></si><si><r><rPr><b/></rPr><t>Ri</t></r><r><t xml:space="preserve">ch text</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si><t>two_x000D_&#10;lines _x005F_x0041_</t></si><si/>""";
        var file = Sheets.Workbook(Sheets.Heading("a", "b", "c", "d", "e", "f") + """<row r="2"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>""", shared);

        var row = (await Sheets.ReadAsync(file)).Single();

        Assert.Equal(["Plain", "Rich text", "東京", "two\r\nlines _x0041_", "", "inline"], row.Texts());
    }

    [Fact]
    public async Task Numbers_come_as_the_screen_shows_them_and_dates_by_their_format()
    {
        var file = Sheets.Workbook(Sheets.Heading("a", "b", "c", "d", "e", "f", "g", "h", "i") + """<row r="2"><c><v>0.30000000000000004</v></c><c><v>5.9012341234569998E+12</v></c><c s="1"><v>46347</v></c><c s="2"><v>46347.75</v></c><c s="3"><v>46347</v></c><c s="4"><v>1.5</v></c><c s="5"><v>0.07</v></c><c s="6"><v>0.5</v></c><c t="d"><v>2026-11-21T10:00:00</v></c></row>""", styles: Dates);

        var row = (await Sheets.ReadAsync(file)).Single();

        Assert.Equal(["0.3", "5901234123457", "2026-11-21", "2026-11-21 18:00:00", "46347", "1.5", "7%", "12:00:00", "2026-11-21 10:00:00"], row.Texts());
        Assert.Equal([CellKind.Number, CellKind.Number, CellKind.Date, CellKind.Date, CellKind.Number, CellKind.Number, CellKind.Number, CellKind.Text, CellKind.Date], row.Cells.Select(c => c.Kind));
    }

    [Theory]
    [InlineData("", "1", "1900-01-01")]
    [InlineData("", "59", "1900-02-28")]
    [InlineData("", "61", "1900-03-01")]
    [InlineData("<workbookPr date1904=\"1\"/>", "44885", "2026-11-21")]
    [InlineData("<workbookPr date1904=\"0\"/>", "46347", "2026-11-21")]
    public async Task Days_are_counted_from_1900_or_1904_as_the_workbook_says(string setting, string days, string day)
    {
        var file = Sheets.Workbook(Sheets.Heading("day") + $"<row r=\"2\"><c s=\"1\"><v>{days}</v></c></row>", styles: Dates, book: setting + """<sheets><sheet name="First" sheetId="1" r:id="r1"/></sheets>""");

        Assert.Equal(day, (await Sheets.ReadAsync(file)).Single().Cells[0].Text);
    }

    [Fact]
    public async Task Formulas_come_with_their_results_and_those_without_are_named()
    {
        var file = Sheets.Workbook(Sheets.Heading("a", "b", "c", "d", "e") + """<row r="2"><c><f>1+1</f><v>2</v></c><c><f>A2*2</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c t="str"><f>""</f><v></v></c></row>""");

        var row = (await Sheets.ReadAsync(file)).Single();

        Assert.Equal([new("2", CellKind.Number), new("=A2*2", CellKind.Error), new("#DIV/0!", CellKind.Error), new("true", CellKind.YesNo), default], row.Cells);
    }

    [Theory]
    [InlineData("""<sheets><sheet name="First" sheetId="1" state="hidden" r:id="r1"/><sheet name="Second" sheetId="2" r:id="r2"/></sheets>""", "Second")]
    [InlineData("""<sheets><sheet name="First" sheetId="1" state="veryHidden" r:id="r1"/></sheets>""", "First")]
    [InlineData("""<sheets><sheet name="First" sheetId="1" r:id="r1"/><sheet name="Second" sheetId="2" r:id="r2"/></sheets>""", "First,Second")]
    public async Task Hidden_sheets_are_offered_only_where_there_are_no_others(string book, string offered)
    {
        var look = await Sheets.LookAsync(Sheets.Workbook(Sheets.Heading("a"), book: book));

        Assert.Equal(offered.Split(','), look.Sheets);
        Assert.Equal(look.Sheets[0], look.Reading.Sheet);
    }

    [Fact]
    public async Task A_sheet_that_is_gone_is_refused()
    {
        var file = Sheets.Workbook(Sheets.Heading("a"));

        var refused = await Assert.ThrowsAsync<InventorySync.Domain.Common.BusinessRuleException>(() => Sheets.ReadAsync(file, new SheetReading { Kind = SheetKind.Excel, Sheet = "Gone" }));

        Assert.Equal("The workbook has no sheet “Gone”. Choose another one.", refused.Message);
    }

    [Fact]
    public async Task What_is_merged_over_rows_counts_for_each_of_them()
    {
        var file = Sheets.Workbook(
            Sheets.Heading("a", "b") + """<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row>""",
            after: """<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>""");

        Assert.Equal([["7", "1"], ["7", "2"], ["", "3"]], (await Sheets.ReadAsync(file)).Select(r => r.Texts()));
    }

    [Fact]
    public async Task Limits_hold()
    {
        var limits = new SheetSettings { MostRows = 3, MostColumns = 3, LongestCell = 100 };

        Assert.StartsWith("The file has more than 3 rows.", await Refused("""<row r="4"><c><v>1</v></c></row>"""), StringComparison.Ordinal);
        Assert.StartsWith("Row 2 has more than 3 columns.", await Refused("""<row r="2"><c r="D2"><v>1</v></c></row>"""), StringComparison.Ordinal);
        Assert.StartsWith("Row 2, column B: the cell has more than 100 characters.", await Refused($"""<row r="2"><c r="B2" t="inlineStr"><is><t>{new string('x', 101)}</t></is></c></row>"""), StringComparison.Ordinal);
        Assert.StartsWith("Row 2, column A: the cell has more than 100 characters.", await Refused($"""<row r="2"><c r="A2" t="str"><v>{new string('x', 5000)}</v></c></row>"""), StringComparison.Ordinal);

        async Task<string> Refused(string rows) => (await Sheets.RefusalAsync(Sheets.Workbook(Sheets.Heading("a") + rows), limits)).Message;
    }

    // a workbook of 200 kB that becomes 200 MB
    [Fact]
    public async Task A_zip_bomb_is_stopped_while_it_is_unpacked()
    {
        var bomb = Sheets.Workbook(Sheets.Heading("a") + string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 2_000_000)));
        Assert.True(bomb.Length < 1_000_000);

        var refused = await Sheets.RefusalAsync(bomb, new SheetSettings { LargestRatio = 50 });

        Assert.StartsWith("This workbook becomes far larger when it is unpacked than a workbook should", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_type_is_refused()
    {
        var file = Sheets.Package([("xl/workbook.xml", """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>""")]);

        Assert.StartsWith("The workbook is damaged", (await Sheets.RefusalAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_told_with_its_row()
    {
        var refused = await Sheets.RefusalAsync(Sheets.Workbook(Sheets.Heading("a") + """<row r="2"><c><v>1</v></c></row><row r="3"><c><v>x</v></c></row>"""));

        Assert.Equal("The workbook is damaged near row 3. Open it in your spreadsheet program, and save it again.", refused.Message);
    }

    [Fact]
    public async Task Many_shared_texts_wait_on_the_disk_and_come_back_as_they_were()
    {
        const int many = 120_000;
        var shared = string.Concat(Enumerable.Range(0, many).Select(i => $"<si><t>Größe {i} {new string('x', i % 90)}</t></si>"));
        var rows = string.Concat(Enumerable.Range(0, many).Select(i => $"<row><c t=\"s\"><v>{i}</v></c><c t=\"s\"><v>{many - 1 - i}</v></c></row>"));

        var read = await Sheets.ReadAsync(Sheets.Workbook(Sheets.Heading("a", "b") + rows, shared));

        Assert.Equal(many, read.Count);
        Assert.All(read.Select((row, i) => (row, i)).Where(r => r.i % 997 == 0), r =>
        {
            Assert.Equal($"Größe {r.i} {new string('x', r.i % 90)}", r.row.Cells[0].Text);
            Assert.Equal($"Größe {many - 1 - r.i} {new string('x', (many - 1 - r.i) % 90)}", r.row.Cells[1].Text);
        });
    }

    [Theory]
    [InlineData("xl/workbook.bin", "This file is of the kind Excel (.xlsb), which cannot be read here.")]
    [InlineData("Index/Document.iwa", "This file is of the kind Numbers (.numbers), which cannot be read here.")]
    [InlineData("word/document.xml", "This file is of the kind Word (.docx), which cannot be read here.")]
    [InlineData("photo.jpg", "This file is packed.")]
    public async Task Other_packages_are_named(string part, string named) =>
        Assert.StartsWith(named, (await Sheets.RefusalAsync(Sheets.Package([(part, "x")]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("%PDF-1.7 x", "This file is of the kind PDF, which")]
    [InlineData("{\\rtf1", "This file is of the kind RTF, which")]
    [InlineData("{\"products\": []}", "This file is of the kind JSON, which")]
    [InlineData("[ {\"sku\": 1}]", "This file is of the kind JSON, which")]
    [InlineData("<html><table>", "This file is of the kind HTML, which")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?>", "This file is of the kind XML, which")]
    public async Task Other_files_are_named_whatever_they_are_called(string text, string named) =>
        Assert.StartsWith(named, (await Sheets.RefusalAsync(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_workbook_with_a_password_is_named()
    {
        byte[] file = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[300]];

        Assert.Equal("This workbook is protected by a password. Open it in your spreadsheet program, save it without the password, and choose that file.", (await Sheets.RefusalAsync(file)).Message);
    }
}
