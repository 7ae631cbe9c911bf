namespace InventorySync.Domain.Forecasting;

/// <summary>
/// How demand moves through the year, by weeks: found in days, where the years resemble each other,
/// and held towards "not at all" by how little they do.
/// </summary>
internal sealed class YearPattern
{
    public const int Weeks = 52;

    private const double Year = 365.25;
    private const int Around = 2;
    private const double Alike = 0.6;
    private const double Lowest = 0.1;

    private readonly double[] _indices;
    private readonly DateOnly _first;

    private YearPattern(double[] indices, double sureness, DateOnly first) => (_indices, Sureness, _first) = (indices, sureness, first);

    public double[] Indices => _indices;

    /// <summary>How well the years agree, 0 to 1.</summary>
    public double Sureness { get; }

    /// <summary>So many of these days are whole years.</summary>
    public static int WholeYears(int days) => (int)Math.Ceiling((int)(days / Year) * Year);

    /// <summary>Null when there are less than two years, or they have little in common.</summary>
    public static YearPattern? Of(double[] days, DateOnly first = default)
    {
        var years = Profiles(days);
        if (years.Count < 2)
            return null;
        var alike = MeanCorrelation(years);
        if (!(alike >= Alike))
            return null;

        // the more years say the same, the surer their mean is (Spearman and Brown)
        var sure = years.Count * alike / (1 + (years.Count - 1) * alike);
        var indices = new double[Weeks];
        for (var w = 0; w < Weeks; w++)
            indices[w] = Math.Max(Lowest, 1 + sure * (years.Average(y => y[w]) - 1));
        var mean = indices.Average();
        return new([.. indices.Select(i => i / mean)], sure, first);
    }

    public double At(int day) => _indices[WeekOf(day)];

    public double On(DateOnly day) => At(day.DayNumber - _first.DayNumber);

    // also for days before the first
    private static int WeekOf(int day) => (int)((day / Year - Math.Floor(day / Year)) * Weeks);

    // Each whole year's weeks against a straight line through all of them, softened by their neighbours.
    private static List<double[]> Profiles(double[] days)
    {
        var count = (int)(days.Length / Year);
        var weeks = new double[count * Weeks];
        var lengths = new int[weeks.Length];
        for (var day = 0; day < (int)(count * Year); day++)
        {
            var week = (int)(day / Year) * Weeks + WeekOf(day);
            weeks[week] += days[day];
            lengths[week]++;
        }

        for (var w = 0; w < weeks.Length; w++)
            weeks[w] /= Math.Max(1, lengths[w]);
        var (level, slope) = Numbers.Line(weeks);
        for (var w = 0; w < weeks.Length; w++)
            weeks[w] = level + slope * w > 0 ? weeks[w] / (level + slope * w) : 1;
        return [.. Enumerable.Range(0, count).Select(y => Softened(weeks.AsSpan(y * Weeks, Weeks)))];
    }

    private static double[] Softened(ReadOnlySpan<double> weeks)
    {
        var soft = new double[Weeks];
        for (var w = 0; w < Weeks; w++)
        {
            for (var k = -Around; k <= Around; k++)
                soft[w] += weeks[(w + k + Weeks) % Weeks] / (2 * Around + 1);
        }

        return soft;
    }

    private static double MeanCorrelation(List<double[]> years)
    {
        var (sum, pairs) = (0.0, 0);
        for (var a = 0; a < years.Count; a++)
        {
            for (var b = a + 1; b < years.Count; b++)
            {
                sum += Correlation(years[a], years[b]);
                pairs++;
            }
        }

        return sum / pairs;
    }

    private static double Correlation(double[] left, double[] right)
    {
        var (leftMean, rightMean) = (left.Average(), right.Average());
        var (cross, leftSquares, rightSquares) = (0.0, 0.0, 0.0);
        for (var w = 0; w < left.Length; w++)
        {
            cross += (left[w] - leftMean) * (right[w] - rightMean);
            leftSquares += Math.Pow(left[w] - leftMean, 2);
            rightSquares += Math.Pow(right[w] - rightMean, 2);
        }

        return leftSquares > 0 && rightSquares > 0 ? cross / Math.Sqrt(leftSquares * rightSquares) : 0;
    }
}
