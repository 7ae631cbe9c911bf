using InventorySync.Benchmarks;
using InventorySync.Benchmarks.Catalog;
using InventorySync.Benchmarks.Channels;
using InventorySync.Benchmarks.Documents;
using InventorySync.Benchmarks.Forecasting;
using InventorySync.Benchmarks.Importing;
using InventorySync.Benchmarks.Planning;

IBenchmark[] all =
[
    new StartupBenchmark(), new PageBenchmark(), new OutboxBenchmark(), new GridBenchmark(), new ForecastBenchmark(Console.Out), new ReplenishBenchmark(Console.Out), new PlanningNightBenchmark(Console.Out),
    new ReserveBenchmark("reserve-hot", 1), new ReserveBenchmark("reserve-spread", 10_000), new ProofBenchmark(), new LedgerBenchmark(),
    new ImportBenchmark("import-csv", excel: false), new ImportBenchmark("import-xlsx", excel: true),
    new ExportBenchmark(), new ReadSheetsBenchmark(),
    new SyncLatencyBenchmark(), new SyncBulkBenchmark(), new WebhooksBenchmark(),
];

if (args is ["list"])
{
    foreach (var benchmark in all)
        Console.WriteLine($"{benchmark.Name,-16} {benchmark.Summary}");
    return 0;
}

var options = args.Length == 0 ? null : BenchmarkOptions.Parse(args);
if (options is null || all.FirstOrDefault(b => b.Name == options.Name) is not { } chosen)
{
    await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project InventorySync.Benchmarks -- NAME [--size N] [--seconds N] [--data FOLDER] [--out FILE]; “list” names them.");
    return 1;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

using var folder = RunFolder.For(options);
var figures = await chosen.RunAsync(options with { Data = folder.Path }, stopping.Token);
var line = figures.ToJson();
if (options.Out is { } file && !chosen.WritesOut)
    await File.WriteAllTextAsync(file, line + "\n");
Console.WriteLine(line);
return figures.AllGood ? 0 : 1;
