namespace InventorySync.Domain.Forecasting;

/// <summary>
/// A history as the methods see it: without gaps, with the season that was found in it.
/// Everything in it comes from the values up to its end, so that a back-test sees nothing of what followed.
/// </summary>
internal sealed class History
{
    private const int LongestForSmoothing = 520;

    private double[]? _plainTail;

    public History(double[] values, int season)
    {
        Values = values;
        Season = season > 1 && SeasonalPattern.Repeats(values, season) ? season : 1;
        Recent = values.Length > LongestForSmoothing + Season ? values[^(LongestForSmoothing + Season)..] : values;
        Pattern = Season > 1 ? SeasonalPattern.Of(Recent, Season, Numbers.AllPositive(Recent)) : SeasonalPattern.None;
    }

    public double[] Values { get; }
    public double[] Recent { get; }
    public int Season { get; }
    public SeasonalPattern Pattern { get; }

    /// <summary>The recent values without their season.</summary>
    public double[] Plain => _plainTail ??= Pattern.Without(Recent);

    public double[] Seasonal(double[] forecast) => Pattern.With(forecast, Recent.Length);

    public double[] Level(double level, int horizon)
    {
        var forecast = new double[horizon];
        Array.Fill(forecast, level);
        return Seasonal(forecast);
    }
}

/// <summary>One way to look ahead. An instance serves one series and may remember its weights from one origin to the next.</summary>
internal interface IForecastMethod
{
    string Name { get; }

    /// <summary>A yardstick: tried with the others, heard only where it clearly beats them all.</summary>
    bool OnlyWhenClearlyBest => false;

    double[] Forecast(History history, int horizon);
}

internal sealed class ThetaMethod : IForecastMethod
{
    public string Name => "Theta";

    public double[] Forecast(History history, int horizon) => history.Seasonal(Theta.Classic(history.Plain, horizon));
}

internal sealed class DynamicThetaMethod : IForecastMethod
{
    private double[]? _start;

    public string Name => "Dynamic theta";

    public double[] Forecast(History history, int horizon) => history.Seasonal(Theta.Dynamic(history.Plain, horizon, ref _start));
}

/// <summary>Smoothing of the de-seasonalised history, with the form chosen by AICc or a damped trend.</summary>
internal sealed class SmoothingMethod(bool damped) : IForecastMethod
{
    private double[]? _start;

    public string Name => damped ? "Damped trend" : "Exponential smoothing";

    public double[] Forecast(History history, int horizon)
    {
        if (!damped)
            return history.Seasonal(ExponentialSmoothing.Choose(history.Plain, 1, 110).Forecast(horizon));
        var model = ExponentialSmoothing.Fit(history.Plain, 1, new(TrendForm.Damped, SeasonForm.None), _start, _start is null ? 160 : 70);
        _start = model.Point;
        return history.Seasonal(model.Forecast(horizon));
    }
}

/// <summary>Holt and Winters' smoothing with a season that moves with the demand.</summary>
internal sealed class SeasonalSmoothingMethod : IForecastMethod
{
    private SmoothingForm? _form;
    private double[]? _start;
    private int _fitted;

    public string Name => "Holt-Winters";

    public double[] Forecast(History history, int horizon)
    {
        if (_form is null || history.Recent.Length > 1.3 * _fitted)
        {
            var chosen = ExponentialSmoothing.Choose(history.Recent, history.Season, 130);
            (_form, _start, _fitted) = (chosen.Form, chosen.Point, history.Recent.Length);
            return chosen.Forecast(horizon);
        }

        var model = ExponentialSmoothing.Fit(history.Recent, history.Season, _form, _start, 60);
        _start = model.Point;
        return model.Forecast(horizon);
    }
}

internal sealed class ArimaMethod : IForecastMethod
{
    private ArimaOrders? _orders;
    private double[]? _start;
    private int _fitted;

    public string Name => "ARIMA";

    public double[] Forecast(History history, int horizon)
    {
        var plain = history.Plain;
        if (_orders is null || plain.Length > 1.3 * _fitted)
        {
            var chosen = Arima.Choose(plain, 1, 10);
            (_orders, _start, _fitted) = (chosen.Orders, chosen.Point, plain.Length);
            return history.Seasonal(chosen.Forecast(horizon));
        }

        var model = Arima.Fit(plain, 1, _orders, _start);
        _start = model.Point;
        return history.Seasonal(model.Forecast(horizon));
    }
}

internal sealed class AutoRegressionMethod(bool differences) : IForecastMethod
{
    private const int Longest = 1040;
    private const double Ridge = 0.05;

    public string Name => differences ? "Autoregression of changes" : "Autoregression";

    public double[] Forecast(History history, int horizon)
    {
        var values = history.Values.Length > Longest ? history.Values[^Longest..] : history.Values;
        return AutoRegression.Forecast(values, history.Season, horizon, Math.Max(history.Season, 12), Ridge, differences);
    }
}

internal sealed class SeasonalNaiveMethod : IForecastMethod
{
    public string Name => "Seasonal naive";

    public bool OnlyWhenClearlyBest => true;

    public double[] Forecast(History history, int horizon)
    {
        var forecast = new double[horizon];
        for (var h = 0; h < horizon; h++)
            forecast[h] = history.Recent[^(history.Season - h % history.Season)];
        return forecast;
    }
}

/// <summary>Any method that says one level for all steps ahead.</summary>
internal sealed class LevelMethod(string name, Func<double[], double> level, bool onlyWhenClearlyBest = false) : IForecastMethod
{
    public string Name => name;

    public bool OnlyWhenClearlyBest => onlyWhenClearlyBest;

    public double[] Forecast(History history, int horizon) => history.Level(level(history.Plain), horizon);
}
