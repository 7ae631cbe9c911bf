using InventorySync.Data.Embedded;

namespace InventorySync.Benchmarks;

/// <summary>From the command to the first page: on a fresh data folder with the demo shop, and on the one that is there then.</summary>
public sealed class StartupBenchmark : IBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "startup";

    public string Summary => "first start with a demo shop and second start, to the first rendered page; memory";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Data, "shop");
        var first = await StartOnceAsync(data, ct);
        var second = await StartOnceAsync(data, ct);

        return new Figures(this, options)
            .Seconds(second.Seconds)
            .PeakMegabytes(Math.Max(first.AppMegabytes, second.AppMegabytes))
            .More("first_start_seconds", Figures.Rounded(first.Seconds))
            .More("second_start_seconds", Figures.Rounded(second.Seconds))
            .More("first_start_cpu_seconds", Figures.Rounded(first.CpuSeconds))
            .More("second_start_cpu_seconds", Figures.Rounded(second.CpuSeconds))
            .More("stop_seconds", Figures.Rounded(second.StopSeconds))
            .More("database_mb", Figures.Rounded(second.DatabaseMegabytes))
            .More("data_on_disk_mb", Figures.Rounded(new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1024.0 / 1024))
            .Check("first_start_under_30_seconds", first.Seconds < 30)
            .Check("second_start_under_5_seconds", second.Seconds < 5)
            .Check("both_pages_were_whole", IsWhole(first.Page) && IsWhole(second.Page))
            .Check("the_database_server_stopped_with_the_app", EmbeddedPostgres.RunningIn(Path.Combine(data, "postgres")) is null);
    }

    private static async Task<Start> StartOnceAsync(string data, CancellationToken ct)
    {
        using var app = AppProcess.Start(data, "--Demo", "true");
        var (elapsed, page) = await app.FirstPageAsync("/", Patience, ct);
        var (memory, cpu) = (app.PeakMegabytes, app.CpuSeconds);
        var database = DatabaseMegabytes(EmbeddedPostgres.RunningIn(Path.Combine(data, "postgres")));
        return new Start(elapsed.TotalSeconds, cpu, page, memory, database, (await app.StopAsync(ct)).TotalSeconds);
    }

    private static bool IsWhole(string page) => page.Contains("<h1", StringComparison.Ordinal) && page.Contains("</html>", StringComparison.Ordinal);

    // Each process's share of the memory they have in common is counted once.
    private static double DatabaseMegabytes(int? server)
    {
        if (server is null || !OperatingSystem.IsLinux())
            return 0;
        return Family(server.Value).Select(ProportionalKilobytes).Sum() / 1024;
    }

    private static IEnumerable<int> Family(int server) =>
        File.ReadAllText($"/proc/{server}/task/{server}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Append(server);

    private static double ProportionalKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // a worker that has ended meanwhile
        }
    }

    private sealed record Start(double Seconds, double CpuSeconds, string Page, double AppMegabytes, double DatabaseMegabytes, double StopSeconds);
}
