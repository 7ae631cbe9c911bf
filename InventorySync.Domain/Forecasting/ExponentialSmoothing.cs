namespace InventorySync.Domain.Forecasting;

public enum TrendForm { None, Straight, Damped }

public enum SeasonForm { None, Additive, Multiplicative }

/// <summary>What a smoothing model consists of; relative errors weigh a miss against the height of the forecast.</summary>
public sealed record SmoothingForm(TrendForm Trend, SeasonForm Season, bool RelativeErrors = false)
{
    internal int Parameters(int season) =>
        2 + Trend switch { TrendForm.None => 0, TrendForm.Straight => 2, _ => 3 } + (Season == SeasonForm.None ? 0 : season);
}

/// <summary>
/// Exponential smoothing in its state-space form (ETS): level, trend (straight or damped) and season,
/// weights found by likelihood, the form by AICc.
/// </summary>
public sealed class ExponentialSmoothing
{
    private const double LowestDamping = 0.8;
    private const double HighestDamping = 0.98;

    private readonly double[] _values;
    private readonly int _season;
    private readonly double[] _firstSeason;
    private readonly double[] _seasonNow;
    private readonly (double Level, double Slope) _first;
    private readonly double _scale;
    private (double Level, double Slope) _last;

    private ExponentialSmoothing(double[] values, int season, SmoothingForm form)
    {
        _values = values;
        _season = form.Season == SeasonForm.None ? 1 : season;
        Form = form;
        (_firstSeason, _first) = FirstStates(values, _season, form);
        _seasonNow = new double[_season];
        _scale = Math.Max(1e-9, Numbers.MeanAbsoluteStep(values));
    }

    public SmoothingForm Form { get; }
    public double[] Point { get; private set; } = [];
    public double Alpha { get; private set; }
    public double Beta { get; private set; }
    public double Gamma { get; private set; }
    public double Phi { get; private set; } = 1;
    public double Criterion { get; private set; } = double.PositiveInfinity;

    /// <summary>Simple smoothing with a given weight, the first value as first level.</summary>
    public static double SimpleLevel(double[] values, double alpha)
    {
        var level = values[0];
        for (var t = 1; t < values.Length; t++)
            level += alpha * (values[t] - level);
        return level;
    }

    /// <summary>The form with the lowest AICc among those that the history can carry.</summary>
    public static ExponentialSmoothing Choose(double[] values, int season, int evaluations = 160)
    {
        ExponentialSmoothing? best = null;
        foreach (var form in Candidates(values, season))
        {
            var model = Fit(values, season, form, evaluations: evaluations);
            if (best is null || model.Criterion < best.Criterion)
                best = model;
        }

        return best!;
    }

    /// <summary>Weights of least error for one form; a start from an earlier fit makes the search short.</summary>
    public static ExponentialSmoothing Fit(double[] values, int season, SmoothingForm form, double[]? start = null, int evaluations = 160)
    {
        var model = new ExponentialSmoothing(values, season, form);
        var (point, loss) = NelderMead.Minimise(model.Loss, start ?? model.Start(), evaluations, start is null ? 0.8 : 0.3);
        model.Point = point;
        model.Apply(point);
        loss = model.Loss(point);
        var n = values.Length;
        var k = form.Parameters(season);
        model.Criterion = loss + 2 * k + (n - k - 1 > 0 ? 2.0 * k * (k + 1) / (n - k - 1) : 1e6);
        return model;
    }

    public double[] Forecast(int horizon)
    {
        var forecast = new double[horizon];
        var slope = _last.Slope;
        var level = _last.Level;
        for (var h = 0; h < horizon; h++)
        {
            slope *= Phi;
            level += slope;
            var season = _seasonNow[(_values.Length + h) % _season];
            forecast[h] = Form.Season == SeasonForm.Multiplicative ? level * season : level + season;
        }

        return forecast;
    }

    private static IEnumerable<SmoothingForm> Candidates(double[] values, int season)
    {
        var n = values.Length;
        if (season <= 1 || n < 2 * season + 3)
        {
            yield return new(TrendForm.None, SeasonForm.None);
            if (n >= 8)
            {
                yield return new(TrendForm.Straight, SeasonForm.None);
                yield return new(TrendForm.Damped, SeasonForm.None);
            }

            yield break;
        }

        yield return new(TrendForm.None, SeasonForm.Additive);
        yield return new(TrendForm.Damped, SeasonForm.Additive);
        if (Numbers.AllPositive(values))
        {
            yield return new(TrendForm.None, SeasonForm.Multiplicative, RelativeErrors: true);
            yield return new(TrendForm.Damped, SeasonForm.Multiplicative, RelativeErrors: true);
            yield return new(TrendForm.Straight, SeasonForm.Multiplicative, RelativeErrors: true);
        }
    }

    private double[] Start()
    {
        List<double> start = [-0.8, 0];
        if (Form.Trend != TrendForm.None)
            start.AddRange([-2.2, 0]);
        if (Form.Trend == TrendForm.Damped)
            start.Add(1);
        if (Form.Season != SeasonForm.None)
            start.Add(-2.2);
        return [.. start];
    }

    // The variables run free; the weights they stand for stay inside their bounds.
    private void Apply(double[] x)
    {
        var i = 0;
        Alpha = Between(0.001, 0.999, x[i++]);
        var level = _first.Level + x[i++] * _scale;
        var slope = 0.0;
        Beta = 0;
        Phi = 1;
        if (Form.Trend != TrendForm.None)
        {
            Beta = Alpha * Between(0.0001, 0.9999, x[i++]);
            slope = _first.Slope + x[i++] * _scale * 0.1;
        }

        if (Form.Trend == TrendForm.Damped)
            Phi = Between(LowestDamping, HighestDamping, x[i++]);
        Gamma = Form.Season == SeasonForm.None ? 0 : (1 - Alpha) * Between(0.0001, 0.6, x[i]);
        _last = (level, slope);
    }

    private double Loss(double[] x)
    {
        Apply(x);
        _firstSeason.CopyTo(_seasonNow, 0);
        var (level, slope) = _last;
        var (squares, logs) = Form.Season switch
        {
            SeasonForm.None => PassPlain(ref level, ref slope),
            SeasonForm.Additive => PassAdditive(ref level, ref slope),
            _ => PassMultiplicative(ref level, ref slope),
        };
        _last = (level, slope);
        return _values.Length * Math.Log(Math.Max(squares, 1e-12)) + 2 * logs;
    }

    private (double Squares, double Logs) PassPlain(ref double level, ref double slope)
    {
        var squares = 0.0;
        var (alpha, beta, phi) = (Alpha, Beta, Phi);
        foreach (var value in _values)
        {
            slope *= phi;
            level += slope;
            var error = value - level;
            squares += error * error;
            level += alpha * error;
            slope += beta * error;
        }

        return (squares, 0);
    }

    private (double Squares, double Logs) PassAdditive(ref double level, ref double slope)
    {
        var squares = 0.0;
        var phase = 0;
        var (alpha, beta, gamma, phi) = (Alpha, Beta, Gamma, Phi);
        foreach (var value in _values)
        {
            slope *= phi;
            level += slope;
            var error = value - level - _seasonNow[phase];
            squares += error * error;
            level += alpha * error;
            slope += beta * error;
            _seasonNow[phase] += gamma * error;
            phase = phase + 1 == _season ? 0 : phase + 1;
        }

        return (squares, 0);
    }

    private (double Squares, double Logs) PassMultiplicative(ref double level, ref double slope)
    {
        var squares = 0.0;
        var product = 1.0;
        var logs = 0.0;
        var phase = 0;
        var (alpha, beta, gamma, phi) = (Alpha, Beta, Gamma, Phi);
        foreach (var value in _values)
        {
            slope *= phi;
            level += slope;
            var index = _seasonNow[phase];
            var fitted = level * index;
            if (!(fitted > 1e-9) || !(level > 1e-9))
                return (double.PositiveInfinity, 0);
            var error = value - fitted;
            var relative = error / fitted;
            squares += relative * relative;
            product *= fitted;
            if (product is > 1e200 or < 1e-200)
            {
                logs += Math.Log(product);
                product = 1;
            }

            level += alpha * error / index;
            slope += beta * error / index;
            _seasonNow[phase] += gamma * index * relative;
            phase = phase + 1 == _season ? 0 : phase + 1;
        }

        return (squares, logs + Math.Log(product));
    }

    private static (double[] Season, (double, double) First) FirstStates(double[] values, int season, SmoothingForm form)
    {
        var indices = new double[season];
        var plain = values;
        if (form.Season != SeasonForm.None)
        {
            var years = Math.Min(values.Length, 4 * season);
            var pattern = SeasonalPattern.Of(values[..years], season, form.Season == SeasonForm.Multiplicative, shrink: false);
            indices = pattern.Indices;
            plain = pattern.Without(values);
        }

        var start = plain[..Math.Min(plain.Length, Math.Max(6, season))];
        var (level, slope) = form.Trend == TrendForm.None ? (start.Average(), 0) : Numbers.Line(start);
        return (indices, (level - slope, slope));
    }

    private static double Between(double low, double high, double free) => low + (high - low) / (1 + Math.Exp(-free));
}
