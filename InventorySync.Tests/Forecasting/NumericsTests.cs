using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class NumericsTests
{
    [Fact]
    public void The_search_finds_the_bottom_of_rosenbrocks_valley()
    {
        var (point, value) = NelderMead.Minimise(x => Math.Pow(1 - x[0], 2) + 100 * Math.Pow(x[1] - x[0] * x[0], 2), [-1.2, 1], 2000, tolerance: 1e-12);

        Assert.Equal(1, point[0], 0.001);
        Assert.Equal(1, point[1], 0.001);
        Assert.True(value < 1e-6);
    }

    [Fact]
    public void Normal_equations_are_solved() =>
        // 4x + y = 1, x + 3y = 2
        Assert.Equal([1 / 11.0, 7 / 11.0], LinearSystem.Solve(new double[,] { { 4, 1 }, { 1, 3 } }, [1, 2]).Select(v => Math.Round(v, 14)), (a, b) => Math.Abs(a - b) < 1e-12);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.281552)]
    [InlineData(0.975, 1.959964)]
    [InlineData(0.001, -3.090232)]
    public void Quantiles_of_the_normal_are_those_of_the_tables(double chance, double expected) =>
        Assert.Equal(expected, Normal.Quantile(chance), 5);

    [Fact]
    public void A_line_through_a_line_is_the_line()
    {
        var (level, slope) = Numbers.Line([5, 7, 9, 11]);

        Assert.Equal(5, level, 12);
        Assert.Equal(2, slope, 12);
    }

    [Fact]
    public void A_sum_of_products_is_right_at_every_length()
    {
        for (var n = 0; n < 20; n++)
        {
            double[] ones = [.. Enumerable.Range(1, n).Select(i => (double)i)];
            Assert.Equal(n * (n + 1) * (2 * n + 1) / 6.0, Numbers.Dot(ones, ones), 9);
        }
    }

    [Fact]
    public void A_season_is_taken_apart_and_put_together_again()
    {
        double[] months = [0.5, 0.8, 1.0, 1.2, 1.5, 1.0];
        double[] values = [.. Enumerable.Range(0, 36).Select(t => 100 * months[t % 6])];

        var pattern = SeasonalPattern.Of(values, 6, multiplicative: true);

        Assert.True(SeasonalPattern.Repeats(values, 6));
        Assert.All(pattern.Indices.Zip(months), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.All(pattern.Without(values), v => Assert.Equal(100, v, 4));
        Assert.Equal(50, pattern.With([100], 36)[0], 4);
        Assert.InRange(pattern.Strength, 0.99, 1);
    }

    [Fact]
    public void Chance_alone_is_not_taken_for_a_season()
    {
        var taken = 0;
        for (uint seed = 1; seed <= 40; seed++)
        {
            var noise = new Noise(seed);
            double[] values = [.. Enumerable.Range(0, 84).Select(_ => noise.Bell())];
            taken += SeasonalPattern.Repeats(values, 12) ? 1 : 0;
        }

        Assert.InRange(taken, 0, 6);
    }

    [Fact]
    public void Theta_rises_by_half_the_slope_of_the_line()
    {
        var noise = new Noise(8);
        double[] values = [.. Enumerable.Range(0, 40).Select(t => 100 + 2.0 * t + 4 * noise.Bell())];
        var slope = Numbers.Line(values).Slope;

        var forecast = Theta.Classic(values, 3);

        Assert.Equal(slope / 2, forecast[1] - forecast[0], 9);
        Assert.Equal(slope / 2, forecast[2] - forecast[1], 9);
    }

    [Fact]
    public void Dynamic_theta_follows_a_line_and_keeps_a_level()
    {
        double[]? start = null;
        double[] line = [.. Enumerable.Range(0, 60).Select(t => 100 + 2.0 * t)];
        Assert.InRange(Theta.Dynamic(line, 6, ref start)[5], 226, 232);

        start = null;
        Assert.All(Theta.Dynamic([.. Enumerable.Repeat(40.0, 30)], 4, ref start), f => Assert.Equal(40, f, 6));
    }
}
