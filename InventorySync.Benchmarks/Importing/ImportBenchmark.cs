using System.Diagnostics;
using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace InventorySync.Benchmarks.Importing;

/// <summary>A file of variants on its whole way: stored, read, every row checked, then imported with all that follows; beside it a bare COPY of the same rows into the same tables.</summary>
public sealed class ImportBenchmark(string name, bool excel) : IBenchmark
{
    private static readonly string[] GoodsTables = ["products", "variants", "barcodes", "product_summaries"];
    private static readonly string[] OtherTables = ["audit", "outbox", "import_rows"];

    public string Name => name;

    public string Summary => $"rows a second from {(excel ? "an Excel" : "a CSV")} file into the catalogue with all checks, against COPY of the same rows";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var rows = options.Size ?? 100_000;
        await using var shop = await StockShop.StartAsync(options, 1, ct);
        var (small, whole) = (Path.Combine(options.Data, "warm" + Ending), Path.Combine(options.Data, "goods" + Ending));
        await GoodsFile.WriteAsync(small, 2_000, "WARM", excel, ct);
        await GoodsFile.WriteAsync(whole, rows, "SKU", excel, ct);
        await ImportAsync(shop, small, ct);

        GC.Collect();
        using var memory = new MemoryWatch();
        var took = Stopwatch.StartNew();
        var (run, checkedIn) = await ImportAsync(shop, whole, ct);
        took.Stop();
        var grown = memory.GrownMegabytes;

        var (goods, everything) = await CopyAsync(shop, Path.Combine(options.Data, "copied"), ct);
        await using var db = shop.Db();
        var perSecond = rows / took.Elapsed.TotalSeconds;
        return new Figures(this, options)
            .Size(rows)
            .Seconds(took.Elapsed.TotalSeconds)
            .PerSecond(perSecond)
            .PeakMegabytes(Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024)
            .More("memory_growth_mb", Figures.Rounded(grown))
            .More("check_seconds", Figures.Rounded(checkedIn.TotalSeconds))
            .More("import_seconds", Figures.Rounded((took.Elapsed - checkedIn).TotalSeconds))
            .More("wrong_rows", run.Wrong)
            .More("copy_of_goods_alone_seconds", Figures.Rounded(goods.TotalSeconds))
            .Yardstick("COPY of the same rows into tables with the same columns and indexes: products, variants, barcodes, summaries, audit, events and rows of the import", rows / everything.TotalSeconds, perSecond)
            .More("times_copy", Figures.Rounded(took.Elapsed / everything))
            .Check("every_row_came_in", run.Counts == new ImportCounts(rows, 0, 0, 0) && await db.Variants.CountAsync(v => EF.Functions.Like(v.SkuFolded, "sku-%"), ct) >= rows)
            .Check("within_five_times_copy", took.Elapsed <= everything * 5)
            .Check("memory_growth_below_200_mb", grown < 200);
    }

    private string Ending => excel ? ".xlsx" : ".csv";

    private static async Task<(ImportRun Run, TimeSpan Checked)> ImportAsync(StockShop shop, string file, CancellationToken ct)
    {
        await using var scope = shop.Open();
        var imports = scope.ServiceProvider.GetRequiredService<Imports>();
        var began = Stopwatch.GetTimestamp();
        await using var content = File.OpenRead(file);
        var id = await imports.TakeInAsync(Path.GetFileName(file), content, "products", ct);
        var run = await imports.FindAsync(id, ct);
        await WorkAsync(shop, await imports.CheckAsync(id, run.Kind, run.Columns, run.Options, ct: ct), ct);
        var looked = Stopwatch.GetElapsedTime(began);
        await WorkAsync(shop, await imports.RunAsync(id, ct: ct), ct);
        return (await imports.FindAsync(id, ct), looked);
    }

    private static async Task WorkAsync(StockShop shop, long taskId, CancellationToken ct)
    {
        var token = taskId.ToString(CultureInfo.InvariantCulture);
        await using var db = shop.Db();
        var task = await db.BackgroundTasks.SingleAsync(t => t.Id == taskId, ct);
        task.Begin("benchmark", token, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1));
        await db.SaveChangesAsync(ct);
        await using var scope = shop.Open();
        var work = scope.ServiceProvider.GetServices<IBackgroundWork>().Single(w => w.Kind == task.Kind);
        await work.RunAsync(new RunningTask(task, token), ct);
    }

    /// <summary>The rows as the import left them go out into files, and the files are copied into tables with the same columns and indexes.</summary>
    private static async Task<(TimeSpan Goods, TimeSpan Everything)> CopyAsync(StockShop shop, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await using var connection = new NpgsqlConnection(shop.ConnectionString);
        await connection.OpenAsync(ct);
        string[] tables = [.. GoodsTables, .. OtherTables];
        foreach (var table in tables)
            await OutAsync(connection, table, folder, ct);
        foreach (var table in tables)
            await ExecuteAsync(connection, $"CREATE TABLE copied_{table} (LIKE {table} INCLUDING ALL)", ct);
        await ExecuteAsync(connection, "CHECKPOINT", ct);
        var goods = await InAsync(connection, GoodsTables, folder, ct);
        return (goods, goods + await InAsync(connection, OtherTables, folder, ct));
    }

    private static async Task OutAsync(NpgsqlConnection connection, string table, string folder, CancellationToken ct)
    {
        await using var source = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT BINARY)", ct);
        await using var file = File.Create(Path.Combine(folder, table));
        await source.CopyToAsync(file, ct);
    }

    private static async Task<TimeSpan> InAsync(NpgsqlConnection connection, string[] tables, string folder, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            await using var target = await connection.BeginRawBinaryCopyAsync($"COPY copied_{table} FROM STDIN (FORMAT BINARY)", ct);
            await using var file = File.OpenRead(Path.Combine(folder, table));
            await file.CopyToAsync(target, ct);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
