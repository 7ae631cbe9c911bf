namespace InventorySync.Domain.Forecasting;

/// <summary>What moves demand beside its level and season: promotions, holidays, the time of the year.</summary>
internal sealed record Influences(StepEffect Promotion, StepEffect Holiday, YearPattern? Year)
{
    public static Influences None { get; } = new(StepEffect.None, StepEffect.None, null);
}

/// <summary>A cleaned series that can be looked at as it stood at any earlier step, with what was planned for the steps after.</summary>
internal sealed class Prepared(CleanDemand demand, int season, ForecastRequest request, DemandSeries series)
{
    private const int MidWeek = 3;

    public double[] Values => demand.Values;
    public bool[] Observed => demand.Observed;
    public int Length => demand.Values.Length;
    public int Season => season;
    public CleanDemand Demand => demand;

    // Without a plan for what comes, the past is read as it was, promotions and all.
    private bool[]? Promotions => request.PlannedPromotions is null ? null : demand.Promotions;
    private bool[]? Holidays => request.PlannedHolidays is null ? null : demand.Holidays;

    public (History History, Influences Influences) Until(int end)
    {
        var values = demand.Values[..end];
        var promotion = Removed(values, Promotions);
        var holiday = Removed(values, Holidays);
        var year = series.Period == DemandPeriod.Day ? YearPattern.Of(values) : OfCategory(values);
        for (var t = 0; t < end && year is not null; t++)
            values[t] /= YearAt(year, t);
        return (new History(values, season), new Influences(promotion, holiday, year));
    }

    /// <summary>Puts onto a forecast from this origin what was taken out: promotions and holidays as they were or are planned, and the year.</summary>
    public double[] Influenced(double[] forecast, int origin, Influences influences)
    {
        for (var h = 0; h < forecast.Length; h++)
        {
            var step = origin + h;
            if (Marked(demand.Promotions, request.PlannedPromotions, step))
                forecast[h] *= influences.Promotion.Factor;
            if (Marked(demand.Holidays, request.PlannedHolidays, step))
                forecast[h] *= influences.Holiday.Factor;
            if (influences.Year is { } year)
                forecast[h] *= YearAt(year, step);
        }

        return forecast;
    }

    public double YearAt(YearPattern year, int step) =>
        series is { Period: DemandPeriod.Week, Start: { } start } ? year.On(start.AddDays(7 * (demand.Skipped + step) + MidWeek)) : year.At(step);

    private YearPattern? OfCategory(double[] values) =>
        series is { Period: DemandPeriod.Week, Start: not null } && !SeasonalPattern.Repeats(values, season) ? request.CategoryYear : null;

    private static StepEffect Removed(double[] values, bool[]? marks)
    {
        if (marks is null)
            return StepEffect.None;
        var effect = StepEffect.Of(values, marks.AsSpan(0, values.Length));
        effect.RemoveFrom(values, marks.AsSpan(0, values.Length));
        return effect;
    }

    private bool Marked(bool[]? marks, IReadOnlyList<bool>? planned, int step) =>
        planned is not null && (step < Length ? marks is not null && marks[step] : step - Length < planned.Count && planned[step - Length]);
}
