namespace InventorySync.Domain.Forecasting;

/// <summary>Orders of an ARIMA model: own past, differences, past errors, and the same a season apart.</summary>
public sealed record ArimaOrders(int P, int D, int Q, int SeasonalP = 0, int SeasonalD = 0, int SeasonalQ = 0, bool Drift = false)
{
    internal int Weights => P + Q + SeasonalP + SeasonalQ;
}

/// <summary>
/// ARIMA with orders chosen step by step by AICc, differences by the KPSS test and the strength of the season,
/// weights by the conditional sum of squares; partial autocorrelations keep every model stationary and invertible.
/// </summary>
public sealed class Arima
{
    private const double KpssLimit = 0.463;
    private const double StrongSeason = 0.64;

    private readonly double[] _values;
    private readonly int _season;
    private readonly double[] _working;
    private readonly double _mean;
    private readonly double[] _errors;
    private int[] _ownLags = [];
    private double[] _ownWeights = [];
    private int[] _errorLags = [];
    private double[] _errorWeights = [];

    private Arima(double[] values, int season, ArimaOrders orders)
    {
        _values = values;
        _season = season;
        Orders = orders;
        _working = Differenced(values, season, orders);
        _mean = orders.Drift || orders.D + orders.SeasonalD == 0 ? Numbers.Mean(_working) : 0;
        for (var t = 0; t < _working.Length; t++)
            _working[t] -= _mean;
        _errors = new double[_working.Length];
    }

    public ArimaOrders Orders { get; }
    public double[] Point { get; private set; } = [];
    public double Criterion { get; private set; }
    public double[] OwnPast { get; private set; } = [];
    public double[] PastErrors { get; private set; } = [];

    public static Arima Choose(double[] values, int season, int models = 12)
    {
        var seasonal = season > 1 && values.Length >= 2 * season + 8;
        var seasonalD = seasonal && SeasonalPattern.Of(values, season, false).Strength > StrongSeason ? 1 : 0;
        var d = NeedsDifference(seasonalD == 1 ? Lagged(values, season) : values) ? 1 : 0;
        var drift = d + seasonalD <= 1 && d + seasonalD > 0;
        var s = seasonal ? 1 : 0;

        var tried = new Dictionary<ArimaOrders, Arima>();
        Arima? best = null;
        void Try(ArimaOrders orders)
        {
            if (tried.Count >= models || tried.ContainsKey(orders) || !Allowed(orders, seasonal, values.Length))
                return;
            var model = Fit(values, season, orders);
            tried.Add(orders, model);
            if (best is null || model.Criterion < best.Criterion)
                best = model;
        }

        best = Fit(values, season, new(0, d, 0, 0, seasonalD, 0, drift));
        tried.Add(best.Orders, best);
        Try(new(1, d, 0, s, seasonalD, 0, drift));
        Try(new(0, d, 1, 0, seasonalD, s, drift));
        Try(new(2, d, 2, s, seasonalD, s, drift));
        if (drift)
            Try(new(0, d, 1, 0, seasonalD, s));
        for (Arima? from = null; from != best;)
        {
            from = best;
            foreach (var neighbour in Neighbours(best!.Orders))
                Try(neighbour);
        }

        return best!;
    }

    public static Arima Fit(double[] values, int season, ArimaOrders orders, double[]? start = null)
    {
        var model = new Arima(values, season, orders);
        var size = orders.Weights;
        var from = start ?? new double[size];
        if (start is null)
            Array.Fill(from, 0.1);
        var budget = start is null ? 30 + 30 * size : 20 + 12 * size;
        var point = size == 0 ? [] : NelderMead.Minimise(model.Loss, from, budget, start is null ? 0.5 : 0.2, 1e-5).Point;
        var squares = model.Loss(point);
        model.Point = point;
        var n = model._working.Length;
        var k = size + 1 + (model._mean != 0 ? 1 : 0);
        model.Criterion = n * Math.Log(Math.Max(squares / Math.Max(1, n), 1e-12)) + 2 * k + (n - k - 1 > 0 ? 2.0 * k * (k + 1) / (n - k - 1) : 1e6);
        return model;
    }

    public double[] Forecast(int horizon)
    {
        var n = _working.Length;
        var path = new double[n + horizon];
        _working.CopyTo(path, 0);
        for (var t = n; t < n + horizon; t++)
        {
            var next = 0.0;
            for (var i = 0; i < _ownLags.Length; i++)
                next += t >= _ownLags[i] ? _ownWeights[i] * path[t - _ownLags[i]] : 0;
            for (var i = 0; i < _errorLags.Length; i++)
            {
                var back = t - _errorLags[i];
                next += back >= 0 && back < n ? _errorWeights[i] * _errors[back] : 0;
            }

            path[t] = next;
        }

        return Undifferenced(path[n..]);
    }

    // The KPSS test of a stationary level, as the usual automatic procedures use it.
    internal static bool NeedsDifference(double[] values)
    {
        var n = values.Length;
        if (n < 6)
            return false;
        var mean = Numbers.Mean(values);
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value - mean;
            squares += sum * sum;
        }

        var lags = (int)(4 * Math.Pow(n / 100.0, 0.25));
        var longRun = 0.0;
        for (var lag = 0; lag <= lags; lag++)
        {
            var cross = 0.0;
            for (var t = lag; t < n; t++)
                cross += (values[t] - mean) * (values[t - lag] - mean);
            longRun += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * cross / n;
        }

        return longRun > 1e-12 && squares / ((double)n * n * longRun) > KpssLimit;
    }

    private static bool Allowed(ArimaOrders o, bool seasonal, int length) =>
        o is { P: >= 0 and <= 3, Q: >= 0 and <= 3, SeasonalP: >= 0 and <= 1, SeasonalQ: >= 0 and <= 1 }
        && (seasonal || o.SeasonalP + o.SeasonalQ == 0) && length > 3 * (o.Weights + 1) + 4;

    private static IEnumerable<ArimaOrders> Neighbours(ArimaOrders o)
    {
        yield return o with { SeasonalP = 1 - o.SeasonalP };
        yield return o with { SeasonalQ = 1 - o.SeasonalQ };
        yield return o with { P = o.P - 1 };
        yield return o with { Q = o.Q - 1 };
        yield return o with { P = o.P + 1 };
        yield return o with { Q = o.Q + 1 };
        yield return o with { P = o.P - 1, Q = o.Q - 1 };
        yield return o with { P = o.P + 1, Q = o.Q + 1 };
    }

    private double Loss(double[] x)
    {
        var o = Orders;
        OwnPast = FromPartial(x.AsSpan(0, o.P), 1);
        PastErrors = FromPartial(x.AsSpan(o.P, o.Q), -1);
        var seasonalOwn = o.SeasonalP == 0 ? 0 : Math.Tanh(x[o.P + o.Q]);
        var seasonalError = o.SeasonalQ == 0 ? 0 : -Math.Tanh(x[o.P + o.Q + o.SeasonalP]);
        (_ownLags, _ownWeights) = Product(OwnPast, seasonalOwn, -1);
        (_errorLags, _errorWeights) = Product(PastErrors, seasonalError, 1);
        return Pass();
    }

    // What lies before the first value counts as the mean, so that models of all orders are judged on the same values.
    private double Pass()
    {
        var (own, ownWeights, past, pastWeights) = (_ownLags, _ownWeights, _errorLags, _errorWeights);
        var (working, errors) = (_working, _errors);
        var squares = 0.0;
        for (var t = 0; t < working.Length; t++)
        {
            var error = working[t];
            for (var i = 0; i < own.Length && own[i] <= t; i++)
                error -= ownWeights[i] * working[t - own[i]];
            for (var i = 0; i < past.Length && past[i] <= t; i++)
                error -= pastWeights[i] * errors[t - past[i]];
            errors[t] = error;
            squares += error * error;
        }

        return squares;
    }

    private (int[] Lags, double[] Weights) Product(double[] plain, double seasonal, int sign)
    {
        var own = seasonal == 0 ? 0 : 1;
        var lags = new int[plain.Length + own * (1 + plain.Length)];
        var weights = new double[lags.Length];
        for (var i = 0; i < plain.Length; i++)
            (lags[i], weights[i]) = (i + 1, plain[i]);
        if (own == 1)
        {
            (lags[plain.Length], weights[plain.Length]) = (_season, seasonal);
            for (var i = 0; i < plain.Length; i++)
                (lags[plain.Length + 1 + i], weights[plain.Length + 1 + i]) = (_season + i + 1, sign * seasonal * plain[i]);
        }

        return (lags, weights);
    }

    private static double[] FromPartial(ReadOnlySpan<double> free, int sign)
    {
        var weights = new double[free.Length];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = 0.99 * Math.Tanh(free[k]);
            for (var i = 0; i < k / 2 + k % 2; i++)
            {
                var (left, right) = (weights[i], weights[k - 1 - i]);
                weights[i] = left - partial * right;
                weights[k - 1 - i] = right - partial * left;
            }

            weights[k] = partial;
        }

        for (var k = 0; k < weights.Length; k++)
            weights[k] *= sign;
        return weights;
    }

    private static double[] Differenced(double[] values, int season, ArimaOrders orders)
    {
        var working = orders.SeasonalD == 1 ? Lagged(values, season) : (double[])values.Clone();
        for (var d = 0; d < orders.D; d++)
            working = Lagged(working, 1);
        return working;
    }

    private static double[] Lagged(double[] values, int lag)
    {
        var differences = new double[Math.Max(0, values.Length - lag)];
        for (var t = 0; t < differences.Length; t++)
            differences[t] = values[t + lag] - values[t];
        return differences;
    }

    private double[] Undifferenced(double[] forecast)
    {
        for (var h = 0; h < forecast.Length; h++)
            forecast[h] += _mean;
        var stages = new List<(double[] Values, int Lag)>();
        var current = _values;
        if (Orders.SeasonalD == 1)
        {
            stages.Add((current, _season));
            current = Lagged(current, _season);
        }

        for (var d = 0; d < Orders.D; d++)
        {
            stages.Add((current, 1));
            current = Lagged(current, 1);
        }

        for (var s = stages.Count - 1; s >= 0; s--)
        {
            var (values, lag) = stages[s];
            for (var h = 0; h < forecast.Length; h++)
                forecast[h] += h >= lag ? forecast[h - lag] : values[values.Length + h - lag];
        }

        return forecast;
    }
}
