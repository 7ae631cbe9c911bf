using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class ArimaTests
{
    [Fact]
    public void The_weight_of_the_own_past_is_found_again()
    {
        var values = AutoRegressive(0.7, 600);

        var model = Arima.Fit(values, 1, new(1, 0, 0));

        Assert.InRange(model.OwnPast[0], 0.62, 0.78);
    }

    [Fact]
    public void The_weight_of_the_past_error_is_found_again()
    {
        var noise = new Noise(12);
        var errors = Enumerable.Range(0, 600).Select(_ => noise.Bell()).ToArray();
        double[] values = [.. Enumerable.Range(1, 599).Select(t => 20 + errors[t] + 0.5 * errors[t - 1])];

        var model = Arima.Fit(values, 1, new(0, 0, 1));

        Assert.InRange(model.PastErrors[0], 0.4, 0.6);
    }

    [Fact]
    public void An_autoregression_of_first_order_forecasts_by_powers_of_its_weight()
    {
        var values = AutoRegressive(0.7, 400);
        var model = Arima.Fit(values, 1, new(1, 0, 0));
        var mean = values.Average();

        var forecast = model.Forecast(3);

        var apart = values[^1] - mean;
        Assert.All(Enumerable.Range(0, 3), h => Assert.Equal(mean + apart * Math.Pow(model.OwnPast[0], h + 1), forecast[h], 8));
    }

    [Fact]
    public void A_straight_line_goes_on_by_differences_with_drift()
    {
        double[] line = [.. Enumerable.Range(0, 20).Select(t => 7 + 3.0 * t)];

        var forecast = Arima.Fit(line, 1, new(0, 1, 0, Drift: true)).Forecast(4);

        Assert.All(Enumerable.Range(0, 4), h => Assert.Equal(67 + 3.0 * h, forecast[h], 9));
    }

    [Fact]
    public void A_seasonal_difference_repeats_the_season()
    {
        double[] season = [5, 9, 2, 7];
        double[] values = [.. Enumerable.Range(0, 24).Select(t => season[t % 4])];

        var forecast = Arima.Fit(values, 4, new(0, 0, 0, SeasonalD: 1)).Forecast(8);

        Assert.Equal(season.Concat(season), forecast);
    }

    [Fact]
    public void A_random_walk_is_differenced_and_a_steady_level_is_not()
    {
        var noise = new Noise(14);
        var level = 100.0;
        double[] walk = [.. Enumerable.Range(0, 300).Select(_ => level += noise.Bell())];
        double[] steady = [.. Enumerable.Range(0, 300).Select(_ => 100 + noise.Bell())];

        Assert.Equal(1, Arima.Choose(walk, 1).Orders.D);
        Assert.Equal(0, Arima.Choose(steady, 1).Orders.D);
    }

    [Fact]
    public void Every_model_found_is_stationary_and_invertible()
    {
        var noise = new Noise(15);
        double[] values = [.. Enumerable.Range(0, 120).Select(t => Math.Sin(t) * 10 + noise.Bell())];

        var model = Arima.Fit(values, 1, new(2, 0, 2));

        // the triangle of stationarity of second order
        foreach (var (first, second) in new[] { (model.OwnPast[0], model.OwnPast[1]), (-model.PastErrors[0], -model.PastErrors[1]) })
        {
            Assert.True(Math.Abs(second) < 1);
            Assert.True(second + first < 1 && second - first < 1);
        }
    }

    [Fact]
    public void A_regression_on_the_own_past_carries_a_wave_on()
    {
        double[] wave = [.. Enumerable.Range(0, 200).Select(t => 100 + 10 * Math.Sin(2 * Math.PI * t / 20))];

        var forecast = AutoRegression.Forecast(wave, 1, 20, nearLags: 12, ridge: 1e-6, differences: false);

        Assert.All(Enumerable.Range(0, 20), h => Assert.Equal(100 + 10 * Math.Sin(2 * Math.PI * h / 20), forecast[h], 0.5));
    }

    private static double[] AutoRegressive(double weight, int length)
    {
        var noise = new Noise(11);
        var apart = 0.0;
        return [.. Enumerable.Range(0, length).Select(_ => 50 + (apart = weight * apart + noise.Bell()))];
    }
}
