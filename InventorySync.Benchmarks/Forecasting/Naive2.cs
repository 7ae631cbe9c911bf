using InventorySync.Domain.Forecasting;

namespace InventorySync.Benchmarks.Forecasting;

/// <summary>The yardstick of the M competitions: the last value, freed of its season and given the coming one, where the season is sure.</summary>
public static class Naive2
{
    public static double[] Forecast(IReadOnlyList<double> training, int season, int horizon)
    {
        var values = Filled(training);
        if (season < 2 || values.Length < 3 * season || !IsSeasonal(values, season))
            return [.. Enumerable.Repeat(values[^1], horizon)];
        var multiplicative = values.All(v => v > 0);
        var indices = Indices(values, season, multiplicative);
        var n = values.Length;
        var last = indices[(n - 1) % season];
        return
        [
            .. Enumerable.Range(0, horizon).Select(h => indices[(n + h) % season])
                .Select(next => multiplicative ? values[^1] / last * next : values[^1] - last + next),
        ];
    }

    private static double[] Filled(IReadOnlyList<double> training)
    {
        var values = training.ToArray();
        var last = 0.0;
        for (var t = 0; t < values.Length; t++)
            last = values[t] = double.IsNaN(values[t]) ? last : values[t];
        return values;
    }

    private static bool IsSeasonal(double[] values, int season)
    {
        var squares = Enumerable.Range(1, season - 1).Sum(lag => Math.Pow(Numbers.Autocorrelation(values, lag), 2));
        return Math.Abs(Numbers.Autocorrelation(values, season)) > 1.645 * Math.Sqrt((1 + 2 * squares) / values.Length);
    }

    private static double[] Indices(double[] values, int season, bool multiplicative)
    {
        var half = season / 2;
        var sums = new double[season];
        var counts = new int[season];
        for (var t = half; t < values.Length - half; t++)
        {
            var trend = 0.0;
            for (var k = -half; k <= half; k++)
                trend += (season % 2 == 0 && Math.Abs(k) == half ? 0.5 : 1) * values[t + k] / season;
            sums[t % season] += multiplicative ? values[t] / trend : values[t] - trend;
            counts[t % season]++;
        }

        var indices = sums.Select((sum, p) => sum / counts[p]).ToArray();
        var mean = indices.Average();
        return [.. indices.Select(i => multiplicative ? i / mean : i - mean)];
    }
}
