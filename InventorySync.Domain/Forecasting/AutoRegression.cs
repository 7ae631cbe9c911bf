namespace InventorySync.Domain.Forecasting;

/// <summary>
/// Each step from the steps before it and from the same weeks a season ago, by ridge regression on differences:
/// finds slow cycles in long histories that smoothing does not see.
/// </summary>
public static class AutoRegression
{
    public static double[] Forecast(double[] values, int season, int horizon, int nearLags, double ridge, bool differences)
    {
        var working = differences ? Steps(values) : Centred(values);
        var lags = Lags(nearLags, season, working.Length);
        if (lags.Length == 0)
            return [.. Enumerable.Repeat(values[^1], horizon)];
        var weights = Weights(working, lags, ridge);

        var n = working.Length;
        var path = new double[n + horizon];
        working.CopyTo(path, 0);
        for (var t = n; t < path.Length; t++)
            for (var i = 0; i < lags.Length; i++)
                path[t] += weights[i] * path[t - lags[i]];

        var forecast = path[n..];
        var level = differences ? values[^1] : Numbers.Mean(values);
        for (var h = 0; h < horizon; h++)
        {
            forecast[h] += level;
            if (differences)
                level = forecast[h];
        }

        return forecast;
    }

    private static int[] Lags(int near, int season, int length)
    {
        var lags = Enumerable.Range(1, Math.Min(near, length / 8)).ToList();
        if (season > 1 && length > 2 * season + 10)
            lags.AddRange(Enumerable.Range(season - 1, 3).Where(lag => lag > lags.Count));
        return [.. lags.Distinct()];
    }

    private static double[] Weights(double[] working, int[] lags, double ridge)
    {
        var size = lags.Length;
        var first = lags[^1];
        var gram = new double[size, size];
        var right = new double[size];
        for (var i = 0; i < size; i++)
        {
            right[i] = Product(working, 0, lags[i], first);
            for (var k = 0; k <= i; k++)
                gram[i, k] = gram[k, i] = Product(working, lags[i], lags[k], first);
        }

        var penalty = ridge * Enumerable.Range(0, size).Sum(i => gram[i, i]) / size + 1e-12;
        for (var i = 0; i < size; i++)
            gram[i, i] += penalty;
        return LinearSystem.Solve(gram, right);
    }

    private static double Product(double[] values, int leftLag, int rightLag, int first)
    {
        var count = values.Length - first;
        var left = values.AsSpan(first - leftLag, count);
        var right = values.AsSpan(first - rightLag, count);
        return Numbers.Dot(left, right);
    }

    private static double[] Steps(double[] values)
    {
        var steps = new double[Math.Max(0, values.Length - 1)];
        for (var t = 0; t < steps.Length; t++)
            steps[t] = values[t + 1] - values[t];
        return steps;
    }

    private static double[] Centred(double[] values)
    {
        var mean = Numbers.Mean(values);
        return [.. values.Select(v => v - mean)];
    }
}
