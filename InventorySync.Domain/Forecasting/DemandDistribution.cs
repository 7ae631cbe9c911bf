namespace InventorySync.Domain.Forecasting;

/// <summary>What may be demanded in a step, or over several: not one figure but how likely each is.</summary>
public abstract class DemandDistribution
{
    public abstract double Mean { get; }

    public abstract double Variance { get; }

    /// <summary>The least quantity that covers demand with this chance.</summary>
    public abstract double Quantile(double chance);

    /// <summary>From and to: between them demand lies with this chance. Where zero itself is likely, all the risk lies above.</summary>
    public abstract (double Low, double High) Band(double chance);

    /// <summary>The chance that demand is not above this quantity.</summary>
    public abstract double ChanceOfAtMost(double quantity);

    /// <summary>From mean and variance alone; whole pieces while they are few.</summary>
    public static DemandDistribution Of(double mean, double variance, bool counts) =>
        counts && mean < PiecesThatCount
            ? new CountDistribution(mean, variance)
            : new ErrorDistribution(mean, Math.Sqrt(Math.Max(0, variance)), ErrorShape.Bell);

    private const double PiecesThatCount = 400;
}

/// <summary>Demand in whole pieces: negative binomial, or Poisson where nothing is overdispersed.</summary>
public sealed class CountDistribution : DemandDistribution
{
    private readonly double[] _cumulated;

    private readonly ChanceMap _map;

    public CountDistribution(double mean, double variance)
        : this(mean, variance, ChanceMap.Straight)
    {
    }

    internal CountDistribution(double mean, double variance, ChanceMap map)
    {
        _map = map;
        Mean = Math.Max(0, mean);
        Variance = Math.Max(variance, Mean * 1.0001);
        _cumulated = Cumulate(Mean, Variance);
    }

    public override double Mean { get; }

    public override double Variance { get; }

    public double AtMost(int pieces) => pieces < 0 ? 0 : pieces < _cumulated.Length ? _cumulated[pieces] : 1;

    public override double Quantile(double chance) => RawQuantile(_map.Raw(chance));

    private int RawQuantile(double chance)
    {
        var found = Array.BinarySearch(_cumulated, Math.Min(chance, _cumulated[^1]));
        return found >= 0 ? found : Math.Min(~found, _cumulated.Length - 1);
    }

    public override (double Low, double High) Band(double chance)
    {
        var low = NearestQuantile((1 - chance) / 2);
        var below = _map.Real(AtMost(low - 1));
        return (low, Math.Max(low, NearestQuantile(Math.Min(0.9999, below + chance))));
    }

    public override double ChanceOfAtMost(double quantity) => quantity < 0 ? 0 : _map.Real(AtMost((int)Math.Min(quantity, int.MaxValue - 1)));

    // Whole pieces cannot hit a chance exactly; the nearer of the two neighbours keeps bands honest on average.
    private int NearestQuantile(double chance)
    {
        chance = _map.Raw(chance);
        var above = RawQuantile(chance);
        if (above == 0)
            return 0;
        var (low, high) = (AtMost(above - 1), AtMost(above));
        return chance - low < (high - low) / 2 ? above - 1 : above;
    }

    private static double[] Cumulate(double mean, double variance)
    {
        if (mean <= 0)
            return [1];
        var success = mean / variance;
        var size = mean * success / (1 - success);
        var longest = (int)Math.Min(1_000_000, mean + 12 * Math.Sqrt(variance) + 20);
        var cumulated = new List<double>();
        var logFirst = size * Math.Log(success);
        var logMass = logFirst;
        var sum = 0.0;
        for (var k = 0; k < longest && sum < 0.99999; k++)
        {
            sum += Math.Exp(logMass);
            cumulated.Add(Math.Min(1, sum));
            logMass += Math.Log((size + k) / (k + 1.0) * (1 - success));
        }

        return [.. cumulated];
    }
}

/// <summary>A forecast with the errors its back-test made around it; never below nothing.</summary>
public sealed class ErrorDistribution : DemandDistribution
{
    private readonly double _spread;
    private readonly ErrorShape _shape;

    internal ErrorDistribution(double mean, double spread, ErrorShape shape)
    {
        Mean = mean;
        _spread = spread;
        _shape = shape;
    }

    public override double Mean { get; }

    public override double Variance => _spread * _spread * _shape.Variance;

    public override double Quantile(double chance) => Math.Max(0, Mean + _spread * _shape.Quantile(chance));

    public override (double Low, double High) Band(double chance) => (Quantile((1 - chance) / 2), Quantile((1 + chance) / 2));

    public override double ChanceOfAtMost(double quantity)
    {
        if (quantity < 0)
            return 0;
        var (low, high) = (0.0, 1.0);
        for (var halved = 0; halved < 40; halved++)
        {
            var middle = (low + high) / 2;
            if (Mean + _spread * _shape.Quantile(middle) <= quantity)
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
