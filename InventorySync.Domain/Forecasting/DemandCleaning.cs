namespace InventorySync.Domain.Forecasting;

/// <summary>
/// Makes a series that methods can read: gaps and empty shelves filled with what the steps before let expect,
/// returns that outweigh sales taken as no demand, silence before the first sale left out.
/// Works forwards only, so that no step knows of a later one.
/// </summary>
internal sealed class CleanDemand
{
    private const int SamePhases = 4;
    private const int Nearest = 8;
    private const double LongSilence = 8;
    private const int DemandsToKnowAGap = 4;
    private const int DemandsToKnowASpike = 12;
    private const double SpikeTimes = 4;
    private const double Largest = 1e12;

    private CleanDemand(int length)
    {
        Values = new double[length];
        Observed = new bool[length];
    }

    public double[] Values { get; }

    /// <summary>Steps whose value was really seen and was no one-off; only they are judged in a back-test.</summary>
    public bool[] Observed { get; }

    public bool[]? Promotions { get; private init; }

    public bool[]? Holidays { get; private init; }

    /// <summary>Steps before the first sale.</summary>
    public int Skipped { get; private init; }

    public int EmptyShelfSteps { get; private set; }

    public int Spikes { get; private set; }

    public static CleanDemand Of(DemandSeries series, int season)
    {
        var skipped = FirstSale(series.Values);
        var demand = new CleanDemand(series.Values.Count - skipped)
        {
            Promotions = Marks(series.Promotions, skipped, series.Values.Count),
            Holidays = Marks(series.Holidays, skipped, series.Values.Count),
            Skipped = skipped,
        };
        var shelf = Marks(series.OutOfStock, skipped, series.Values.Count);
        var (highest, demands) = (0.0, 0);
        for (var t = 0; t < demand.Values.Length; t++)
        {
            var value = series.Values[t + skipped];
            value = double.IsNaN(value) ? double.NaN : Math.Clamp(value, 0, Largest);
            var marked = demand.Promotions?[t] == true || demand.Holidays?[t] == true;
            if (!marked && demands >= DemandsToKnowASpike && value > SpikeTimes * highest)
                demand.TakeSpike(t, highest);
            else if (double.IsNaN(value) || shelf?[t] == true)
                demand.TakeExpected(t, double.IsNaN(value) ? 0 : value, season, shelf?[t] == true);
            else
                (demand.Values[t], demand.Observed[t]) = (value, true);
            if (value > 0)
                (highest, demands) = (Math.Max(highest, value), demands + 1);
        }

        return demand;
    }

    // A level that really jumps is believed from its second step on.
    private void TakeSpike(int t, double highest)
    {
        Values[t] = highest;
        Spikes++;
    }

    private void TakeExpected(int t, double least, int season, bool emptyShelf)
    {
        Values[t] = Math.Max(least, Expected(Values, Observed, t, season));
        EmptyShelfSteps += emptyShelf ? 1 : 0;
    }

    private static bool[]? Marks(IReadOnlyList<bool>? marks, int skipped, int length)
    {
        if (marks is null)
            return null;
        var taken = new bool[length - skipped];
        for (var t = 0; t < taken.Length && t + skipped < marks.Count; t++)
            taken[t] = marks[t + skipped];
        return taken;
    }

    // A short silence at the start says little; only a long one means "not on sale yet".
    private static int FirstSale(IReadOnlyList<double> values)
    {
        var first = 0;
        while (first < values.Count && !(values[first] > 0))
            first++;
        if (first == values.Count)
        {
            first = 0;
            while (first < values.Count && double.IsNaN(values[first]))
                first++;
            return first;
        }

        var demands = 0;
        for (var t = first; t < values.Count; t++)
            demands += values[t] > 0 ? 1 : 0;
        return demands >= DemandsToKnowAGap && first > LongSilence * (values.Count - first) / demands ? first : 0;
    }

    private static double Expected(double[] values, bool[] observed, int t, int season)
    {
        var (sum, count) = (0.0, 0);
        for (var back = t - season; season > 1 && back >= 0 && count < SamePhases; back -= season)
        {
            if (observed[back])
                (sum, count) = (sum + values[back], count + 1);
        }

        for (var back = t - 1; count < 2 && back >= 0 && back >= t - Nearest; back--)
        {
            if (observed[back])
                (sum, count) = (sum + values[back], count + 1);
        }

        return count > 0 ? sum / count : t > 0 ? values[t - 1] : 0;
    }
}
