using System.Diagnostics;
using InventorySync.Benchmarks.Catalog;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks.Documents;

/// <summary>The list of variants as an Excel file, from the database to the disk, as the button above the list does it.</summary>
public sealed class ExportBenchmark : IBenchmark
{
    private const int Usual = 100_000;
    private const string Columns = "sku,product,barcode,price,compareAtPrice,cost,unit,tracking,isKit,status,onHand,available";

    public string Name => "export-xlsx";

    public string Summary => "100,000 variants in 12 columns from the database into an Excel file, and read back; memory";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var variants = Math.Max(1000, options.Size ?? Usual);
        await using var shop = await BenchmarkShop.StartAsync(options, ct);
        await using var services = GridBenchmark.Compose(shop.ConnectionString, options.Data);
        await new GridShop(services.GetRequiredService<InventoryDatabase>(), variants).FillAsync(ct);

        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Benchmark");
        var list = scope.ServiceProvider.GetRequiredService<VariantList>();
        var columns = ListFile.ColumnsOf(list, Columns);
        var listFile = scope.ServiceProvider.GetRequiredService<ListFile>();
        await ExportAsync(listFile, list, columns, Stream.Null, new ListRequest { Search = "SKU-000" }, ct);

        var path = Path.Combine(options.Data, "variants.xlsx");
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        using var memory = MemoryWatch.Start();
        await using (var file = File.Create(path))
            await ExportAsync(listFile, list, columns, file, new ListRequest(), ct);
        var seconds = watch.Elapsed.TotalSeconds;
        var grown = memory.GrownMegabytes;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var read = await RowsAsync(path, ct);

        return new Figures(this, options).Size(variants).Seconds(seconds).PerSecond(variants / seconds).PeakMegabytes(grown)
            .More("cpu_seconds", Figures.Rounded(cpu.TotalSeconds))
            .More("file_mb", Figures.Rounded(new FileInfo(path).Length / 1024.0 / 1024))
            .Check("under_5_seconds_a_hundred_thousand", seconds * Usual / variants < 5)
            .Check("grows_by_less_than_100_mb", grown < 100)
            .Check("every_row_is_read_back", read == variants);
    }

    private static Task ExportAsync(ListFile file, NamedList list, IReadOnlyList<ListColumn> columns, Stream target, ListRequest request, CancellationToken ct) =>
        file.WriteAsync(target, list, request, columns, ListFormat.Xlsx, TimeZoneInfo.Utc, byteOrderMark: true, ct);

    private static async Task<int> RowsAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var rows = 0;
        await foreach (var _ in new SheetReader(new()).ReadAsync(file, new() { Kind = Domain.Importing.SheetKind.Excel }, ct))
            rows++;
        return rows;
    }
}
