using System.Diagnostics;
using System.Globalization;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Benchmarks.Forecasting;

/// <summary>Forecasts every series of a folder from its training part alone and scores it on what came.</summary>
public static class ForecastBenchmark
{
    private const int DefaultWindows = 10;
    private const int WarmUp = 8;

    private static readonly double[] Levels = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975];

    public static async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchmarkOptions options, TextWriter output)
    {
        var folder = options.Text("data") ?? throw new BenchmarkException("Say where the series are: --data FOLDER.");
        var sets = SeriesFolder.Read(folder, options.Number("windows") ?? DefaultWindows, options.Number("size"));
        await using var file = options.Text("out") is { } path ? new StreamWriter(path) : null;
        if (file is not null)
            await file.WriteLineAsync("set,id,window,step,method,mean,low80,high80,low95,high95," + string.Join(',', Levels.Select(l => "q" + Figure(l))));

        var runs = new List<SetRun>();
        foreach (var (set, cases) in sets)
        {
            runs.Add(Run(set, cases, planned: false));
            if (cases.Any(c => c.TestPromotions is not null))
                runs.Add(Run(set + "+promotions", cases, planned: true));
        }

        await output.WriteLineAsync($"{"set",-24} {"count",6} {"sMAPE",8} {"MASE",7} {"MASE med",8} {"RMSSE",7} {"OWA",7} {"SQL",7} {"MSIS",7} {"80 %",6} {"(prom)",6} {"95 %",6} {"97.5 %",6} {"/s core",8}");
        foreach (var run in runs)
        {
            await output.WriteLineAsync(Line(run));
            await WriteForecastsAsync(file, run);
        }

        return Figures(runs);
    }

    private static SetRun Run(string set, IReadOnlyList<SeriesCase> cases, bool planned)
    {
        var questions = cases.Select(c => (c.Training, RequestFor(c, planned))).ToList();
        Forecaster.ForecastAll([.. questions.Take(WarmUp)], 1);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var forecasts = Forecaster.ForecastAll(questions, Environment.ProcessorCount);
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
        return string.Create(CultureInfo.InvariantCulture, $"{run.Set,-24} {run.Cases.Count,6} {s.Smape,8:F3} {s.Mase,7:F4} {s.MaseOfMedian,8:F4} {s.Rmsse,7:F4} {s.Owa,7:F4} {s.Sql,7:F4} {s.Msis,7:F2} {s.Cover80,6:F3} {s.Promised80,6:F3} {s.Cover95,6:F3} {s.Cover975,6:F3} {run.PerSecond,8:F1}");
    }

    private static async Task WriteForecastsAsync(StreamWriter? file, SetRun run)
    {
        for (var i = 0; file is not null && i < run.Cases.Count; i++)
        {
            var (series, forecast) = (run.Cases[i], run.Forecasts[i]);
            for (var h = 0; h < forecast.Horizon; h++)
            {
                var step = forecast.Steps[h];
                var (band80, band95) = (step.Band(0.8), step.Band(0.95));
                double[] figures = [step.Mean, band80.Low, band80.High, band95.Low, band95.High, .. Levels.Select(step.Quantile)];
                await file.WriteLineAsync($"{run.Set},{series.Id},{series.Window},{h + 1},{forecast.Method},{string.Join(',', figures.Select(Figure))}");
            }
        }
    }

    private static Dictionary<string, object> Figures(List<SetRun> runs)
    {
        var seconds = runs.Sum(r => r.Seconds);
        var count = runs.Sum(r => r.Cases.Count);
        var steps = runs.SelectMany(r => r.Forecasts).SelectMany(f => f.Steps).ToList();
        return new()
        {
            ["name"] = "forecast",
            ["size"] = count,
            ["seconds"] = Math.Round(seconds, 2),
            ["per_second"] = Math.Round(count / seconds, 1),
            ["peak_mb"] = Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024),
            ["sets"] = runs.ToDictionary(r => r.Set, Summary),
            ["checks"] = new Dictionary<string, bool>
            {
                ["every forecast is a number and never negative"] = steps.All(s => double.IsFinite(s.Mean) && s.Mean >= 0),
                ["bands are ordered"] = steps.All(s => s.Band(0.95).Low <= s.Band(0.8).Low && s.Band(0.8).Low <= s.Band(0.8).High && s.Band(0.8).High <= s.Band(0.95).High),
                ["the same series gives the same forecast"] = runs.All(r => r.Same),
            },
        };
    }

    private static Dictionary<string, double> Summary(SetRun run)
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
