using InventorySync.Domain.Forecasting;

namespace InventorySync.Benchmarks.Forecasting;

/// <summary>Scores of one forecast, or their means over many; NaN where a series has no scale.</summary>
public sealed record ForecastScores
{
    public double Smape { get; init; }
    public double Mase { get; init; }
    public double MaseOfMedian { get; init; }
    public double Rmsse { get; init; }
    public double Sql { get; init; }
    public double Msis { get; init; }
    public double Cover80 { get; init; }
    public double Cover95 { get; init; }
    public double Cover975 { get; init; }

    /// <summary>What the 80 % bands promise themselves: whole pieces cannot hit every chance.</summary>
    public double Promised80 { get; init; }

    public double Naive2Smape { get; init; }
    public double Naive2Mase { get; init; }

    public double Owa => (Smape / Naive2Smape + Mase / Naive2Mase) / 2;

    public static ForecastScores Of(SeriesCase series, Forecast forecast)
    {
        var training = series.Training.Values;
        var scale = MeanStep(training, series.Season, Math.Abs);
        var square = Math.Sqrt(MeanStep(training, 1, step => step * step));
        var seen = Enumerable.Range(0, series.Horizon).Where(h => !double.IsNaN(series.Test[h])).ToList();
        double Mean(Func<int, double> score) => seen.Count == 0 ? double.NaN : seen.Average(score);
        double Scaled(double value, double by) => by > 0 ? value / by : double.NaN;

        var steps = forecast.Steps;
        var naive = Naive2.Forecast(training, series.Season, series.Horizon);
        var test = series.Test;
        return new()
        {
            Smape = Mean(h => Symmetric(test[h], steps[h].Mean)),
            Mase = Scaled(Mean(h => Math.Abs(test[h] - steps[h].Mean)), scale),
            MaseOfMedian = Scaled(Mean(h => Math.Abs(test[h] - steps[h].Quantile(0.5))), scale),
            Rmsse = Scaled(Math.Sqrt(Mean(h => Math.Pow(test[h] - steps[h].Mean, 2))), square),
            Sql = Scaled(Mean(h => Pinballs(test[h], steps[h])), scale),
            Msis = Scaled(Mean(h => Interval(test[h], steps[h].Quantile(0.025), steps[h].Quantile(0.975))), scale),
            Cover80 = Mean(h => Within(test[h], steps[h].Band(0.8))),
            Cover95 = Mean(h => Within(test[h], steps[h].Band(0.95))),
            Cover975 = Mean(h => test[h] <= steps[h].Quantile(0.975) ? 1 : 0),
            Promised80 = Mean(h => Promised(steps[h])),
            Naive2Smape = Mean(h => Symmetric(test[h], naive[h])),
            Naive2Mase = Scaled(Mean(h => Math.Abs(test[h] - naive[h])), scale),
        };
    }

    public static ForecastScores MeanOf(IReadOnlyList<ForecastScores> scores)
    {
        double Mean(Func<ForecastScores, double> score) => scores.Select(score).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return new()
        {
            Smape = Mean(s => s.Smape),
            Mase = Mean(s => s.Mase),
            MaseOfMedian = Mean(s => s.MaseOfMedian),
            Rmsse = Mean(s => s.Rmsse),
            Sql = Mean(s => s.Sql),
            Msis = Mean(s => s.Msis),
            Cover80 = Mean(s => s.Cover80),
            Cover95 = Mean(s => s.Cover95),
            Cover975 = Mean(s => s.Cover975),
            Promised80 = Mean(s => s.Promised80),
            Naive2Smape = Mean(s => s.Naive2Smape),
            Naive2Mase = Mean(s => s.Naive2Mase),
        };
    }

    private static double MeanStep(IReadOnlyList<double> values, int lag, Func<double, double> size)
    {
        var (sum, count) = (0.0, 0);
        for (var t = lag; t < values.Count; t++)
        {
            var step = values[t] - values[t - lag];
            if (double.IsNaN(step))
                continue;
            sum += size(step);
            count++;
        }

        return count > 0 ? sum / count : 0;
    }

    private static double Symmetric(double actual, double forecast) =>
        actual == 0 && forecast == 0 ? 0 : 200 * Math.Abs(actual - forecast) / (Math.Abs(actual) + Math.Abs(forecast));

    private static double Pinballs(double actual, DemandDistribution step) =>
        Enumerable.Range(1, 9).Average(tenth =>
        {
            var quantile = step.Quantile(tenth / 10.0);
            return 2 * (actual >= quantile ? tenth / 10.0 * (actual - quantile) : (1 - tenth / 10.0) * (quantile - actual));
        });

    private static double Interval(double actual, double low, double high) =>
        high - low + 40 * Math.Max(0, low - actual) + 40 * Math.Max(0, actual - high);

    private static double Within(double actual, (double Low, double High) band) => actual >= band.Low && actual <= band.High ? 1 : 0;

    private static double Promised(DemandDistribution step)
    {
        var (low, high) = step.Band(0.8);
        return step is CountDistribution ? step.ChanceOfAtMost(high) - step.ChanceOfAtMost(low - 1) : 0.8;
    }
}
