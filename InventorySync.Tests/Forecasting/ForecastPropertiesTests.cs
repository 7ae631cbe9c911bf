using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

/// <summary>What holds for every history, not only for those somebody thought of.</summary>
public sealed class ForecastPropertiesTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260101, 17);

    private static readonly double[] Chances = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

    [Fact]
    public void A_forecast_is_always_a_number_never_negative_and_its_bands_are_ordered() =>
        Prop.ForAll(Histories(), history =>
        {
            var forecast = Forecast(history);
            return forecast.Steps.All(step =>
            {
                var quantiles = Chances.Select(step.Quantile).ToArray();
                var (inner, outer) = (step.Band(0.8), step.Band(0.95));
                return double.IsFinite(step.Mean) && step.Mean >= 0 && double.IsFinite(step.Variance) && step.Variance >= 0
                    && quantiles.All(q => double.IsFinite(q) && q >= 0) && quantiles.Zip(quantiles.Skip(1)).All(p => p.First <= p.Second)
                    && outer.Low <= inner.Low && inner.Low <= inner.High && inner.High <= outer.High;
            }) && forecast.Confidence is >= 0 and <= 1;
        }).Check(Runs);

    [Fact]
    public void The_same_history_gives_the_same_forecast() =>
        Prop.ForAll(Histories(), history => Forecast(history).Mean.SequenceEqual(Forecast(history).Mean)).Check(Runs);

    [Fact]
    public void Any_constant_demand_is_carried_on() =>
        Prop.ForAll(
            Gen.Choose(1, 500).Two().ToArbitrary(),
            pair =>
            {
                var (value, length) = (pair.Item1, pair.Item2 % 70 + 1);
                return Forecast([.. Enumerable.Repeat((double)value, length)]).Mean.All(m => Math.Abs(m - value) < 0.001 * value);
            }).Check(Runs);

    [Fact]
    public void Counting_in_other_units_scales_the_forecast() =>
        Prop.ForAll(Smooth(), history =>
        {
            var (small, large) = (Forecast(history).Mean, Forecast([.. history.Select(v => 4 * v)]).Mean);
            return small.Zip(large).All(pair => Math.Abs(4 * pair.First - pair.Second) <= 0.03 * pair.Second);
        }).Check(Runs);

    [Fact]
    public void The_back_test_sees_nothing_of_what_followed() =>
        Prop.ForAll(Smooth(), history =>
        {
            var origin = BackTest.OriginsFor(history.Length, 1, 5)[0];
            double[] other = [.. history[..origin], .. history[origin..].Select(v => 3 * v + 50)];
            return FirstForecasts(history).Zip(FirstForecasts(other)).All(pair => pair.First.SequenceEqual(pair.Second));
        }).Check(Runs);

    [Fact]
    public void Bands_hold_what_they_say_for_buyers_by_chance()
    {
        var (within80, within95, below975, count) = (0, 0, 0, 0);
        for (uint seed = 1; seed <= 40; seed++)
        {
            var noise = new Noise(seed * 7919);
            double[] values = [.. Enumerable.Range(0, 60).Select(_ => (double)noise.Poisson(6))];
            var forecast = Forecaster.Forecast(new() { Values = values[..52], Period = DemandPeriod.Week }, new() { Horizon = 8 });
            for (var h = 0; h < 8; h++)
            {
                var actual = values[52 + h];
                var (inner, outer) = (forecast.Steps[h].Band(0.8), forecast.Steps[h].Band(0.95));
                within80 += actual >= inner.Low && actual <= inner.High ? 1 : 0;
                within95 += actual >= outer.Low && actual <= outer.High ? 1 : 0;
                below975 += actual <= forecast.Steps[h].Quantile(0.975) ? 1 : 0;
                count++;
            }
        }

        Assert.InRange((double)within80 / count, 0.75, 0.9);
        Assert.InRange((double)within95 / count, 0.92, 0.99);
        Assert.InRange((double)below975 / count, 0.95, 1);
    }

    private static List<double[]> FirstForecasts(double[] history)
    {
        var request = new ForecastRequest { Horizon = 5 };
        var series = new DemandSeries { Values = history, Period = DemandPeriod.Week };
        var demand = new Prepared(CleanDemand.Of(series, 1), 1, request, series);
        return [.. BackTest.Run(demand, MethodSets.For(history, 1), 5, CancellationToken.None).Forecasts[0]];
    }

    // Whole and broken quantities, zeros, gaps, returns and spikes.
    private static Arbitrary<double[]> Histories()
    {
        var value = Gen.Frequency(
            (6, Gen.Choose(0, 20).Select(v => (double)v)),
            (3, Gen.Constant(0.0)),
            (1, Gen.Choose(0, 5000).Select(v => v / 16.0)),
            (1, Gen.Constant(double.NaN)),
            (1, Gen.Choose(-20, 0).Select(v => (double)v)),
            (1, Gen.Choose(1000, 100_000).Select(v => (double)v)));
        return Gen.Choose(0, 70).SelectMany(length => value.ArrayOf(length)).ToArbitrary();
    }

    private static Arbitrary<double[]> Smooth() =>
        Gen.Choose(24, 60).SelectMany(length => Gen.Choose(800, 1200).Select(v => v / 8.0).ArrayOf(length)).ToArbitrary();

    private static Forecast Forecast(double[] history) =>
        Forecaster.Forecast(new() { Values = history, Period = (DemandPeriod)(history.Length % 3) }, new() { Horizon = 5 });
}
