namespace InventorySync.Domain.Forecasting;

/// <summary>
/// By how much marked steps (promotions, holidays) multiply demand, learnt from the variant's own past
/// and held towards "not at all" while little is known.
/// </summary>
public sealed class StepEffect
{
    private const double DoubtInSteps = 4;
    private const double Lowest = 0.1;
    private const double Highest = 20;
    private const int Around = 28;

    private StepEffect(double factor, int steps)
    {
        Factor = factor;
        Steps = steps;
    }

    public double Factor { get; }

    /// <summary>Marked steps that were learnt from.</summary>
    public int Steps { get; }

    public static StepEffect None { get; } = new(1, 0);

    public static StepEffect Of(ReadOnlySpan<double> values, ReadOnlySpan<bool> marks)
    {
        var usual = UsualLevel(values, marks);
        var (sold, expected, steps) = (0.0, 0.0, 0);
        for (var t = 0; t < values.Length; t++)
        {
            if (!marks[t] || usual[t] <= 0)
                continue;
            sold += values[t];
            expected += usual[t];
            steps++;
        }

        if (steps == 0)
            return None;
        var doubt = DoubtInSteps * expected / steps;
        return new(Math.Clamp((sold + doubt) / (expected + doubt), Lowest, Highest), steps);
    }

    public void RemoveFrom(Span<double> values, ReadOnlySpan<bool> marks)
    {
        for (var t = 0; t < values.Length && Steps > 0; t++)
        {
            if (marks[t])
                values[t] /= Factor;
        }
    }

    // The level of the steps around that are not marked.
    private static double[] UsualLevel(ReadOnlySpan<double> values, ReadOnlySpan<bool> marks)
    {
        var n = values.Length;
        var sums = new double[n + 1];
        var counts = new int[n + 1];
        for (var t = 0; t < n; t++)
        {
            sums[t + 1] = sums[t] + (marks[t] ? 0 : values[t]);
            counts[t + 1] = counts[t] + (marks[t] ? 0 : 1);
        }

        var usual = new double[n];
        for (var t = 0; t < n; t++)
        {
            var (from, to) = (Math.Max(0, t - Around), Math.Min(n, t + Around + 1));
            var count = counts[to] - counts[from];
            usual[t] = count > 0 ? (sums[to] - sums[from]) / count : counts[n] > 0 ? sums[n] / counts[n] : 0;
        }

        return usual;
    }
}
