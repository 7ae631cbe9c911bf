namespace InventorySync.Domain.Forecasting;

/// <summary>Which methods a history is given to, by what kind of demand it is.</summary>
internal static class MethodSets
{
    // Syntetos, Boylan and Croston (2005): above this many steps between demands a series is intermittent
    private const double IntermittentGap = 1.32;
    private const int ShortestForModels = 8;
    private const int LongestSparse = 200;

    public static bool IsIntermittent(double[] values) => Intermittent.MeanGap(values) > IntermittentGap;

    public static IForecastMethod[] For(double[] values, int season)
    {
        if (values.Length < ShortestForModels)
            return [new LevelMethod("Mean", v => Numbers.Mean(v)), new LevelMethod("Simple smoothing (0.3)", v => SlowLevel(v, 0.3))];
        if (IsIntermittent(values) && values.Length < LongestSparse)
            return Sparse();
        var methods = new List<IForecastMethod>
        {
            new ThetaMethod(),
            new DynamicThetaMethod(),
            new SmoothingMethod(damped: false),
            new SmoothingMethod(damped: true),
            new ArimaMethod(),
            new AutoRegressionMethod(differences: true),
            new AutoRegressionMethod(differences: false),
            new SeasonalNaiveMethod(),
        };
        if (season is > 1 and <= 24)
            methods.Add(new SeasonalSmoothingMethod());
        methods.AddRange(Slow());
        return [.. methods];
    }

    private static IForecastMethod[] Sparse() =>
    [
        new LevelMethod("TSB", v => Doubt(v) * Intermittent.Tsb(v)),
        new LevelMethod("IMAPA", v => Doubt(v) * Intermittent.Imapa(v)),
        new LevelMethod("Moving average (6)", v => Doubt(v) * Intermittent.MovingAverage(v, 6)),
        new LevelMethod("Moving average (12)", v => Doubt(v) * Intermittent.MovingAverage(v, 12)),
        new LevelMethod("Simple smoothing (0.15)", v => Doubt(v) * SlowLevel(v, 0.15)),
        new LevelMethod("Simple smoothing (0.05)", v => Doubt(v) * SlowLevel(v, 0.05)),
        new LevelMethod("Croston", v => Intermittent.Croston(v), onlyWhenClearlyBest: true),
        new LevelMethod("SBA", v => Intermittent.Sba(v), onlyWhenClearlyBest: true),
    ];

    // Few demands are as much chance as level; what rests on two or three is held back a little.
    public static double Doubt(double[] values)
    {
        const double memory = 0.1;
        const double doubt = 0.4;
        var share = values.Count(v => v > 0) / (double)values.Length;
        foreach (var value in values)
            share += memory * ((value > 0 ? 1 : 0) - share);
        var demands = share / memory;
        return demands * demands / (demands * demands + doubt);
    }

    private static IForecastMethod[] Slow() =>
    [
        new LevelMethod("Simple smoothing (0.1)", v => SlowLevel(v, 0.1)),
        new LevelMethod("Simple smoothing (0.03)", v => SlowLevel(v, 0.03)),
    ];

    private static double SlowLevel(double[] values, double alpha)
    {
        var level = Numbers.Mean(values);
        foreach (var value in values)
            level += alpha * (value - level);
        return level;
    }
}
