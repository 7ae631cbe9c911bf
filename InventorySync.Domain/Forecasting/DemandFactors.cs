namespace InventorySync.Domain.Forecasting;

public enum DemandDirection { Stable, Increasing, Decreasing }

/// <summary>What drives a forecast, as figures.</summary>
public sealed record DemandFactors
{
    public DemandDirection Direction { get; init; }

    /// <summary>Change over the steps looked back upon, as a share: 0.2 is a fifth more.</summary>
    public double Change { get; init; }

    public int StepsLookedBack { get; init; }

    /// <summary>Length of the season that was found; 1 when none was.</summary>
    public int Season { get; init; } = 1;

    /// <summary>Share of the ups and downs that the season explains, 0 to 1.</summary>
    public double SeasonStrength { get; init; }

    /// <summary>Demand in each phase of the season against the average, from the phase of the first forecast step on.</summary>
    public IReadOnlyList<double> SeasonIndices { get; init; } = [];

    /// <summary>Phases well above the average, the highest first; 0 is the first forecast step.</summary>
    public IReadOnlyList<int> Peaks { get; init; } = [];

    /// <summary>Sunday to Saturday against the average; null without dates or weekly season.</summary>
    public IReadOnlyList<double>? WeekdayPattern { get; init; }

    public double? PromotionFactor { get; init; }

    public int PlannedPromotionSteps { get; init; }

    public double? HolidayFactor { get; init; }

    public int PlannedHolidaySteps { get; init; }

    /// <summary>Weeks of the year against the average, where daily demand shows a yearly season.</summary>
    public IReadOnlyList<double>? YearPattern { get; init; }

    public int EmptyShelfSteps { get; init; }

    public int Spikes { get; init; }

    /// <summary>Steps from one demand to the next; null where demand is regular.</summary>
    public double? StepsBetweenDemands { get; init; }

    /// <summary>Steps of history that were really seen.</summary>
    public int Seen { get; init; }

    /// <summary>Share of the forecast that comes from the category, for a new product.</summary>
    public double Borrowed { get; init; }

    /// <summary>The season is the category's: the own history does not tell one.</summary>
    public bool SeasonOfCategory { get; init; }

    private const double NotableChange = 0.08;
    private const double NotableCertainty = 3;
    private const double NotablePeak = 1.15;
    private const int MostPeaks = 3;

    internal static DemandFactors Of(DemandSeries series, ForecastRequest request, Prepared demand, History history, Influences influences)
    {
        var (direction, change, back) = DirectionOf(history);
        var year = series.Period == DemandPeriod.Week ? influences.Year : null;
        var indices = year is null ? IndicesOf(history) : [.. Enumerable.Range(0, Forecasting.YearPattern.Weeks).Select(w => demand.YearAt(year, demand.Length + w))];
        return new()
        {
            Direction = direction,
            Change = change,
            StepsLookedBack = back,
            Season = year is null ? history.Season : Forecasting.YearPattern.Weeks,
            SeasonStrength = year?.Sureness ?? history.Pattern.Strength,
            SeasonOfCategory = year is not null,
            SeasonIndices = indices,
            Peaks = [.. Enumerable.Range(0, indices.Length).Where(p => indices[p] >= NotablePeak).OrderByDescending(p => indices[p]).ThenBy(p => p).Take(MostPeaks)],
            WeekdayPattern = Weekdays(series, indices),
            PromotionFactor = influences.Promotion.Steps > 0 ? influences.Promotion.Factor : null,
            PlannedPromotionSteps = Planned(request.PlannedPromotions, request.Horizon),
            HolidayFactor = influences.Holiday.Steps > 0 ? influences.Holiday.Factor : null,
            PlannedHolidaySteps = Planned(request.PlannedHolidays, request.Horizon),
            YearPattern = influences.Year?.Indices,
            EmptyShelfSteps = demand.Demand.EmptyShelfSteps,
            Spikes = demand.Demand.Spikes,
            StepsBetweenDemands = MethodSets.IsIntermittent(demand.Values) ? Intermittent.MeanGap(demand.Values) : null,
            Seen = demand.Observed.Count(o => o),
        };
    }

    // A line through the recent past without its season; it counts when it is large and surely not chance.
    private static (DemandDirection, double Change, int Back) DirectionOf(History history)
    {
        var back = Math.Min(history.Plain.Length, Math.Max(26, 2 * history.Season));
        var recent = history.Plain.AsSpan(history.Plain.Length - back);
        var mean = Numbers.Mean(recent);
        var (level, slope) = Numbers.Line(recent);
        if (back < 8 || mean <= 0)
            return (DemandDirection.Stable, 0, back);
        var squares = 0.0;
        for (var t = 0; t < back; t++)
            squares += Math.Pow(recent[t] - level - slope * t, 2);
        var deviation = Math.Sqrt(squares / (back - 2) * 12 / ((double)back * ((double)back * back - 1)));
        var change = slope * (back - 1) / mean;
        if (Math.Abs(change) < NotableChange || Math.Abs(slope) < NotableCertainty * deviation)
            return (DemandDirection.Stable, change, back);
        return (slope > 0 ? DemandDirection.Increasing : DemandDirection.Decreasing, change, back);
    }

    private static double[] IndicesOf(History history)
    {
        if (history.Season <= 1)
            return [];
        var level = Math.Max(1e-9, Numbers.Mean(history.Plain));
        var indices = new double[history.Season];
        for (var p = 0; p < indices.Length; p++)
        {
            var index = history.Pattern.Indices[(history.Recent.Length + p) % history.Season];
            indices[p] = history.Pattern.Multiplicative ? index : 1 + index / level;
        }

        return indices;
    }

    private static double[]? Weekdays(DemandSeries series, double[] indices)
    {
        if (series.Period != DemandPeriod.Day || series.Start is not { } start || indices.Length != 7)
            return null;
        var first = (int)start.AddDays(series.Values.Count).DayOfWeek;
        return [.. Enumerable.Range(0, 7).Select(day => indices[(day - first + 7) % 7])];
    }

    private static int Planned(IReadOnlyList<bool>? marks, int horizon) => marks?.Take(horizon).Count(m => m) ?? 0;
}
