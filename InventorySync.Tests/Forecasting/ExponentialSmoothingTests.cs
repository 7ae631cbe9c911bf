using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class ExponentialSmoothingTests
{
    private static readonly SmoothingForm Simple = new(TrendForm.None, SeasonForm.None);

    // Saudi Arabia's oil production 1996-2013, Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 7.1
    private static readonly double[] Oil =
        [445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87, 456.72, 473.82, 525.95, 549.83, 542.34];

    [Fact]
    public void A_level_smoothed_by_hand_comes_out_the_same() =>
        // 3, then 3.4, 4.52, 7.616
        Assert.Equal(7.616, ExponentialSmoothing.SimpleLevel([3, 5, 9, 20], 0.2), 10);

    [Fact]
    public void Simple_smoothing_finds_the_published_weight_and_forecast_of_the_oil_series()
    {
        var model = ExponentialSmoothing.Fit(Oil, 1, Simple, evaluations: 400);

        Assert.InRange(model.Alpha, 0.80, 0.87);
        Assert.All(model.Forecast(3), f => Assert.InRange(f, 542.2, 543.2));
    }

    [Fact]
    public void A_straight_trend_is_carried_on()
    {
        double[] line = [.. Enumerable.Range(0, 30).Select(t => 100 + 5.0 * t)];

        var forecast = ExponentialSmoothing.Fit(line, 1, new(TrendForm.Straight, SeasonForm.None)).Forecast(3);

        Assert.InRange(forecast[0], 248, 252);
        Assert.InRange(forecast[2], 257, 263);
    }

    [Fact]
    public void A_damped_trend_rises_less_with_every_step()
    {
        var noise = new Noise(3);
        double[] rising = [.. Enumerable.Range(0, 60).Select(t => 100 + 4.0 * t + 5 * noise.Bell())];

        var forecast = ExponentialSmoothing.Fit(rising, 1, new(TrendForm.Damped, SeasonForm.None)).Forecast(12);

        var rises = forecast.Zip(forecast.Skip(1), (a, b) => b - a).ToArray();
        Assert.All(rises.Zip(rises.Skip(1)), pair => Assert.True(pair.Second < pair.First && pair.Second > 0));
    }

    [Theory]
    [InlineData(SeasonForm.Additive)]
    [InlineData(SeasonForm.Multiplicative)]
    public void A_season_comes_back_in_the_forecast(SeasonForm season)
    {
        double[] months = [80, 70, 90, 100, 120, 140];
        var noise = new Noise(4);
        double[] values = [.. Enumerable.Range(0, 48).Select(t => months[t % 6] + noise.Bell())];

        var forecast = ExponentialSmoothing.Fit(values, 6, new(TrendForm.None, season, season == SeasonForm.Multiplicative)).Forecast(6);

        Assert.All(forecast.Zip(months), pair => Assert.InRange(pair.First, pair.Second - 4, pair.Second + 4));
    }

    [Fact]
    public void The_form_is_chosen_by_the_history()
    {
        var noise = new Noise(5);
        double[] flat = [.. Enumerable.Range(0, 60).Select(_ => 50 + noise.Bell())];
        double[] rising = [.. Enumerable.Range(0, 60).Select(t => 50 + 3.0 * t + noise.Bell())];

        Assert.Equal(TrendForm.None, ExponentialSmoothing.Choose(flat, 1).Form.Trend);
        Assert.NotEqual(TrendForm.None, ExponentialSmoothing.Choose(rising, 1).Form.Trend);
    }

    [Fact]
    public void Shifting_the_history_shifts_the_forecast()
    {
        double[] shifted = [.. Oil.Select(v => v + 1000)];

        var (here, there) = (ExponentialSmoothing.Fit(Oil, 1, Simple).Forecast(1)[0], ExponentialSmoothing.Fit(shifted, 1, Simple).Forecast(1)[0]);

        Assert.InRange(there - here, 999.5, 1000.5);
    }
}
