using System.Globalization;
using System.Text.Json;
using Bunit;
using InventorySync.Web.Charts;

namespace InventorySync.Tests.Charts;

public sealed class ChartTests : ScreenTest
{
    private static readonly ChartData Revenue = new(ChartKind.StackedBar, ["Mon", "Tue"],
    [
        new("Shop", [420m, 1380.5m]),
        new("Web shop", [210m, null]),
    ]) { Figures = ChartFigures.Money, LabelTitle = "Day" };

    public ChartTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    [Fact]
    public void The_table_has_the_figures_of_the_chart_word_for_word()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Title, "Revenue").Add(c => c.Data, Revenue));

        chart.Find("button[title='Show as table']").Click();

        Assert.Equal(["Day", "Shop", "Web shop"], chart.FindAll("thead th").Select(h => h.TextContent));
        Assert.Equal(["Mon", "$420.00", "$210.00", "Tue", "$1,380.50", "–"], chart.FindAll("tbody th, tbody td").Select(c => c.TextContent));
        Assert.True(chart.Find(".chart-canvas").HasAttribute("hidden"));
    }

    [Fact]
    public void The_browser_is_given_the_figures_as_they_are_read()
    {
        var options = Options(ChartOptions.Of(Revenue, 280, v => v.ToString(CultureInfo.InvariantCulture) + " USD"));

        Assert.Equal("bar", options.GetProperty("chart").GetProperty("type").GetString());
        Assert.True(options.GetProperty("chart").GetProperty("stacked").GetBoolean());
        Assert.Equal("1380.5 USD", options.GetProperty("texts")[0][1].GetString());
        Assert.Equal("–", options.GetProperty("texts")[1][1].GetString());
        Assert.Equal(JsonValueKind.Null, options.GetProperty("series")[1].GetProperty("data")[1].ValueKind);
    }

    [Fact]
    public void What_is_expected_is_drawn_broken()
    {
        var options = Options(ChartOptions.Of(new(ChartKind.Line, ["a", "b"], [new("Sold", [1, 2]), new("Expected", [2, 3]) { Dashed = true }]), 280, _ => ""));

        Assert.Equal([0, 6], options.GetProperty("stroke").GetProperty("dashArray").EnumerateArray().Select(d => d.GetInt32()));
    }

    [Fact]
    public void A_band_is_a_shaded_area_between_its_edges_in_the_colour_of_its_line()
    {
        var data = new ChartData(ChartKind.Line, ["a", "b"], [new("Forecast", [null, 3]) { Colour = 3 }, new("80 of 100 times", [null, 2]) { Until = [null, 5], Colour = 3, Shade = 0.3m }]) { Turn = new ChartTurn(1, "Today") };

        var options = Options(ChartOptions.Of(data, 280, v => v.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal("rangeArea", options.GetProperty("chart").GetProperty("type").GetString());
        Assert.Equal(["line", "rangeArea"], options.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("type").GetString()));
        var band = options.GetProperty("series")[1].GetProperty("data");
        Assert.Equal(JsonValueKind.Null, band[0].GetProperty("y").ValueKind);
        Assert.Equal([2m, 5m], band[1].GetProperty("y").EnumerateArray().Select(y => y.GetDecimal()));
        Assert.Equal([3, 3], options.GetProperty("shades").EnumerateArray().Select(s => s.GetProperty("colour").GetInt32()));
        Assert.Equal([1m, 0.3m], options.GetProperty("shades").EnumerateArray().Select(s => s.GetProperty("opacity").GetDecimal()));
        Assert.Equal(1, options.GetProperty("turn").GetProperty("at").GetInt32());
    }

    [Fact]
    public void The_table_says_from_where_to_where_a_band_goes()
    {
        var data = new ChartData(ChartKind.Line, ["a", "b"], [new("Forecast", [null, 3]), new("80 of 100 times", [null, 2]) { Until = [null, 5.5m] }]) { Figures = ChartFigures.Quantity };
        var chart = Render<Chart>(p => p.Add(c => c.Title, "Forecast").Add(c => c.Data, data));

        chart.Find("button[title='Show as table']").Click();

        Assert.Equal(["a", "–", "–", "b", "3", "2 to 5.5"], chart.FindAll("tbody th, tbody td").Select(c => c.TextContent));
        Assert.Contains("\"2 to 5.5\"", ChartOptions.Of(data, 280, v => v.ToString("0.#", CultureInfo.InvariantCulture), (low, high) => $"{low} to {high}").ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_of_shares_says_so() =>
        Assert.Equal(" %", Options(ChartOptions.Of(new(ChartKind.Line, ["a"], [new("Error", [32])]) { Figures = ChartFigures.Percent }, 280, _ => "")).GetProperty("unit").GetString());

    [Fact]
    public void A_ring_is_given_its_shares_and_their_names()
    {
        var options = Options(ChartOptions.Of(new(ChartKind.Donut, ["Shop", "Market"], [new("Share", [70, 30])]), 280, _ => ""));

        Assert.Equal([70, 30], options.GetProperty("series").EnumerateArray().Select(s => s.GetInt32()));
        Assert.Equal(["Shop", "Market"], options.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.False(options.TryGetProperty("unit", out _));
        Assert.False(options.TryGetProperty("xaxis", out _));
    }

    [Fact]
    public void New_figures_move_the_chart_instead_of_building_another()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        var module = JSInterop.SetupModule("./js/chart.js");
        var drawn = module.SetupModule(i => i.Identifier == "create");
        drawn.SetupVoid("update", _ => true).SetVoidResult();
        drawn.SetupVoid("dispose").SetVoidResult();
        var chart = Render<Chart>(p => p.Add(c => c.Title, "Revenue").Add(c => c.Data, Revenue));

        chart.Render(p => p.Add(c => c.Data, Revenue with { Series = [new("Shop", [500m, 600m])] }));

        Assert.Single(module.Invocations["create"]);
        Assert.Contains("$500.00", (string)Assert.Single(drawn.Invocations["update"]).Arguments[0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_figures_it_says_what_brings_them()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Title, "Revenue").Add(c => c.Data, new ChartData(ChartKind.Line, [], [])).Add(c => c.Empty, "Figures come with the first sale."));

        Assert.Contains("Figures come with the first sale.", chart.Markup, StringComparison.Ordinal);
    }

    private static JsonElement Options(ChartOptions options) => JsonDocument.Parse(options.ToJson()).RootElement;
}
