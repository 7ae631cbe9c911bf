namespace InventorySync.Domain.Forecasting;

/// <summary>
/// What repeats every season: an index for each phase, as factor (around 1) or addition (around 0),
/// found against a centred moving average and shrunk by how sure the history makes it.
/// </summary>
public sealed class SeasonalPattern
{
    private readonly bool _multiplicative;

    private SeasonalPattern(double[] indices, bool multiplicative, double strength)
    {
        Indices = indices;
        _multiplicative = multiplicative;
        Strength = strength;
    }

    public double[] Indices { get; }
    public bool Multiplicative => _multiplicative;

    /// <summary>Share of the variation around the trend that the season explains: 0 none, 1 all.</summary>
    public double Strength { get; }

    public int Length => Indices.Length;

    public static SeasonalPattern None { get; } = new([0], false, 0);

    /// <summary>Whether the history repeats itself at this distance more than chance would.</summary>
    public static bool Repeats(double[] values, int season, double limit = 1.645)
    {
        var n = values.Length;
        if (season < 2 || n < 2 * season + 2)
            return false;
        var plain = Detrended(values, season);
        var squares = 0.0;
        var reach = Math.Min(season - 1, 20);
        for (var lag = 1; lag <= reach; lag++)
        {
            var r = Numbers.Autocorrelation(plain, lag);
            squares += r * r;
        }

        return Numbers.Autocorrelation(plain, season) > limit * Math.Sqrt((1 + 2 * squares) / n);
    }

    public static SeasonalPattern Of(double[] values, int season, bool multiplicative, bool shrink = true)
    {
        var n = values.Length;
        var trend = CentredAverage(values, season);
        var sums = new double[season];
        var squares = new double[season];
        var weights = new double[season];
        var half = season / 2;
        for (var t = half; t < n - half; t++)
        {
            var apart = multiplicative ? values[t] / Math.Max(trend[t], 1e-9) - 1 : values[t] - trend[t];
            var weight = Math.Pow(RecentYears, (n - half - 1 - t) / season);
            sums[t % season] += weight * apart;
            squares[t % season] += weight * apart * apart;
            weights[t % season] += weight;
        }

        var indices = new double[season];
        var (noise, count) = (0.0, 0.0);
        for (var p = 0; p < season; p++)
        {
            indices[p] = weights[p] > 0 ? sums[p] / weights[p] : 0;
            noise += squares[p] - weights[p] * indices[p] * indices[p];
            count += weights[p];
        }

        var mean = indices.Average();
        for (var p = 0; p < season; p++)
            indices[p] -= mean;
        if (season > 24)
            indices = Softened(indices);

        var years = Math.Max(1, count / season);
        var spread = noise / Math.Max(1, count * Math.Max(0.3, 1 - 1 / years));
        var signal = indices.Sum(i => i * i) / Math.Max(1, season - 1);
        var kept = signal <= 0 ? 0 : Math.Clamp(1 - spread / years / signal, 0, 1);
        var strength = signal <= 0 ? 0 : Math.Max(0, signal * kept) / (signal * kept + spread + 1e-300);
        for (var p = 0; p < season; p++)
            indices[p] = (shrink ? kept : 1) * indices[p] + (multiplicative ? 1 : 0);
        if (multiplicative)
            for (var p = 0; p < season; p++)
                indices[p] = Math.Max(indices[p], 0.01);

        return new(indices, multiplicative, strength);
    }

    private const double RecentYears = 0.9;

    public double[] Without(double[] values)
    {
        var plain = new double[values.Length];
        for (var t = 0; t < plain.Length; t++)
            plain[t] = _multiplicative ? values[t] / Indices[t % Length] : values[t] - Indices[t % Length];
        return plain;
    }

    /// <summary>Puts the season back onto a forecast that starts at this place of the series.</summary>
    public double[] With(double[] forecast, int start)
    {
        var seasonal = new double[forecast.Length];
        for (var h = 0; h < seasonal.Length; h++)
        {
            var index = Indices[(start + h) % Length];
            seasonal[h] = _multiplicative ? forecast[h] * index : forecast[h] + index;
        }

        return seasonal;
    }

    private static double[] Detrended(double[] values, int season)
    {
        var trend = CentredAverage(values, season);
        var half = season / 2;
        var plain = new double[values.Length - 2 * half];
        for (var i = 0; i < plain.Length; i++)
            plain[i] = values[i + half] - trend[i + half];
        return plain;
    }

    private static double[] CentredAverage(double[] values, int season)
    {
        var n = values.Length;
        var half = season / 2;
        var even = season % 2 == 0;
        var average = new double[n];
        if (n <= 2 * half)
            return average;
        var window = 0.0;
        for (var t = 0; t <= 2 * half; t++)
            window += values[t];
        for (var t = half; t < n - half; t++)
        {
            average[t] = even ? (window - 0.5 * values[t - half] - 0.5 * values[t + half]) / season : window / season;
            if (t + half + 1 < n)
                window += values[t + half + 1] - values[t - half];
        }

        return average;
    }

    // Fifty-two weekly indices from few years are noisy; neighbours know something of each other.
    private static double[] Softened(double[] indices)
    {
        var n = indices.Length;
        var soft = new double[n];
        for (var p = 0; p < n; p++)
            soft[p] = 0.25 * indices[(p + n - 1) % n] + 0.5 * indices[p] + 0.25 * indices[(p + 1) % n];
        return soft;
    }
}
