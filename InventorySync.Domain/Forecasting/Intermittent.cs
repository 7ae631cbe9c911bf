namespace InventorySync.Domain.Forecasting;

/// <summary>Methods for demand with many empty steps; each gives the demand expected per step, the same for all steps ahead.</summary>
public static class Intermittent
{
    /// <summary>Croston (1972): size of a demand over the time between demands.</summary>
    public static double Croston(double[] values, double alpha = 0.1)
    {
        var (size, gap, _) = SizeAndGap(values, alpha);
        return gap > 0 ? size / gap : 0;
    }

    /// <summary>Syntetos and Boylan (2005): Croston without its upward bias.</summary>
    public static double Sba(double[] values, double alpha = 0.1) => (1 - alpha / 2) * Croston(values, alpha);

    /// <summary>Teunter, Syntetos and Babai (2011): chance of a demand times its size; fades when nothing is sold any more.</summary>
    public static double Tsb(double[] values, double chanceWeight = 0.1, double sizeWeight = 0.1)
    {
        var demands = values.Where(v => v > 0).ToArray();
        if (demands.Length == 0)
            return 0;
        var chance = (double)demands.Length / values.Length;
        var size = demands.Average();
        foreach (var value in values)
        {
            chance += chanceWeight * ((value > 0 ? 1 : 0) - chance);
            if (value > 0)
                size += sizeWeight * (value - size);
        }

        return chance * size;
    }

    /// <summary>The mean of the last steps.</summary>
    public static double MovingAverage(double[] values, int window) => Numbers.Mean(values.AsSpan(Math.Max(0, values.Length - window)));

    /// <summary>Petropoulos and Kourentzes (2015): simple smoothing of ever coarser sums, their forecasts averaged.</summary>
    public static double Imapa(double[] values)
    {
        var highest = Math.Max(1, (int)Math.Round(MeanGap(values)));
        var sum = 0.0;
        for (var level = 1; level <= highest; level++)
            sum += Aggregated(values, level);
        return sum / highest;
    }

    /// <summary>Aggregation at the mean gap between demands (ADIDA).</summary>
    public static double Adida(double[] values) => Aggregated(values, Math.Max(1, (int)Math.Round(MeanGap(values))));

    /// <summary>Steps from one demand to the next, on average.</summary>
    public static double MeanGap(double[] values)
    {
        var demands = values.Count(v => v > 0);
        return demands == 0 ? values.Length : Math.Min(values.Length, (double)values.Length / demands);
    }

    private static double Aggregated(double[] values, int level)
    {
        var count = values.Length / level;
        if (count == 0)
            return Numbers.Mean(values);
        var sums = new double[count];
        var first = values.Length - count * level;
        for (var i = 0; i < count; i++)
            sums[i] = values.AsSpan(first + i * level, level).ToArray().Sum();
        return SmoothedByBestWeight(sums) / level;
    }

    internal static double SmoothedByBestWeight(double[] values)
    {
        if (values.Length < 3)
            return Numbers.Mean(values);
        var (best, least) = (0.0, double.PositiveInfinity);
        foreach (var alpha in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1])
        {
            var level = Numbers.Mean(values.AsSpan(0, Math.Min(values.Length, 6)));
            var squares = 0.0;
            foreach (var value in values)
            {
                var error = value - level;
                squares += error * error;
                level += alpha * error;
            }

            if (squares < least)
                (best, least) = (level, squares);
        }

        return best;
    }

    private static (double Size, double Gap, int Since) SizeAndGap(double[] values, double alpha)
    {
        var (size, gap, since) = (0.0, 0.0, 0);
        foreach (var value in values)
        {
            since++;
            if (value <= 0)
                continue;
            size = gap == 0 ? value : size + alpha * (value - size);
            gap = gap == 0 ? since : gap + alpha * (since - gap);
            since = 0;
        }

        return (size, gap, since);
    }
}
