using System.Text.Json;
using System.Text.Json.Nodes;

namespace InventorySync.Benchmarks;

/// <summary>What a benchmark found, printed as one line of JSON. What does not apply is left out.</summary>
public sealed class Figures
{
    private readonly JsonObject _figures = [];
    private readonly JsonObject _checks = [];

    public Figures(IBenchmark benchmark, BenchmarkOptions options)
    {
        _figures["name"] = benchmark.Name;
        if (options.Size is { } size)
            _figures["size"] = size;
    }

    public bool AllGood => _checks.All(c => c.Value!.GetValue<bool>());

    public Figures Size(long size) => More("size", size);

    public Figures Seconds(double seconds) => More("seconds", Rounded(seconds));

    public Figures PerSecond(double rate) => More("per_second", Rounded(rate));

    public Figures PeakMegabytes(double megabytes) => More("peak_mb", Rounded(megabytes));

    /// <summary>Something else that does the same kind of work, measured in the same run.</summary>
    public Figures Yardstick(string inWords, double perSecond, double oursPerSecond) =>
        More("yardstick", inWords).More("yardstick_per_second", Rounded(perSecond)).More("ratio", Rounded(oursPerSecond / perSecond));

    /// <summary>How long single pieces of work took.</summary>
    public Figures Latencies(IEnumerable<TimeSpan> latencies)
    {
        var sorted = latencies.Order().ToList();
        return sorted.Count == 0 ? this : More("p50_ms", At(sorted, 0.50)).More("p95_ms", At(sorted, 0.95)).More("p99_ms", At(sorted, 0.99));
    }

    /// <summary>A figure of the benchmark's own.</summary>
    public Figures More(string name, JsonNode? value)
    {
        _figures[name] = value;
        return this;
    }

    /// <summary>What must hold; a single one that does not makes the run fail.</summary>
    public Figures Check(string invariant, bool holds)
    {
        _checks[invariant] = holds;
        return this;
    }

    public string ToJson()
    {
        var line = (JsonObject)_figures.DeepClone();
        line["checks"] = _checks.DeepClone();
        return line.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web));
    }

    public static double Rounded(double value) => Math.Abs(value) >= 100 ? Math.Round(value, 1) : Math.Round(value, 3);

    private static double At(List<TimeSpan> sorted, double share) => Rounded(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))].TotalMilliseconds);
}
