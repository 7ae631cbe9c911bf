namespace InventorySync.Domain.Forecasting;

/// <summary>
/// Goes back in time, forecasts from there with each method and compares with what came.
/// Each origin sees only what lay before it, season and weights included.
/// </summary>
internal sealed class BackTest
{
    private const double Sharpness = 3;
    private const double Clearly = 0.7;

    private BackTest(IForecastMethod[] methods, int[] origins, double[][][] forecasts)
    {
        Methods = methods;
        Origins = origins;
        Forecasts = forecasts;
    }

    public IForecastMethod[] Methods { get; }
    public int[] Origins { get; }

    /// <summary>By origin, method and step.</summary>
    public double[][][] Forecasts { get; }

    public static BackTest Run(Prepared demand, IForecastMethod[] methods, int horizon, CancellationToken ct)
    {
        var origins = OriginsFor(demand.Length, demand.Season, horizon);
        var forecasts = new double[origins.Length][][];
        for (var o = 0; o < origins.Length; o++)
        {
            ct.ThrowIfCancellationRequested();
            var (history, influences) = demand.Until(origins[o]);
            var steps = Math.Min(horizon, demand.Length - origins[o]);
            forecasts[o] = [.. methods.Select(m => demand.Influenced(Bounded(m.Forecast(history, steps), history.Values), origins[o], influences))];
        }

        return new(methods, origins, forecasts);
    }

    // A wild trend or an exploding recursion must not reach the combination.
    public static double[] Bounded(double[] forecast, double[] values)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var room = high - low;
        var last = values[^1];
        for (var h = 0; h < forecast.Length; h++)
            forecast[h] = double.IsFinite(forecast[h]) ? Math.Clamp(forecast[h], Math.Max(0, low - room), high + room) : last;
        return forecast;
    }

    internal static int[] OriginsFor(int length, int season, int horizon)
    {
        var least = Math.Max(season > 1 && length >= 3 * season + horizon ? 2 * season + 2 : 6, Math.Min(length / 3, 120));
        var last = length - Math.Min(horizon, Math.Max(1, length / 3));
        if (last < least)
            last = least = Math.Max(1, Math.Min(length - 1, length / 2));
        if (length < 3)
            return [];
        var count = length <= 60 ? 8 : 6;
        var apart = Math.Clamp((last - least) / (double)Math.Max(1, count - 1), 1, Math.Max(1, horizon));
        var origins = new List<int>();
        for (var k = count - 1; k >= 0; k--)
        {
            var origin = (int)Math.Round(last - k * apart);
            if (origin >= least && (origins.Count == 0 || origin > origins[^1]))
                origins.Add(origin);
        }

        return [.. origins];
    }

    /// <summary>Say of each method: the less it erred the more, none ever all.</summary>
    public double[] Weights(Prepared demand)
    {
        var errors = MeanErrors(demand);
        var least = errors.Where((_, m) => !Methods[m].OnlyWhenClearlyBest).Min();
        var weights = errors.Select((e, m) => Methods[m].OnlyWhenClearlyBest && e >= Clearly * least ? 0 : Math.Pow((least + 1e-12) / (e + 1e-12), Sharpness)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>Mean absolute error of each method over all origins and steps.</summary>
    public double[] MeanErrors(Prepared demand)
    {
        var sums = new double[Methods.Length];
        var count = 0;
        for (var o = 0; o < Origins.Length; o++)
        {
            for (var h = 0; h < Forecasts[o][0].Length; h++)
            {
                var step = Origins[o] + h;
                if (!demand.Observed[step])
                    continue;
                count++;
                for (var m = 0; m < sums.Length; m++)
                    sums[m] += Math.Abs(demand.Values[step] - Forecasts[o][m][h]);
            }
        }

        return [.. sums.Select(s => s / Math.Max(1, count))];
    }

    /// <summary>What the combination would have said at each origin.</summary>
    public double[][] Combined(double[] weights) =>
        [.. Forecasts.Select(byMethod => Combination.Of(byMethod, weights))];
}

/// <summary>Several forecasts as one.</summary>
internal static class Combination
{
    public static double[] Of(double[][] forecasts, double[] weights)
    {
        var combined = new double[forecasts[0].Length];
        for (var m = 0; m < forecasts.Length; m++)
            for (var h = 0; h < combined.Length; h++)
                combined[h] += weights[m] * forecasts[m][h];
        return combined;
    }
}
