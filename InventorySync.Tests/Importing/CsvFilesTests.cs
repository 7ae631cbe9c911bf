using System.Text;
using InventorySync.Domain.Importing;

namespace InventorySync.Tests.Importing;

public sealed class CsvFilesTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_separator_is_found_by_itself(char separator)
    {
        var look = await Sheets.LookAsync($"SKU{separator}Name{separator}Price\r\nA1{separator}\"One{separator} two\"{separator}3\r\nA2{separator}Cup{separator}4\r\n");

        Assert.Equal(separator, look.Reading.Separator);
        Assert.Equal(["SKU", "Name", "Price"], look.Headings);
        Assert.Equal(["A1", $"One{separator} two", "3"], look.FirstRows[0].Texts());
    }

    [Fact]
    public async Task Decimal_commas_are_not_taken_for_separators()
    {
        var look = await Sheets.LookAsync("Name;Price\nCup;1,50\nPlate;12,00\nBowl, blue;3,25\n");

        Assert.Equal((';', ','), (look.Reading.Separator, look.Reading.DecimalSign));
    }

    [Theory]
    [InlineData("a,b\n\"1,50\",x\n\"2,25\",y", ',')]
    [InlineData("a,b\n1.50,x\n2.25,y", '.')]
    [InlineData("a;b\n1.250;x\n2.500;y", ',')]
    [InlineData("a;b\n1.250.000;x", ',')]
    [InlineData("a;b\n1.250,5;x", ',')]
    [InlineData("a;b\n1,250.5;x", '.')]
    [InlineData("a,b\n1,2", '.')]
    public async Task The_decimal_sign_is_found_by_what_can_be_meant_in_one_way_only(string csv, char sign) =>
        Assert.Equal(sign, (await Sheets.LookAsync(csv)).Reading.DecimalSign);

    [Theory]
    [InlineData("day\n03/04/2026\n25/04/2026", DateOrder.DayFirst)]
    [InlineData("day\n03/04/2026\n04/25/2026", DateOrder.MonthFirst)]
    [InlineData("day\n03/04/2026", DateOrder.DayFirst)]
    public async Task The_order_of_dates_is_found_by_a_day_beyond_the_twelfth(string csv, DateOrder order) =>
        Assert.Equal(order, (await Sheets.LookAsync(csv)).Reading.DateOrder);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public async Task The_encoding_is_found_by_itself(string name, bool mark)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        byte[] file = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Größe,Preis\r\nCafé crème – 3 €,Ångström\r\n")];

        var look = await Sheets.LookAsync(file);

        Assert.Equal(name, look.Reading.Encoding);
        Assert.Equal(["Größe", "Preis"], look.Headings);
        Assert.Equal(["Café crème – 3 €", "Ångström"], (await Sheets.ReadAsync(file)).Single().Texts());
    }

    // the first megabyte is plain, and an umlaut stands at the end: what was guessed from the start would be wrong
    [Fact]
    public async Task The_encoding_is_told_by_the_whole_file_not_by_its_start()
    {
        var file = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Name,Price\n" + string.Concat(Enumerable.Repeat("Plain cup,1\n", 100_000)) + "Müller,2\n");

        Assert.Equal("windows-1252", (await Sheets.LookAsync(file)).Reading.Encoding);
        Assert.Equal("Müller", (await Sheets.ReadAsync(file))[^1].Cells[0].Text);
    }

    [Fact]
    public async Task Letters_that_the_chosen_encoding_does_not_have_are_refused_with_their_row()
    {
        var file = Encoding.Latin1.GetBytes("Name\nCup\nMüller\n");
        var reading = (await Sheets.LookAsync(file)).Reading with { Encoding = "utf-8" };

        var refused = await Assert.ThrowsAnyAsync<InventorySync.Domain.Common.BusinessRuleException>(() => Sheets.ReadAsync(file, reading));

        Assert.Contains("utf-8 does not have", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_breaks_and_quotation_marks_stand_within_quotation_marks()
    {
        var rows = await Sheets.ReadAsync("a,b,c\r\n\"one\r\ntwo\",\"say \"\"hi\"\"\", \"blank before\" \r\n15\" screen,,\"\"\r\n");

        Assert.Equal(["one\r\ntwo", "say \"hi\"", "blank before"], rows[0].Texts());
        Assert.Equal(["15\" screen", "", ""], rows[1].Texts());
        Assert.Equal([2, 3], rows.Select(r => r.Number));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public async Task Lines_end_as_on_any_machine(string end)
    {
        var rows = await Sheets.ReadAsync($"a,b{end}1,2{end}{end}3,4");

        Assert.Equal([["1", "2"], ["3", "4"]], rows.Select(r => r.Texts()));
        Assert.Equal([2, 4], rows.Select(r => r.Number));
    }

    [Fact]
    public async Task Short_rows_are_filled_up_and_surplus_cells_stay_to_be_seen()
    {
        var rows = await Sheets.ReadAsync("a,b,c\n1\n1,2,3,,,\n1,2,3,4\n");

        Assert.Equal([["1", "", ""], ["1", "2", "3"], ["1", "2", "3", "4"]], rows.Select(r => r.Texts()));
    }

    [Fact]
    public async Task Headings_are_found_below_a_title()
    {
        var look = await Sheets.LookAsync("Stock of the main store,,\nmade on 21 November,,\n\nSKU,Name,Pieces\nA1,Cup,3\nA2,Plate,4\n");

        Assert.Equal(4, look.Reading.HeadingRow);
        Assert.Equal(["SKU", "Name", "Pieces"], look.Headings);
        Assert.Equal([5, 6], look.FirstRows.Select(r => r.Number));
    }

    [Fact]
    public async Task A_first_line_that_tells_the_separator_is_believed()
    {
        var look = await Sheets.LookAsync("sep=|\nName|Price, gross|Tax; rate\nCup, blue; small|1|2\n");

        Assert.Equal(('|', 2), (look.Reading.Separator, look.Reading.HeadingRow));
        Assert.Equal(["Name", "Price, gross", "Tax; rate"], look.Headings);
    }

    [Fact]
    public async Task What_somebody_chose_is_kept()
    {
        var chosen = new SheetReading { Separator = ';', DecimalSign = ',', DateOrder = DateOrder.MonthFirst, HeadingRow = 2, Encoding = "windows-1252" };

        Assert.Equal(chosen, (await Sheets.LookAsync("a,b\nc;d\n1.5,2.5\n", chosen)).Reading);
    }

    [Fact]
    public async Task The_number_of_rows_is_known_for_the_progress()
    {
        var look = await Sheets.LookAsync("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 5000)));

        Assert.InRange(look.Rows, 4999, 5001);
        Assert.Equal(100, look.FirstRows.Count);
    }

    [Theory]
    [InlineData("a,b\n1,\"open\n2,3\n", "Row 2, column B: a quotation mark opens a text here that is never closed. Close it, or write it twice where the mark itself is meant.")]
    [InlineData("a,b\n1,2\n\"15\" screen\",3\n", "Row 3, column A: a quotation mark stands within the text. Write it twice where the mark itself is meant.")]
    [InlineData("a,b\n1,2\n3,x\0y\n", "Row 3, column B: there are characters here that no text has. The file is damaged, or its encoding is another one than utf-8.")]
    public async Task A_fault_is_told_with_its_row_and_column(string csv, string told)
    {
        var reading = new SheetReading { HeadingRow = 1 };

        var refused = await Assert.ThrowsAsync<InventorySync.Domain.Common.BusinessRuleException>(() => Sheets.ReadAsync(csv, reading));

        Assert.Equal(told, refused.Message);
    }

    [Fact]
    public async Task Limits_hold()
    {
        var limits = new SheetSettings { MostRows = 3, MostColumns = 3, LongestCell = 100, LargestFile = 1 };

        Assert.Equal("The file has more than 3 rows. Split it into smaller ones, or raise the limit in the settings under “Files with tables”.", (await Refused("a,b\n1,2\n3,4\n5,6\n")).Message);
        Assert.StartsWith("Row 2 has more than 3 columns.", (await Refused("a,b\n1,2,3,4\n")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 2, column B: the cell has more than 100 characters.", (await Refused($"a,b\n1,{new string('x', 101)}\n")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The file is larger than 1 MB.", (await Refused(new string('x', 1_000_001))).Message, StringComparison.Ordinal);

        Task<InventorySync.Domain.Common.BusinessRuleException> Refused(string csv) => Sheets.RefusalAsync(Encoding.UTF8.GetBytes(csv), limits);
    }

    [Fact]
    public async Task An_empty_file_is_refused() =>
        Assert.Equal("The file has no rows. Choose a file with headings in its first row and rows below.", (await Sheets.RefusalAsync("\n\n ,\n".Replace(" ,", "", StringComparison.Ordinal))).Message);

    [Fact]
    public async Task A_file_that_comes_over_the_wire_is_read_without_going_back_in_it()
    {
        var content = new InventorySync.Domain.Files.RejoinedStream(Encoding.UTF8.GetBytes("a,b\n"), new MemoryStream(Encoding.UTF8.GetBytes("1,2\n")));

        var look = await new InventorySync.Integrations.Documents.SheetReader(Sheets.Usual).LookAsync(content, null);

        Assert.Equal(["1", "2"], look.FirstRows.Single().Texts());
    }
}
