using System.Globalization;
using InventorySync.Domain.Planning;
using InventorySync.Web.Charts;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Planning;

/// <summary>Puts forecasts into charts: a year of what was, and what is to come with its bands.</summary>
internal static class ForecastCharts
{
    private const int PastWeeks = 52;
    private const int SoldColour = 1;
    private const int FullShelfColour = 8;
    private const int ForecastColour = 3;

    public static ChartData History(ForecastView view, IStringLocalizer<Texts> texts)
    {
        var (past, figures) = (view.Past.TakeLast(PastWeeks).ToList(), view.Forecast.Figures);
        var labels = past.Select(w => w.From).Concat(Enumerable.Range(0, figures.Mean.Count).Select(w => view.Forecast.From.AddDays(7 * w))).Select(Day).ToList();
        var ahead = new decimal?[past.Count];
        var behind = new decimal?[figures.Mean.Count];
        IReadOnlyList<decimal?> Coming(IReadOnlyList<double> values) => [.. ahead, .. values.Select(v => (decimal?)Math.Round((decimal)v, 1))];
        ChartSeries Band(string name, IReadOnlyList<double> low, IReadOnlyList<double> high, decimal shade) =>
            new(name, Coming(low)) { Until = Coming(high), Shade = shade, Colour = ForecastColour };
        List<ChartSeries> series =
        [
            new(texts["Sold"], [.. past.Select(w => (decimal?)w.Sold), .. behind]) { Colour = SoldColour },
            new(texts["Forecast"], Coming(figures.Mean)) { Colour = ForecastColour },
            Band(texts["80 of 100 times"], figures.Low80, figures.High80, 0.34m),
            Band(texts["95 of 100 times"], figures.Low95, figures.High95, 0.16m),
        ];
        // where the shelf was empty, what would likely have been sold is another line
        if (past.Exists(w => w.Believed != w.Sold))
            series.Insert(1, new(texts["With a full shelf"], [.. past.Select((_, at) => Believed(past, at)), .. behind]) { Dashed = true, Colour = FullShelfColour });
        return new ChartData(ChartKind.Line, labels, series) { Figures = ChartFigures.Quantity, LabelTitle = texts["Week from"], Turn = new ChartTurn(past.Count, texts["Today"]) };
    }

    // Only where it leaves the line of what was sold, and returns to it.
    private static decimal? Believed(List<PastWeek> past, int at) =>
        past[Math.Max(0, at - 1)..Math.Min(past.Count, at + 2)].Exists(w => w.Believed != w.Sold) ? Math.Round(past[at].Believed, 1) : null;

    public static ChartData Outlook(IReadOnlyList<OutlookDay> outlook, ReorderPlan? plan, IStringLocalizer<Texts> texts)
    {
        List<ChartSeries> series = [];
        if (plan is { Quantity: > 0 })
            series.Add(new(texts["With the order"], [.. outlook.Select(d => (decimal?)d.With)]));
        series.Add(new(plan is { Quantity: > 0 } ? texts["Without it"] : texts["Expected stock"], [.. outlook.Select(d => (decimal?)d.Without)]));
        series.Add(new(texts["If much is sold"], [.. outlook.Select(d => (decimal?)d.AtWorst)]) { Dashed = true });
        if (plan is not null)
            series.Add(new(texts["Order at"], [.. outlook.Select(_ => (decimal?)plan.ReorderPoint)]) { Dashed = true });
        return new ChartData(ChartKind.Line, [.. outlook.Select(d => Day(d.Day))], series) { Figures = ChartFigures.Quantity, LabelTitle = texts["Day"] };
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
