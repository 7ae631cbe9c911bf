namespace InventorySync.Tests.Forecasting;

/// <summary>The same chance in every run.</summary>
internal sealed class Noise(uint seed)
{
    private uint _state = seed;

    public double Uniform()
    {
        _state = _state * 1664525 + 1013904223;
        return (_state >> 8) / (double)(1 << 24);
    }

    public double Bell() => Enumerable.Range(0, 12).Sum(_ => Uniform()) - 6;

    public int Poisson(double mean)
    {
        var limit = Math.Exp(-mean);
        var (count, product) = (0, Uniform());
        while (product > limit)
            (count, product) = (count + 1, product * Uniform());
        return count;
    }
}
