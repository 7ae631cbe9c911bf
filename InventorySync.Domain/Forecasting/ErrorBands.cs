namespace InventorySync.Domain.Forecasting;

/// <summary>
/// What the combination's own errors out of sample say about the errors to come: their spread by step ahead,
/// their shape, and how much errors of neighbouring steps go together.
/// </summary>
internal sealed class ErrorBands
{
    private const double UsualTogether = 0.15;
    private const double DoubtPairs = 4;
    private const double FewOrigins = 0.45;
    private const double CountsUpTo = 100;
    private const double UsualDispersion = 1.3;
    private const double DispersionDoubt = 6;
    private const double EvenDemand = 0.4;
    private const double LevelMayMove = 0.07;

    private readonly bool _relative;
    private readonly bool _counts;
    private readonly double _dispersion;
    private readonly double _base;
    private readonly double _growth;
    private readonly ErrorShape _shape;
    private readonly ChanceMap _map;

    public ErrorBands(Prepared demand, int[] origins, double[][] forecasts)
    {
        var values = demand.Values;
        _counts = IsCounted(values, demand.Observed) && ScattersLikeCounts(demand, origins, forecasts);
        _relative = !_counts && Numbers.AllPositive(values);
        var errors = new List<(int Origin, int Step, double Error, double Forecast)>();
        for (var o = 0; o < origins.Length; o++)
        {
            for (var h = 0; h < forecasts[o].Length; h++)
            {
                var step = origins[o] + h;
                if (demand.Observed[step])
                    errors.Add((o, h, (values[step] - forecasts[o][h]) / Unit(forecasts[o][h]), forecasts[o][h]));
            }
        }

        (_base, _growth) = Spread(errors, values);
        _dispersion = Dispersion(errors, values);
        _shape = new ErrorShape([.. errors.Select(e => e.Error / SpreadAt(e.Step))]);
        Together = CorrelationOfSteps(errors);
        var widening = 1 + FewOrigins / Math.Max(1, origins.Length);
        _base *= widening;
        _growth *= widening;
        _dispersion *= widening;
        _map = _counts ? Outcomes(demand, origins, forecasts) : ChanceMap.Straight;
    }

    /// <summary>Correlation of the errors of two steps of one forecast.</summary>
    public double Together { get; }

    public DemandDistribution At(int step, double mean)
    {
        if (_counts)
            return new CountDistribution(mean, CountVariance(mean), _map);
        return new ErrorDistribution(mean, SpreadAt(step) * Unit(mean), _shape);
    }

    internal static bool IsCounted(double[] values, bool[] observed)
    {
        for (var t = 0; t < values.Length; t++)
        {
            if (observed[t] && Math.Abs(values[t] - Math.Round(values[t])) > 1e-9)
                return false;
        }

        return Numbers.Mean(values) < CountsUpTo;
    }

    // What hardly varies (the same order every week) is no count of chance buyers.
    private static bool ScattersLikeCounts(Prepared demand, int[] origins, double[][] forecasts)
    {
        var (squares, expected) = (0.0, 0.0);
        for (var o = 0; o < origins.Length; o++)
        {
            for (var h = 0; h < forecasts[o].Length; h++)
            {
                squares += Math.Pow(demand.Values[origins[o] + h] - forecasts[o][h], 2);
                expected += forecasts[o][h];
            }
        }

        return expected <= 0 || squares > EvenDemand * expected;
    }

    private double CountVariance(double mean) => mean * _dispersion + LevelMayMove * mean * mean;

    private ChanceMap Outcomes(Prepared demand, int[] origins, double[][] forecasts)
    {
        var outcomes = new List<(double, double)>();
        for (var o = 0; o < origins.Length; o++)
        {
            for (var h = 0; h < forecasts[o].Length; h++)
            {
                if (!demand.Observed[origins[o] + h])
                    continue;
                var pieces = (int)Math.Round(demand.Values[origins[o] + h]);
                var promised = new CountDistribution(forecasts[o][h], CountVariance(forecasts[o][h]));
                outcomes.Add((promised.AtMost(pieces - 1), promised.AtMost(pieces)));
            }
        }

        return ChanceMap.Of(outcomes);
    }

    private double Unit(double forecast) => _relative ? Math.Max(Math.Abs(forecast), 1e-9) : 1;

    private double SpreadAt(int step) => Math.Max(1e-12, _base + _growth * step);

    // Mean absolute errors by step, a line through them that never falls.
    private static (double Base, double Growth) Spread(List<(int Origin, int Step, double Error, double Forecast)> errors, double[] values)
    {
        if (errors.Count == 0)
            return (Math.Max(1e-9, Math.Sqrt(Numbers.Variance(values))), 0);
        var (n, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (_, step, error, _) in errors)
        {
            var size = Math.Abs(error);
            (n, x, y, xx, xy) = (n + 1, x + step, y + size, xx + (double)step * step, xy + step * size);
        }

        var spreadOfSteps = xx - x * x / n;
        var growth = spreadOfSteps > 0 ? Math.Clamp((xy - x * y / n) / spreadOfSteps, 0, y / Math.Max(1, x)) : 0;
        const double meanAbsoluteToDeviation = 1.2533;
        return (meanAbsoluteToDeviation * Math.Max(0.2 * y / n, (y - growth * x) / n), meanAbsoluteToDeviation * growth);
    }

    // Variance of what came over what was expected; a handful of errors is held towards what is usual in shops.
    private static double Dispersion(List<(int Origin, int Step, double Error, double Forecast)> errors, double[] values)
    {
        var squares = errors.Sum(e => e.Error * e.Error);
        var expected = errors.Sum(e => e.Forecast);
        var doubt = DispersionDoubt * Math.Max(Numbers.Mean(values), 1e-9);
        return Math.Max(1.0001, (squares + UsualDispersion * doubt) / (expected + doubt));
    }

    private double CorrelationOfSteps(List<(int Origin, int Step, double Error, double Forecast)> errors)
    {
        var (sum, pairs, origins) = (0.0, 0, 0);
        foreach (var origin in errors.GroupBy(e => e.Origin))
        {
            var scaled = origin.Select(e => e.Error / SpreadAt(e.Step)).ToArray();
            var total = scaled.Sum();
            sum += total * total - scaled.Sum(z => z * z);
            pairs += scaled.Length * (scaled.Length - 1);
            origins++;
        }

        var seen = pairs > 0 ? sum / pairs : 0;
        return Math.Clamp((origins * seen + DoubtPairs * UsualTogether) / (origins + DoubtPairs), 0, 0.95);
    }
}
