using System.Globalization;
using InventorySync.Domain.Assistant;

namespace InventorySync.Tests.Assistant;

public sealed class FigureCheckTests
{
    private const string Given = "Expected in the next 7 days: 5.24\nCost of the order: 1234.5\nOrder: 28\nOrder by: 2026-11-22\nWeek from 2027-02-07: expected 3.4";

    [Theory]
    [InlineData("About 5.24 are expected.")]
    [InlineData("About 5.2 are expected, so order 28.")]
    [InlineData("About 5 are expected in the next 7 days.")]
    [InlineData("Es werden etwa 5,2 erwartet; die Bestellung kostet 1.234,50.")]
    [InlineData("The order costs 1,234.50.")]
    [InlineData("La commande coûte 1\u202F234,5.")]
    [InlineData("Order 28 by 2026-11-22; the week from 2027-02-07 brings 3.")]
    [InlineData("Order soon.")]
    public void Figures_that_were_given_may_be_named_and_rounded(string text) => Assert.True(FigureCheck.NamesOnly(text, Given));

    [Fact]
    public void Days_are_shown_as_people_write_them() =>
        Assert.Equal("Bestellen Sie 28 bis 22.11.2026.", FigureCheck.WithDays("Bestellen Sie 28 bis 2026-11-22.", CultureInfo.GetCultureInfo("de-DE")));

    [Theory]
    [InlineData("About 6 are expected.")]
    [InlineData("About 5.3 are expected.")]
    [InlineData("About 5.25 are expected.")]
    [InlineData("Order 280.")]
    [InlineData("Order 28 pieces for 12 weeks.")]
    [InlineData("The order costs 1234.6.")]
    [InlineData("Order by 2026-11-23.")]
    [InlineData("In 2028 more.")]
    [InlineData("About ٦ are expected.")]
    public void Any_other_figure_is_found(string text) => Assert.False(FigureCheck.NamesOnly(text, Given));
}
