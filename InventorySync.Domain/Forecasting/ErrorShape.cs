namespace InventorySync.Domain.Forecasting;

/// <summary>
/// The shape of errors measured in their own spread: what the back-test saw, mixed with a bell with heavy tails
/// that counts the more the fewer errors were seen.
/// </summary>
internal sealed class ErrorShape
{
    private const double FullTrust = 60;
    private const double TailWidening = 1.15;
    private const double LastingBias = 0.3;

    private readonly double[] _sorted;
    private readonly double _trust;

    public ErrorShape(double[] standardised)
    {
        _sorted = (double[])standardised.Clone();
        Array.Sort(_sorted);
        _trust = _sorted.Length / (_sorted.Length + FullTrust);
        var seen = _sorted.Length == 0 ? 1 : _sorted.Sum(z => z * z) / _sorted.Length;
        Variance = _trust * seen + (1 - _trust);
    }

    public double Variance { get; }

    /// <summary>Nothing seen: the bell alone.</summary>
    public static ErrorShape Bell { get; } = new([]);

    public double Quantile(double chance)
    {
        var (here, mirrored) = (Numbers.Quantile(_sorted, chance), Numbers.Quantile(_sorted, 1 - chance));
        // a few errors to one side are more often chance than a lasting bias
        var seen = (here - mirrored) / 2 + LastingBias * (here + mirrored) / 2;
        return _trust * seen + (1 - _trust) * TailWidening * HeavyBell(chance);
    }

    // Student's t with six degrees of freedom, by the expansion around the normal quantile.
    private static double HeavyBell(double chance)
    {
        const double freedom = 6;
        var z = Normal.Quantile(chance);
        var t = z + (z * z * z + z) / (4 * freedom) + (5 * Math.Pow(z, 5) + 16 * z * z * z + 3 * z) / (96 * freedom * freedom);
        return t / Math.Sqrt(freedom / (freedom - 2));
    }
}

/// <summary>The normal distribution's quantiles (Acklam's rational approximation, relative error below 1.2e-9).</summary>
public static class Normal
{
    private static readonly double[] A = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239];
    private static readonly double[] B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
    private static readonly double[] C = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
    private static readonly double[] D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

    public static double Quantile(double chance)
    {
        var p = Math.Clamp(chance, 1e-12, 1 - 1e-12);
        if (p > 0.5)
            return -Quantile(1 - p);
        if (p < 0.02425)
        {
            var tail = Math.Sqrt(-2 * Math.Log(p));
            return Polynomial(C, tail) / (Polynomial(D, tail) * tail + 1);
        }

        var q = p - 0.5;
        var r = q * q;
        return Polynomial(A, r) * q / (Polynomial(B, r) * r + 1);
    }

    private static double Polynomial(double[] weights, double x) => weights.Aggregate(0.0, (sum, weight) => sum * x + weight);
}
