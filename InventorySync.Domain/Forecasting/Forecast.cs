namespace InventorySync.Domain.Forecasting;

/// <summary>A forecast with its doubts and the reasons for it.</summary>
public sealed record Forecast
{
    public required IReadOnlyList<DemandDistribution> Steps { get; init; }

    public int Horizon => Steps.Count;

    public IReadOnlyList<double> Mean => [.. Steps.Select(s => s.Mean)];

    /// <summary>The method, or the strongest of the combination, in words.</summary>
    public required string Method { get; init; }

    /// <summary>Every method that was back-tested, the strongest first; the weights sum to 1.</summary>
    public IReadOnlyList<MethodShare> Shares { get; init; } = [];

    public required BackTestError Error { get; init; }

    /// <summary>0 a guess, 1 certain: how much history there is, and how closely it could be foreseen.</summary>
    public required double Confidence { get; init; }

    public required DemandFactors Factors { get; init; }

    public required IReadOnlyList<Explanation> Explanations { get; init; }

    internal ErrorBands? Bands { get; init; }

    /// <summary>
    /// Demand of several steps taken together, as ordering needs it: errors of neighbouring steps go together,
    /// so the doubt grows faster than one step's doubt would let believe.
    /// </summary>
    public DemandDistribution Total(int first, int count)
    {
        var steps = Steps.Skip(first).Take(count).ToList();
        var together = Bands?.Together ?? 0;
        var variances = steps.Sum(s => s.Variance);
        var deviations = steps.Sum(s => Math.Sqrt(s.Variance));
        var variance = (1 - together) * variances + together * deviations * deviations;
        return DemandDistribution.Of(steps.Sum(s => s.Mean), variance, steps.All(s => s is CountDistribution));
    }
}

/// <summary>A method's say in a combination, and its back-test error against the seasonal naive method (below 1 is better).</summary>
public sealed record MethodShare(string Method, double Weight, double? Mase);

/// <summary>How the combination would have fared from earlier days.</summary>
public sealed record BackTestError
{
    /// <summary>Mean absolute error over that of "as a season ago"; null where nothing ever changed.</summary>
    public double? Mase { get; init; }

    /// <summary>Share by which forecasts were too high (above 0) or too low.</summary>
    public double Bias { get; init; }

    /// <summary>Mean absolute error as a share of the mean demand.</summary>
    public double RelativeError { get; init; }

    /// <summary>Earlier days from which it was tried.</summary>
    public int Origins { get; init; }

    internal static BackTestError Of(Prepared demand, BackTest test, double[][] forecasts, int season)
    {
        var (absolute, over, sold, count) = (0.0, 0.0, 0.0, 0);
        for (var o = 0; o < test.Origins.Length; o++)
        {
            for (var h = 0; h < forecasts[o].Length; h++)
            {
                var step = test.Origins[o] + h;
                if (!demand.Observed[step])
                    continue;
                absolute += Math.Abs(forecasts[o][h] - demand.Values[step]);
                over += forecasts[o][h] - demand.Values[step];
                sold += demand.Values[step];
                count++;
            }
        }

        var scale = Numbers.MeanAbsoluteStep(demand.Values, season);
        return new()
        {
            Mase = count > 0 && scale > 0 ? absolute / count / scale : null,
            Bias = sold > 0 ? over / sold : 0,
            RelativeError = sold > 0 ? absolute / sold : absolute > 0 ? 1 : 0,
            Origins = test.Origins.Length,
        };
    }
}
