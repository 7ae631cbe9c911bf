namespace InventorySync.Domain.Forecasting;

/// <summary>The Theta method: half a straight line, half a smoothed level; and its dynamic form with optimised theta.</summary>
public static class Theta
{
    /// <summary>The classic method (theta 2): simple smoothing with half the slope of the line as drift.</summary>
    public static double[] Classic(double[] values, int horizon)
    {
        var n = values.Length;
        if (n < 3)
            return Repeat(values.Length == 0 ? 0 : values[^1], horizon);
        var ses = ExponentialSmoothing.Fit(values, 1, new(TrendForm.None, SeasonForm.None), evaluations: 60);
        var level = ses.Forecast(1)[0];
        var drift = Numbers.Line(values).Slope / 2;
        var lag = (1 - Math.Pow(1 - ses.Alpha, n)) / ses.Alpha;
        var forecast = new double[horizon];
        for (var h = 0; h < horizon; h++)
            forecast[h] = level + drift * (h + lag);
        return forecast;
    }

    /// <summary>Dynamic optimised theta (Fiorucci and others, 2016): the line is learnt anew with every value.</summary>
    public static double[] Dynamic(double[] values, int horizon, ref double[]? start)
    {
        if (values.Length < 4)
            return Repeat(values.Length == 0 ? 0 : values[^1], horizon);
        var scale = Math.Max(1e-9, Numbers.MeanAbsoluteStep(values));
        var line = new DynamicLine(values, scale);
        var (point, _) = NelderMead.Minimise(line.Loss, start ?? [0, 0, 0], start is null ? 140 : 60, start is null ? 0.8 : 0.3);
        start = point;
        return line.Forecast(point, horizon);
    }

    private static double[] Repeat(double value, int horizon) => [.. Enumerable.Repeat(value, horizon)];

    private sealed class DynamicLine(double[] values, double scale)
    {
        private double _level, _mean, _slope, _decay;

        public double Loss(double[] x) => Pass(x, out _, out _);

        public double[] Forecast(double[] x, int horizon)
        {
            Pass(x, out var alpha, out var weight);
            var forecast = new double[horizon];
            for (var h = 0; h < horizon; h++)
            {
                var t = values.Length + h;
                forecast[h] = Expected(t, alpha, weight);
                Learn(forecast[h], t, alpha);
            }

            return forecast;
        }

        private double Pass(double[] x, out double alpha, out double weight)
        {
            alpha = 0.01 + 0.98 / (1 + Math.Exp(-x[0]));
            // theta between 1 and about 20; the drift's weight is 1 - 1/theta
            weight = 0.95 / (1 + Math.Exp(-x[2]));
            _level = values[0] + x[1] * scale;
            (_mean, _slope, _decay) = (0, 0, 1);
            var squares = 0.0;
            for (var t = 0; t < values.Length; t++)
            {
                if (t >= 2)
                {
                    var error = values[t] - Expected(t, alpha, weight);
                    squares += error * error;
                }

                Learn(values[t], t, alpha);
            }

            return squares;
        }

        private double Expected(int seen, double alpha, double weight)
        {
            var intercept = _mean - (seen + 1) * _slope / 2;
            return _level + weight * (_decay * intercept + (1 - _decay * (1 - alpha)) / alpha * _slope);
        }

        private void Learn(double value, int seen, double alpha)
        {
            var t = seen + 1;
            _level = alpha * value + (1 - alpha) * _level;
            _slope = t == 1 ? 0 : ((t - 2) * _slope + 6 * (value - _mean) / t) / (t + 1);
            _mean = (seen * _mean + value) / t;
            _decay *= 1 - alpha;
        }
    }
}
