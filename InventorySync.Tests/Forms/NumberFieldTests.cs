using System.Globalization;
using Bunit;
using InventorySync.Web.Forms;
using Microsoft.AspNetCore.Components.Forms;

namespace InventorySync.Tests.Forms;

public sealed class NumberFieldTests : ScreenTest
{
    private readonly Amounts _amounts = new();

    [Theory]
    [InlineData("en-US", "1234.5", "1234.5")]
    [InlineData("de-DE", "1234,5", "1234.5")]
    [InlineData("fr-FR", " 0,25 ", "0.25")]
    [InlineData("en-US", "-3", "-3")]
    public void A_number_is_read_as_the_language_writes_it(string language, string typed, string meant)
    {
        Type(language, typed);

        Assert.Equal(decimal.Parse(meant, CultureInfo.InvariantCulture), _amounts.Price);
    }

    [Theory]
    [InlineData("de-DE", "1.500")]
    [InlineData("en-US", "1,500")]
    [InlineData("en-US", "12 pcs")]
    [InlineData("en-US", "1.2345")]
    public void What_could_be_meant_in_two_ways_is_refused_instead_of_guessed(string language, string typed)
    {
        var field = Type(language, typed);

        Assert.Equal(7m, _amounts.Price);
        Assert.Contains("Enter a number such as", field.Find(".field-error").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.5")]
    [InlineData("99999999999")]
    public void A_whole_number_has_no_decimals_and_fits(string typed)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        var field = Render<NumberField<int>>(p => p.Add(f => f.Label, "Count").Add(f => f.ValueExpression, () => _amounts.Count).AddCascadingValue(new EditContext(_amounts)));

        field.Find("input").Change(typed);

        Assert.Contains("Enter a whole number such as 12.", field.Find(".field-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Money_is_shown_with_its_decimals()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        var field = Render<NumberField<decimal?>>(p => p.Add(f => f.Label, "Price").Add(f => f.Value, 24.9m).Add(f => f.Places, 2).Add(f => f.ValueExpression, () => _amounts.Price));

        Assert.Equal("24,90", field.Find("input").GetAttribute("value"));
    }

    private IRenderedComponent<NumberField<decimal?>> Type(string language, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        var field = Render<NumberField<decimal?>>(p => p.Add(f => f.Label, "Price").Add(f => f.Value, 7m)
            .Add(f => f.ValueChanged, v => _amounts.Price = v).Add(f => f.ValueExpression, () => _amounts.Price).AddCascadingValue(new EditContext(_amounts)));
        field.Find("input").Change(text);
        return field;
    }

    private sealed class Amounts
    {
        public decimal? Price { get; set; } = 7m;

        public int Count { get; set; }
    }
}
