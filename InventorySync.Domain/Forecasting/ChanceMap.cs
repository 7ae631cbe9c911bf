namespace InventorySync.Domain.Forecasting;

/// <summary>
/// How chances that a distribution promised turned out in the back-test: promised 90 % that held 86 % of the time
/// is looked up at a higher chance. Held to the straight line while little was seen.
/// </summary>
internal sealed class ChanceMap
{
    private const int Marks = 50;
    private const double Doubt = 150;

    // what really happened at or below each promised chance
    private readonly double[] _real;

    private ChanceMap(double[] real) => _real = real;

    public static ChanceMap Straight { get; } = new([.. Enumerable.Range(0, Marks + 1).Select(i => i / (double)Marks)]);

    /// <summary>From the promised chance just below and at each value that came.</summary>
    public static ChanceMap Of(IReadOnlyList<(double Below, double At)> outcomes)
    {
        var trust = outcomes.Count / (outcomes.Count + Doubt);
        var real = new double[Marks + 1];
        for (var i = 0; i <= Marks; i++)
        {
            var promised = i / (double)Marks;
            var held = 0.0;
            foreach (var (below, at) in outcomes)
                held += at <= promised ? 1 : below >= promised ? 0 : (promised - below) / (at - below);
            real[i] = outcomes.Count == 0 ? promised : trust * held / outcomes.Count + (1 - trust) * promised;
        }

        (real[0], real[Marks]) = (0, 1);
        return new(real);
    }

    /// <summary>The chance that really holds where this one is promised.</summary>
    public double Real(double promised)
    {
        var place = Math.Clamp(promised, 0, 1) * Marks;
        var below = Math.Min((int)place, Marks - 1);
        return _real[below] + (place - below) * (_real[below + 1] - _real[below]);
    }

    /// <summary>The chance to look up so that this one really holds.</summary>
    public double Raw(double wanted)
    {
        var above = 1;
        while (above < Marks && _real[above] < wanted)
            above++;
        var step = _real[above] - _real[above - 1];
        var part = step > 0 ? (wanted - _real[above - 1]) / step : 1;
        return (above - 1 + Math.Clamp(part, 0, 1)) / Marks;
    }
}
