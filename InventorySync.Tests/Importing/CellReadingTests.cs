using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Tests.Importing;

public sealed class CellReadingTests
{
    private static readonly CellReading Point = new(new SheetReading { DecimalSign = '.', DateOrder = DateOrder.DayFirst });
    private static readonly CellReading Comma = new(new SheetReading { DecimalSign = ',', DateOrder = DateOrder.DayFirst });
    private static readonly CellReading MonthFirst = new(new SheetReading { DateOrder = DateOrder.MonthFirst });

    [Theory]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1,234.50", "1234.5")]
    [InlineData("1 234,50", "1234.5")]
    [InlineData("1\u202f234,50", "1234.5")]
    [InlineData("1\u00a0234.50", "1234.5")]
    [InlineData("1'234.50", "1234.5")]
    [InlineData("1’234’567.5", "1234567.5")]
    [InlineData("12,34,567.89", "1234567.89")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("0,125", "0.125")]
    [InlineData("0.125", "0.125")]
    [InlineData("12,5", "12.5")]
    [InlineData("12.50", "12.5")]
    [InlineData(".5", "0.5")]
    [InlineData("€ 19,90", "19.9")]
    [InlineData("19.90€", "19.9")]
    [InlineData("$1,299.00", "1299")]
    [InlineData("US$ 12.00", "12")]
    [InlineData("EUR 5", "5")]
    [InlineData("5 chf", "5")]
    [InlineData("Fr. 12.40", "12.4")]
    [InlineData("Rs.500", "500")]
    [InlineData("KSh 1,500.00", "1500")]
    [InlineData("1500/=", "1500")]
    [InlineData("12,-", "12")]
    [InlineData("12.--", "12")]
    [InlineData("-7", "-7")]
    [InlineData("7-", "-7")]
    [InlineData("−7,5", "-7.5")]
    [InlineData("(7.50)", "-7.5")]
    [InlineData("-€ 7", "-7")]
    [InlineData("€ -7", "-7")]
    [InlineData("+7", "7")]
    [InlineData("12 %", "0.12")]
    [InlineData("12,5%", "0.125")]
    [InlineData("1.5E3", "1500")]
    [InlineData("007", "7")]
    [InlineData(" 42 ", "42")]
    public void A_number_is_read_however_it_is_written_and_whatever_the_sign_of_the_file(string text, string number)
    {
        foreach (var reading in new[] { Point, Comma })
            Assert.Equal(Of(number), Number(reading, text));
    }

    // what others did: a price of 12,50 that came out as 1250, or a thousand that came out as one
    [Theory]
    [InlineData("1.234", "1.234", "1234")]
    [InlineData("1,234", "1234", "1.234")]
    [InlineData("12,50", "12.5", "12.5")]
    [InlineData("12.50", "12.5", "12.5")]
    [InlineData("1,5", "1.5", "1.5")]
    [InlineData("19,999", "19999", "19.999")]
    [InlineData("1234,500", "1234.5", "1234.5")]
    [InlineData("0,999", "0.999", "0.999")]
    public void No_price_is_a_hundred_or_a_thousand_times_what_it_was(string text, string withPoint, string withComma)
    {
        Assert.Equal(Of(withPoint), Number(Point, text));
        Assert.Equal(Of(withComma), Number(Comma, text));
    }

    [Theory]
    [InlineData("12 apples")]
    [InlineData("ab")]
    [InlineData("1.2.3")]
    [InlineData("1,23,4")]
    [InlineData("12,34.5.6")]
    [InlineData("1.23,456.7")]
    [InlineData("--5")]
    [InlineData("(5")]
    [InlineData("5 5")]
    [InlineData("-")]
    [InlineData("5 %%")]
    [InlineData("9999999999999999999999999999999999")]
    [InlineData("2026-11-21")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    public void What_is_no_number_is_refused_with_the_remedy(string text)
    {
        var value = Comma.Number(new SheetCell(text, CellKind.Text));

        Assert.Equal(new Sentence("“{0}” is not a number. Enter it in figures only, such as {1}.", text, "1234,50"), value.Problem);
    }

    [Fact]
    public void A_number_of_the_spreadsheet_itself_is_read_as_the_machine_wrote_it() =>
        Assert.Equal(1.234m, Comma.Number(new SheetCell("1.234", CellKind.Number)).Value);

    [Fact]
    public void An_empty_cell_is_neither_a_value_nor_a_problem()
    {
        foreach (var cell in new[] { default, new SheetCell("", CellKind.Empty), new SheetCell("  ", CellKind.Text) })
        {
            Assert.True(Point.Number(cell) is { IsEmpty: true, Problem: null });
            Assert.True(Point.Date(cell) is { IsEmpty: true, Problem: null });
            Assert.True(Point.YesNo(cell) is { IsEmpty: true, Problem: null });
            Assert.True(Point.Text(cell, 10) is { IsEmpty: true, Problem: null });
        }
    }

    [Fact]
    public void A_rate_in_percent_is_the_same_with_and_without_its_sign()
    {
        Assert.Equal(12.5m, Comma.Percent(new SheetCell("12,5 %", CellKind.Text)).Value);
        Assert.Equal(12.5m, Comma.Percent(new SheetCell("12,5", CellKind.Text)).Value);
        Assert.Equal(12.5m, Comma.Percent(new SheetCell("12.5%", CellKind.Number)).Value);
    }

    [Theory]
    [InlineData("12,0", 12)]
    [InlineData("1.200", 1200)]
    [InlineData("-3", -3)]
    public void A_whole_number_may_carry_empty_decimals(string text, long number) => Assert.Equal(number, Comma.Whole(new SheetCell(text, CellKind.Text)).Value);

    [Fact]
    public void A_part_of_a_piece_and_a_figure_out_of_range_are_refused()
    {
        Assert.Equal("“{0}” is not a whole number. Enter it without decimals.", Comma.Whole(new SheetCell("2,5", CellKind.Text)).Problem?.Text);
        Assert.Equal(new Sentence("{0} is out of range. Enter a number from {1} to {2}.", "601", 0, 600), Comma.Whole(new SheetCell("601", CellKind.Text), 0, 600).Problem);
    }

    [Theory]
    [InlineData("2026-11-03", "2026-11-03", "2026-11-03")]
    [InlineData("2026/11/03", "2026-11-03", "2026-11-03")]
    [InlineData("20261103", "2026-11-03", "2026-11-03")]
    [InlineData("03/11/2026", "2026-11-03", "2026-03-11")]
    [InlineData("3-11-26", "2026-11-03", "2026-03-11")]
    [InlineData("3.11.2026", "2026-11-03", "2026-11-03")]
    [InlineData("3.11.99", "1999-11-03", "1999-11-03")]
    [InlineData("3 November 2026", "2026-11-03", "2026-11-03")]
    [InlineData("3. Nov. 2026", "2026-11-03", "2026-11-03")]
    [InlineData("Nov 3, 2026", "2026-11-03", "2026-11-03")]
    [InlineData("3rd March 2026", "2026-03-03", "2026-03-03")]
    [InlineData("1. März 2026", "2026-03-01", "2026-03-01")]
    [InlineData("1er août 2026", "2026-08-01", "2026-08-01")]
    [InlineData("3 de enero de 2026", "2026-01-03", "2026-01-03")]
    [InlineData("3 Desemba 2026", "2026-12-03", "2026-12-03")]
    [InlineData("2026-11-03T23:59:00Z", "2026-11-03", "2026-11-03")]
    public void A_date_is_read_in_the_order_that_was_chosen(string text, string dayFirst, string monthFirst)
    {
        Assert.Equal(dayFirst, $"{Point.Date(new SheetCell(text, CellKind.Text)).Value:yyyy-MM-dd}");
        Assert.Equal(monthFirst, $"{MonthFirst.Date(new SheetCell(text, CellKind.Text)).Value:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("31.02.2026")]
    [InlineData("32/13/2026")]
    [InlineData("2026-13-01")]
    [InlineData("tomorrow")]
    [InlineData("12")]
    [InlineData("1/2")]
    [InlineData("0/0/0000")]
    [InlineData("25:61")]
    public void What_is_no_date_is_refused_with_the_remedy(string text) =>
        Assert.Equal(new Sentence("“{0}” is not a date. Write it as {1}.", text, "2026-12-31"), Point.Date(new SheetCell(text, CellKind.Text)).Problem);

    // one 12/25 in a column tells that 03/04 was read the wrong way round too
    [Fact]
    public void A_date_that_fits_only_the_other_order_asks_which_one_is_meant()
    {
        Assert.StartsWith("“12/25/2026” has no such day when the day comes first.", Point.Date(new SheetCell("12/25/2026", CellKind.Text)).Problem?.ToString());
        Assert.StartsWith("“25/12/2026” has no such day when the month comes first.", MonthFirst.Date(new SheetCell("25/12/2026", CellKind.Text)).Problem?.ToString());
    }

    [Fact]
    public void Days_that_a_spreadsheet_counts_are_dates_where_a_date_is_wanted()
    {
        Assert.Equal(new DateOnly(2026, 11, 21), Point.Date(new SheetCell("46347", CellKind.Number)).Value);
        Assert.NotNull(Point.Date(new SheetCell("12", CellKind.Number)).Problem);
    }

    [Theory]
    [InlineData("2026-11-21 14:30", "2026-11-21T13:30:00Z")]
    [InlineData("21.11.2026 14:30:15", "2026-11-21T13:30:15Z")]
    [InlineData("21/11/2026, 2:30 PM", "2026-11-21T13:30:00Z")]
    [InlineData("21/11/2026 2:30 p.m.", "2026-11-21T13:30:00Z")]
    [InlineData("2026-11-21T14:30:00+03:00", "2026-11-21T11:30:00Z")]
    [InlineData("2026-11-21 14:30:00 -0500", "2026-11-21T19:30:00Z")]
    [InlineData("2026-11-21T14:30:00.125Z", "2026-11-21T14:30:00.125Z")]
    [InlineData("2026-11-21 14:30:00 UTC", "2026-11-21T14:30:00Z")]
    [InlineData("2026-07-01", "2026-06-30T22:00:00Z")]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:00Z")]
    public void A_time_is_meant_in_the_zone_of_the_shop_unless_it_says_another(string text, string instant)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), Point.Instant(new SheetCell(text, CellKind.Text), berlin).Value);
    }

    [Theory]
    [InlineData("Yes", "No")]
    [InlineData("TRUE", "FALSE")]
    [InlineData("1", "0")]
    [InlineData("Ja", "Nein")]
    [InlineData("WAHR", "FALSCH")]
    [InlineData("Sí", "No")]
    [InlineData("Oui", "Non")]
    [InlineData("Ndiyo", "Hapana")]
    [InlineData("x", "-")]
    public void Yes_and_no_are_understood_in_every_language_of_the_product(string yes, string no)
    {
        Assert.True(Point.YesNo(new SheetCell(yes, CellKind.Text)).Value);
        Assert.False(Point.YesNo(new SheetCell(no, CellKind.Text)).Value);
    }

    [Fact]
    public void What_is_neither_yes_nor_no_is_refused() =>
        Assert.Equal(new Sentence("“{0}” is neither yes nor no. Enter yes or no.", "maybe"), Point.YesNo(new SheetCell("maybe", CellKind.Text)).Problem);

    [Fact]
    public void Text_is_tidied_and_what_is_too_long_is_never_cut_silently()
    {
        Assert.Equal("Two words", Point.Text(new SheetCell("  Two \u00a0\t words\u200b ", CellKind.Text), 9).Value);
        Assert.Equal("One\nTwo", Point.Lines(new SheetCell(" One \r\nTwo\n", CellKind.Text), 7).Value);
        Assert.Equal(new Sentence("This text has {0} characters; at most {1} are kept. Shorten it.", 9, 8), Point.Text(new SheetCell("Two words", CellKind.Text), 8).Problem);
    }

    [Theory]
    [InlineData("0012345678905", CellKind.Text, "0012345678905")]
    [InlineData("5901234123457", CellKind.Number, "5901234123457")]
    [InlineData("5.901234123457E+12", CellKind.Text, "5901234123457")]
    [InlineData("5,901234123457E+12", CellKind.Text, "5901234123457")]
    [InlineData("12E3", CellKind.Text, "12E3")]
    [InlineData("1E-40", CellKind.Text, "1E-40")]
    [InlineData("AB-7/2", CellKind.Text, "AB-7/2")]
    public void A_code_keeps_every_figure_and_the_zeros_in_front(string text, CellKind kind, string code) =>
        Assert.Equal(code, Point.Code(new SheetCell(text, kind), 40).Value);

    [Theory]
    [InlineData("5.90123E+12", CellKind.Text, "A spreadsheet has shortened this code to {0}, and its figures are lost. Format the column as text or as a number without decimals, and save the file again.")]
    [InlineData("5,90123E+12", CellKind.Text, "A spreadsheet has shortened this code to {0}, and its figures are lost. Format the column as text or as a number without decimals, and save the file again.")]
    [InlineData("1234567890123450000", CellKind.Number, "{0} has more than 15 figures and was kept as a number, so the last ones are lost. Format the column as text, enter it again, and save the file.")]
    public void A_code_whose_figures_the_spreadsheet_has_lost_is_refused(string text, CellKind kind, string sentence) =>
        Assert.Equal(new Sentence(sentence, text), Point.Code(new SheetCell(text, kind), 40).Problem);

    [Fact]
    public void A_fault_of_the_spreadsheet_is_named()
    {
        Assert.StartsWith("The spreadsheet shows #N/A here", Point.Number(new SheetCell("#N/A", CellKind.Error)).Problem?.ToString());
        Assert.StartsWith("The formula =A1*2 has no result in this file.", Point.Text(new SheetCell("=A1*2", CellKind.Error), 10).Problem?.ToString());
    }

    private static decimal? Number(CellReading reading, string text)
    {
        var value = reading.Number(new SheetCell(text, CellKind.Text));
        Assert.True(value.HasValue, $"{text}: {value.Problem}");
        return value.Value;
    }

    private static decimal Of(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
