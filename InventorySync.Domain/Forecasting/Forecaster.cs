namespace InventorySync.Domain.Forecasting;

/// <summary>
/// Foresees demand: cleans the series, back-tests the methods that suit it, combines them by how they fared
/// and takes the bands from the combination's own errors. The same series gives the same forecast, always.
/// </summary>
public static class Forecaster
{
    private const double StepsToTrust = 12;

    public static Forecast Forecast(DemandSeries series, ForecastRequest request, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Horizon, 1);
        var season = LikeliestSeason(series, request);
        var demand = new Prepared(CleanDemand.Of(series, season), season, request, series);
        if (demand.Length == 0)
            return NewProduct.WithoutHistory(series, request);

        var (history, influences) = demand.Until(demand.Length);
        var test = BackTest.Run(demand, MethodSets.For(demand.Values, season), request.Horizon, ct);
        var weights = test.Weights(demand);
        // searched anew from the start: what served a shorter history may be a poor start for the whole
        var forecasts = MethodSets.For(demand.Values, season)
            .Select(m => demand.Influenced(BackTest.Bounded(m.Forecast(history, request.Horizon), history.Values), demand.Length, influences))
            .ToArray();

        var combined = test.Combined(weights);
        var mean = Combination.Of(forecasts, weights);
        var bands = new ErrorBands(demand, test.Origins, combined);
        var error = BackTestError.Of(demand, test, combined, history.Season);
        var factors = DemandFactors.Of(series, request, demand, history, influences);
        var shares = Shares(demand, test, weights, history.Season);
        var forecast = new Forecast
        {
            Steps = [.. mean.Select((m, h) => bands.At(h, m))],
            Method = shares[0].Method,
            Shares = shares,
            Error = error,
            Confidence = Confidence(demand, error),
            Factors = factors,
            Explanations = ForecastExplanations.Of(series, factors),
            Bands = bands,
        };
        return request.Siblings.Count == 0 ? forecast : NewProduct.Blended(forecast, series, request, demand);
    }

    /// <summary>Many series at once, on so many threads; the answers come in the order of the questions.</summary>
    public static Forecast[] ForecastAll(
        IReadOnlyList<(DemandSeries Series, ForecastRequest Request)> questions, int parallelism, CancellationToken ct = default)
    {
        var forecasts = new Forecast[questions.Count];
        Parallel.For(
            0,
            questions.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism), CancellationToken = ct },
            i => forecasts[i] = Forecast(questions[i].Series, questions[i].Request, ct));
        return forecasts;
    }

    // Of several candidates the one at which the history resembles itself most; with none, the first waits for more history.
    private static int LikeliestSeason(DemandSeries series, ForecastRequest request)
    {
        var candidates = request.SeasonsOf(series.Period);
        if (candidates.Count < 2)
            return candidates.Count == 0 ? 1 : Math.Max(1, candidates[0]);
        var values = CleanDemand.Of(series, 1).Values;
        return candidates
            .Where(season => SeasonalPattern.Repeats(values, season))
            .Select(season => (Season: season, SeasonalPattern.Of(values, season, multiplicative: false).Strength))
            .OrderByDescending(c => c.Strength)
            .Select(c => c.Season)
            .FirstOrDefault(1);
    }

    private static MethodShare[] Shares(Prepared demand, BackTest test, double[] weights, int season)
    {
        var scale = Numbers.MeanAbsoluteStep(demand.Values, season);
        var losses = test.MeanErrors(demand);
        return
        [
            .. test.Methods
                .Select((m, i) => new MethodShare(m.Name, weights[i], scale > 0 && test.Origins.Length > 0 ? losses[i] / scale : null))
                .OrderByDescending(s => s.Weight)
                .ThenBy(s => s.Method, StringComparer.Ordinal),
        ];
    }

    private static double Confidence(Prepared demand, BackTestError error)
    {
        var seen = demand.Observed.Count(o => o);
        var doubt = error.Origins == 0 ? 1 : error.RelativeError;
        return seen / (seen + StepsToTrust) / (1 + doubt);
    }
}
