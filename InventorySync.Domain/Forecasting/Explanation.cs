using System.Globalization;

namespace InventorySync.Domain.Forecasting;

/// <summary>One sentence as its English text, which is its key for translation, and what is filled in.</summary>
public sealed record Explanation(string Text, params object[] Arguments)
{
    public override string ToString() => Say(text => text, CultureInfo.InvariantCulture);

    public string Say(Func<string, string> translate, CultureInfo culture) =>
        string.Format(culture, translate(Text), [.. Arguments.Select(a => a switch
        {
            DayOfWeek day => culture.DateTimeFormat.GetDayName(day),
            MonthOfYear month => culture.DateTimeFormat.GetMonthName(month.Number),
            _ => a,
        })]);
}

public sealed record MonthOfYear(int Number);

/// <summary>Says in the shop's words what the figures of a forecast say.</summary>
internal static class ForecastExplanations
{
    private const int LittleHistory = 12;
    private const double NotableEffect = 0.1;

    public static IReadOnlyList<Explanation> Of(DemandSeries series, DemandFactors factors)
    {
        var said = new List<Explanation>();
        if (factors.Borrowed > 0)
            said.Add(new("New here: {0:0} % of this forecast is borrowed from its category.", 100 * factors.Borrowed));
        else if (factors.Seen < LittleHistory)
            said.Add(new("There is little history yet, so this is a first guess."));
        if (factors.StepsBetweenDemands is { } gap)
            said.Add(new(Worded(series.Period, "Sold about every {0:0.#} days: chance decides when.", "Sold about every {0:0.#} weeks: chance decides when.", "Sold about every {0:0.#} months: chance decides when."), gap));
        said.Add(Trend(series.Period, factors));
        if (Season(series, factors) is { } season)
            said.AddRange(season);
        AddMarked(said, factors);
        if (factors.EmptyShelfSteps > 0)
            said.Add(new(Worded(series.Period, "The shelf was empty on {0} days; what would likely have been sold was put in.", "The shelf was empty in {0} weeks; what would likely have been sold was put in.", "The shelf was empty in {0} months; what would likely have been sold was put in."), factors.EmptyShelfSteps));
        if (factors.Spikes > 0)
            said.Add(new("{0} one-off spikes were left out.", factors.Spikes));
        return said;
    }

    private static Explanation Trend(DemandPeriod period, DemandFactors factors)
    {
        var (change, back) = (Math.Abs(100 * factors.Change), factors.StepsLookedBack);
        return factors.Direction switch
        {
            DemandDirection.Increasing => new(Worded(period, "Demand is rising: {0:0} % over the last {1} days.", "Demand is rising: {0:0} % over the last {1} weeks.", "Demand is rising: {0:0} % over the last {1} months."), change, back),
            DemandDirection.Decreasing => new(Worded(period, "Demand is falling: {0:0} % over the last {1} days.", "Demand is falling: {0:0} % over the last {1} weeks.", "Demand is falling: {0:0} % over the last {1} months."), change, back),
            _ => new("Demand is stable."),
        };
    }

    private static List<Explanation>? Season(DemandSeries series, DemandFactors factors)
    {
        if (factors.Peaks.Count == 0)
            return null;
        var peak = factors.Peaks[0];
        var above = 100 * (factors.SeasonIndices[peak] - 1);
        if (factors.WeekdayPattern is not null)
            return [new("{0} is the strongest day, {1:0} % above the average.", series.Start!.Value.AddDays(series.Values.Count + peak).DayOfWeek, above)];
        if (series.Period == DemandPeriod.Month && factors.Season == 12 && series.Start is { } start)
        {
            var month = new MonthOfYear(start.AddMonths(series.Values.Count + peak).Month);
            return [new("{0} is the strongest month, {1:0} % above the average.", month, above), new("Order in time for {0}.", month)];
        }

        if (factors.SeasonOfCategory)
            return [new("The yearly peak of its category comes in {0} weeks, {1:0} % above the average: order in time.", peak + 1, above)];
        if (series.Period == DemandPeriod.Week && factors.Season == 52)
            return [new("The yearly peak comes in {0} weeks, {1:0} % above the average: order in time.", peak + 1, above)];
        return [new("Demand comes in rounds of {0}, the peak {1:0} % above the average.", factors.Season, above)];
    }

    private static void AddMarked(List<Explanation> said, DemandFactors factors)
    {
        if (factors.PromotionFactor is { } promotion && Math.Abs(promotion - 1) >= NotableEffect)
            said.Add(new("A promotion multiplies demand by {0:0.0}; {1} are planned.", promotion, factors.PlannedPromotionSteps));
        if (factors.HolidayFactor is { } holiday && Math.Abs(holiday - 1) >= NotableEffect)
            said.Add(new("A holiday multiplies demand by {0:0.0}; {1} lie ahead.", holiday, factors.PlannedHolidaySteps));
    }

    private static string Worded(DemandPeriod period, string days, string weeks, string months) =>
        period switch { DemandPeriod.Day => days, DemandPeriod.Week => weeks, _ => months };
}
