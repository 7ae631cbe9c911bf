namespace InventorySync.Domain.Forecasting;

/// <summary>
/// A product with little history borrows from its category: how the others sold in the same weeks after their launch,
/// scaled by what it has sold itself, and blended out as its own history grows.
/// </summary>
internal static class NewProduct
{
    // an own history of this many steps weighs as much as the category's
    private static double Prior(DemandPeriod period) => period switch
    {
        DemandPeriod.Day => 35,
        DemandPeriod.Week => 5,
        _ => 2,
    };

    public static Forecast WithoutHistory(DemandSeries series, ForecastRequest request)
    {
        var nothing = new Forecast
        {
            Steps = [.. Enumerable.Repeat(new CountDistribution(0, 0), request.Horizon)],
            Method = "No history",
            Error = new(),
            Confidence = 0,
            Factors = new(),
            Explanations = [new("Nothing has been sold yet; there is nothing to forecast from.")],
        };
        return request.Siblings.Count == 0 ? nothing : Blended(nothing, series, request, null);
    }

    public static Forecast Blended(Forecast own, DemandSeries series, ForecastRequest request, Prepared? demand)
    {
        var sold = demand?.Values ?? [];
        var prior = Prior(series.Period);
        var seen = sold.Length;
        if (seen >= 3 * prior)
            return own;
        var launches = request.Siblings.Select(s => Launch(s, seen + request.Horizon)).Where(l => l.Length > 0).ToList();
        if (launches.Count == 0)
            return own;

        var borrowed = prior / (seen + prior);
        var profile = Profile(launches, seen + request.Horizon);
        var usual = Math.Max(Numbers.Mean(profile), 1e-9);
        var pace = (sold.Sum() + prior * usual) / (profile.Take(seen).Sum() + prior * usual);
        var counts = launches.All(l => l.All(v => v == Math.Round(v)));
        var steps = new DemandDistribution[request.Horizon];
        for (var h = 0; h < steps.Length; h++)
        {
            var mean = borrowed * pace * profile[seen + h] + (1 - borrowed) * own.Steps[h].Mean;
            var variance = borrowed * SpreadAmong(launches, usual, mean) + (1 - borrowed) * own.Steps[h].Variance;
            steps[h] = DemandDistribution.Of(mean, variance, counts);
        }

        var factors = own.Factors with { Borrowed = borrowed };
        return own with
        {
            Steps = steps,
            Method = "Borrowed from the category",
            Factors = factors,
            Confidence = Math.Max(own.Confidence, 0.3 * (1 - 1.0 / (1 + launches.Count))),
            Explanations = ForecastExplanations.Of(series, factors),
        };
    }

    private static double[] Launch(DemandSeries sibling, int length)
    {
        var season = 1;
        var values = sibling.Values.SkipWhile(v => !(v > 0)).ToArray();
        return CleanDemand.Of(sibling with { Values = values, Promotions = null, Holidays = null, OutOfStock = null }, season).Values.Take(length).ToArray();
    }

    // Mean of those that were on sale that long; beyond the oldest, the last level holds.
    private static double[] Profile(List<double[]> launches, int length)
    {
        var profile = new double[length];
        for (var t = 0; t < length; t++)
        {
            var there = launches.Where(l => l.Length > t).ToList();
            profile[t] = there.Count > 0 ? there.Average(l => l[t]) : profile[t - 1];
        }

        return Smoothed(profile);
    }

    private static double[] Smoothed(double[] profile)
    {
        var smooth = new double[profile.Length];
        for (var t = 0; t < profile.Length; t++)
        {
            var (from, to) = (Math.Max(0, t - 2), Math.Min(profile.Length, t + 3));
            smooth[t] = Numbers.Mean(profile.AsSpan(from, to - from));
        }

        return smooth;
    }

    // Chance of the single step, and how differently the category's products sell.
    private static double SpreadAmong(List<double[]> launches, double usual, double mean)
    {
        var within = launches.Average(l => Numbers.Variance(l)) / usual;
        var between = Numbers.Variance([.. launches.Select(l => Numbers.Mean(l))]) / (usual * usual);
        return mean * within + mean * mean * between;
    }
}
