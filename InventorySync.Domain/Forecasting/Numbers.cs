using System.Numerics;

namespace InventorySync.Domain.Forecasting;

/// <summary>Small sums over series that every method needs.</summary>
public static class Numbers
{
    public static bool AllPositive(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!(value > 0))
                return false;
        }

        return true;
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return values.Length == 0 ? 0 : sum / values.Length;
    }

    public static double Variance(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return values.Length == 0 ? 0 : sum / values.Length;
    }

    public static double MeanAbsoluteStep(ReadOnlySpan<double> values, int lag = 1)
    {
        var sum = 0.0;
        for (var t = lag; t < values.Length; t++)
            sum += Math.Abs(values[t] - values[t - lag]);
        return values.Length > lag ? sum / (values.Length - lag) : 0;
    }

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sums = Vector<double>.Zero;
        var t = 0;
        for (; t <= left.Length - Vector<double>.Count; t += Vector<double>.Count)
            sums += new Vector<double>(left[t..]) * new Vector<double>(right[t..]);
        var sum = Vector.Sum(sums);
        for (; t < left.Length; t++)
            sum += left[t] * right[t];
        return sum;
    }

    /// <summary>Level at the first point and slope of the straight line of least squares.</summary>
    public static (double Level, double Slope) Line(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        if (n < 2)
            return (n == 0 ? 0 : values[0], 0);
        var middle = (n - 1) / 2.0;
        var mean = Mean(values);
        var cross = 0.0;
        for (var t = 0; t < n; t++)
            cross += (t - middle) * (values[t] - mean);
        var slope = cross * 12 / ((double)n * ((double)n * n - 1));
        return (mean - slope * middle, slope);
    }

    public static double Autocorrelation(ReadOnlySpan<double> values, int lag)
    {
        var mean = Mean(values);
        var (cross, squares) = (0.0, 0.0);
        for (var t = 0; t < values.Length; t++)
        {
            var apart = values[t] - mean;
            squares += apart * apart;
            if (t >= lag)
                cross += apart * (values[t - lag] - mean);
        }

        return squares > 0 ? cross / squares : 0;
    }

    /// <summary>The value below which the given share of a sorted list lies, interpolated.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length == 0)
            return 0;
        var place = Math.Clamp(share * sorted.Length - 0.5, 0, sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length
            ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return Quantile(sorted, 0.5);
    }
}
