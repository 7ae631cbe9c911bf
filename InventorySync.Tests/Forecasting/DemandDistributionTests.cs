using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class DemandDistributionTests
{
    [Fact]
    public void Pieces_with_twice_the_variance_are_negative_binomial()
    {
        // mean 2, variance 4: size 2, chance 1/2: masses (k + 1) / 2^(k + 2)
        var pieces = new CountDistribution(2, 4);

        Assert.Equal(0.25, pieces.AtMost(0), 9);
        Assert.Equal(0.5, pieces.AtMost(1), 9);
        Assert.Equal(0.6875, pieces.AtMost(2), 9);
        Assert.Equal(2, pieces.Quantile(0.6));
        Assert.Equal(0.6875, pieces.ChanceOfAtMost(2.4), 2);
    }

    [Fact]
    public void Pieces_without_overdispersion_are_poisson()
    {
        var pieces = new CountDistribution(2, 2);

        Assert.Equal(Math.Exp(-2), pieces.AtMost(0), 3);
        Assert.Equal(5 * Math.Exp(-2), pieces.AtMost(2), 3);
        Assert.Equal(5, pieces.Quantile(0.975));
    }

    [Fact]
    public void Where_zero_is_likely_all_the_risk_of_a_band_lies_above()
    {
        // P(0) 0.6, P(at most 1) about 0.84, P(at most 2) about 0.94
        var pieces = new CountDistribution(0.67, 1.1);

        Assert.Equal((0, 1), pieces.Band(0.8));
        Assert.True(pieces.Band(0.95).High >= 2);
    }

    [Fact]
    public void Nothing_expected_is_nothing_for_certain()
    {
        var nothing = new CountDistribution(0, 0);

        Assert.Equal(0, nothing.Quantile(0.999));
        Assert.Equal(1, nothing.ChanceOfAtMost(0));
    }

    [Fact]
    public void A_large_sum_has_the_quantiles_of_its_mean_and_variance()
    {
        var sum = DemandDistribution.Of(10_000, 250_000, counts: true);

        Assert.Equal(10_000, sum.Quantile(0.5), 0.001);
        Assert.InRange(sum.Quantile(0.9), 10_550, 10_750);
        Assert.Equal(0.9, sum.ChanceOfAtMost(sum.Quantile(0.9)), 5);
    }

    [Fact]
    public void Chances_that_held_as_promised_are_left_alone_and_others_are_mended()
    {
        var honest = Enumerable.Range(0, 400).Select(i => (i / 400.0, (i + 1) / 400.0)).ToList();
        var boastful = Enumerable.Range(0, 400).Select(i => (0.99, 1.0)).ToList();

        Assert.Equal(0.9, ChanceMap.Of(honest).Raw(0.9), 2);
        Assert.True(ChanceMap.Of(boastful).Raw(0.9) > 0.98);
        Assert.Equal(0.4, ChanceMap.Of([]).Raw(0.4), 9);
        Assert.Equal(0.4, ChanceMap.Of(honest).Real(ChanceMap.Of(honest).Raw(0.4)), 9);
    }
}
