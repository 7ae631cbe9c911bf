using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Benchmarks.Forecasting;

/// <summary>Forecasts every series of a folder from its training part alone and scores it on what came.</summary>
public sealed class ForecastBenchmark(TextWriter output) : IBenchmark
{
    private const int Windows = 10;
    private const int WarmUp = 8;

    private static readonly double[] Levels = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975];

    public string Name => "forecast";

    public string Summary => "accuracy, bands and speed of forecasts on the series in --data FOLDER; --out FILE gets each forecast";

    public bool WritesOut => true;

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var sets = SeriesFolder.Read(options.Data, Windows, options.Size);
        if (sets.Count == 0)
        {
            await output.WriteLineAsync(SeriesFolder.Wanted);
            return new Figures(this, options).Check("the folder holds series", false);
        }

        var runs = new List<SetRun>();
        foreach (var (set, cases) in sets)
        {
            runs.Add(Run(set, cases, planned: false, ct));
            if (cases.Any(c => c.TestPromotions is not null))
                runs.Add(Run(set + " planned", cases, planned: true, ct));
        }

        await output.WriteLineAsync($"{"set",-24} {"count",6} {"sMAPE",8} {"MASE",7} {"median",7} {"RMSSE",7} {"OWA",7} {"SQL",7} {"MSIS",7} {"80 %",6} {"prom.",6} {"95 %",6} {"97.5 %",6} {"/s core",8}");
        foreach (var run in runs)
            await output.WriteLineAsync(Line(run));
        if (options.Out is { } path)
            await WriteForecastsAsync(path, runs);
        return FiguresOf(options, runs);
    }

    private static SetRun Run(string set, IReadOnlyList<SeriesCase> cases, bool planned, CancellationToken ct)
    {
        var questions = cases.Select(c => (c.Training, RequestFor(c, planned))).ToList();
        Forecaster.ForecastAll([.. questions.Take(WarmUp)], 1, ct);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var forecasts = Forecaster.ForecastAll(questions, Environment.ProcessorCount, ct);
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        return new(set, cases, forecasts, ForecastScores.MeanOf([.. cases.Select((c, i) => ForecastScores.Of(c, forecasts[i]))]), seconds)
        {
            Same = SameAgain(forecasts, questions),
        };
    }

    // Where the file names no season (m = 1) the period is weekly and the engine looks for the year in it.
    private static ForecastRequest RequestFor(SeriesCase series, bool planned) => new()
    {
        Horizon = series.Horizon,
        Seasons = [series.Season > 1 ? series.Season : 52],
        PlannedPromotions = planned ? series.TestPromotions : null,
    };

    private static bool SameAgain(Forecast[] forecasts, List<(DemandSeries, ForecastRequest)> questions)
    {
        var again = Forecaster.ForecastAll([.. questions.Take(WarmUp)], 1);
        return again.Zip(forecasts).All(pair => pair.First.Mean.SequenceEqual(pair.Second.Mean));
    }

    private static string Line(SetRun run)
    {
        var s = run.Scores;
        return string.Create(CultureInfo.InvariantCulture, $"{run.Set,-24} {run.Cases.Count,6} {s.Smape,8:F3} {s.Mase,7:F4} {s.MaseOfMedian,7:F4} {s.Rmsse,7:F4} {s.Owa,7:F4} {s.Sql,7:F4} {s.Msis,7:F2} {s.Cover80,6:F3} {s.Promised80,6:F3} {s.Cover95,6:F3} {s.Cover975,6:F3} {run.PerSecond,8:F1}");
    }

    private static async Task WriteForecastsAsync(string path, List<SetRun> runs)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("set,id,window,step,method,mean,low80,high80,low95,high95," + string.Join(',', Levels.Select(l => "q" + Figure(l))));
        foreach (var run in runs)
        {
            foreach (var (series, forecast) in run.Cases.Zip(run.Forecasts))
            {
                for (var h = 0; h < forecast.Horizon; h++)
                    await file.WriteLineAsync($"{run.Set},{series.Id},{series.Window},{h + 1},{forecast.Method},{string.Join(',', Values(forecast.Steps[h]).Select(Figure))}");
            }
        }
    }

    private static IEnumerable<double> Values(DemandDistribution step)
    {
        var (inner, outer) = (step.Band(0.8), step.Band(0.95));
        return [step.Mean, inner.Low, inner.High, outer.Low, outer.High, .. Levels.Select(step.Quantile)];
    }

    private Figures FiguresOf(BenchmarkOptions options, List<SetRun> runs)
    {
        var seconds = runs.Sum(r => r.Seconds);
        var count = runs.Sum(r => r.Cases.Count);
        var steps = runs.SelectMany(r => r.Forecasts).SelectMany(f => f.Steps).ToList();
        using var process = Process.GetCurrentProcess();
        var figures = new Figures(this, options)
            .Size(count)
            .Seconds(seconds)
            .PerSecond(count / Math.Max(seconds, 1e-9))
            .PeakMegabytes(process.PeakWorkingSet64 / 1024.0 / 1024)
            .Check("every forecast is a number and never negative", steps.All(s => double.IsFinite(s.Mean) && s.Mean >= 0))
            .Check("bands are ordered", steps.All(BandsAreOrdered))
            .Check("the same series gives the same forecast", runs.All(r => r.Same));
        foreach (var run in runs)
            figures.More(run.Set, Summarised(run));
        return figures;
    }

    private static bool BandsAreOrdered(DemandDistribution step)
    {
        var (inner, outer) = (step.Band(0.8), step.Band(0.95));
        return outer.Low <= inner.Low && inner.Low <= inner.High && inner.High <= outer.High;
    }

    private static JsonObject Summarised(SetRun run)
    {
        var s = run.Scores;
        return new()
        {
            ["count"] = run.Cases.Count,
            ["smape"] = Rounded(s.Smape),
            ["mase"] = Rounded(s.Mase),
            ["mase_median"] = Rounded(s.MaseOfMedian),
            ["rmsse"] = Rounded(s.Rmsse),
            ["owa"] = Rounded(s.Owa),
            ["sql"] = Rounded(s.Sql),
            ["msis"] = Rounded(s.Msis),
            ["cover_80"] = Rounded(s.Cover80),
            ["promised_80"] = Rounded(s.Promised80),
            ["cover_95"] = Rounded(s.Cover95),
            ["cover_975"] = Rounded(s.Cover975),
            ["per_second_and_core"] = Rounded(run.PerSecond),
        };
    }

    private static double Rounded(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;

    private static string Figure(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private sealed record SetRun(string Set, IReadOnlyList<SeriesCase> Cases, Forecast[] Forecasts, ForecastScores Scores, double Seconds)
    {
        public double PerSecond => Cases.Count / Math.Max(Seconds, 1e-9);

        public bool Same { get; init; }
    }
}
