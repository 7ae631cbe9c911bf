using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

/// <summary>Every expected figure is worked out by hand in its comment.</summary>
public sealed class IntermittentTests
{
    [Fact]
    public void Croston_divides_the_smoothed_size_by_the_smoothed_gap() =>
        // size 4, then 4 + 0.1 (6 - 4) = 4.2; gap 3, then 3 + 0.1 (2 - 3) = 2.9
        Assert.Equal(4.2 / 2.9, Intermittent.Croston([0, 0, 4, 0, 6]), 12);

    [Fact]
    public void Sba_takes_half_the_weight_off_croston() =>
        Assert.Equal(0.95 * 4.2 / 2.9, Intermittent.Sba([0, 0, 4, 0, 6]), 12);

    [Fact]
    public void Tsb_multiplies_chance_and_size() =>
        // chance 0.5 → 0.55 → 0.495 → 0.4455 → 0.50095; size 3 → 2.9 → 3.01
        Assert.Equal(0.50095 * 3.01, Intermittent.Tsb([2, 0, 0, 4]), 12);

    [Fact]
    public void Tsb_fades_when_nothing_is_sold_any_more_and_croston_does_not()
    {
        double[] alive = [0, 3, 0, 0, 3, 0, 3, 0, 0, 3];
        double[] dead = [.. alive, .. new double[30]];

        Assert.True(Intermittent.Tsb(dead) < 0.2 * Intermittent.Tsb(alive));
        Assert.Equal(Intermittent.Croston(alive), Intermittent.Croston(dead), 12);
    }

    [Fact]
    public void The_mean_gap_counts_steps_per_demand()
    {
        Assert.Equal(2.5, Intermittent.MeanGap([0, 0, 4, 0, 6]), 12);
        Assert.Equal(3, Intermittent.MeanGap([0, 0, 0]), 12);
    }

    [Fact]
    public void A_moving_average_takes_the_last_steps_or_all_there_are()
    {
        Assert.Equal(4, Intermittent.MovingAverage([100, 3, 4, 5], 3), 12);
        Assert.Equal(28, Intermittent.MovingAverage([100, 3, 4, 5], 9), 12);
    }

    [Fact]
    public void Aggregation_leaves_a_regular_rhythm_as_its_mean()
    {
        double[] everyThird = [.. Enumerable.Range(0, 30).Select(t => t % 3 == 2 ? 6.0 : 0)];

        Assert.Equal(2, Intermittent.Adida(everyThird), 6);
        Assert.InRange(Intermittent.Imapa(everyThird), 1.6, 2.9);
    }

    [Fact]
    public void Nothing_sold_is_nothing_expected()
    {
        var nothing = new double[12];

        Assert.Equal(0, Intermittent.Croston(nothing));
        Assert.Equal(0, Intermittent.Tsb(nothing));
        Assert.Equal(0, Intermittent.Imapa(nothing));
    }
}
