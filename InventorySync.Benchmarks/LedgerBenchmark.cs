using System.Diagnostics;
using System.Globalization;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace InventorySync.Benchmarks;

/// <summary>How many movements a second the ledger books in bulk, with balances, layers and events, beside a plain COPY of the same rows into a table alike.</summary>
public sealed class LedgerBenchmark : IBenchmark
{
    private const int Variants = 10_000;
    private const int LinesAtOnce = 5_000;

    public string Name => "ledger";

    public string Summary => "movements a second booked in bulk, against COPY of the same rows";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var movements = Math.Max(2 * LinesAtOnce, options.Size ?? 200_000) / LinesAtOnce * LinesAtOnce;
        await using var shop = await StockShop.StartAsync(options, Variants, ct);
        await PostAsync(shop, 2 * LinesAtOnce, ct);
        await using (var db = shop.Db())
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE plain_movements (LIKE stock_movements INCLUDING INDEXES)", ct);
        await CopyAsync(shop, 2 * LinesAtOnce, 0, ct);

        var latencies = new List<TimeSpan>();
        var clock = Stopwatch.StartNew();
        latencies.AddRange(await PostAsync(shop, movements, ct));
        clock.Stop();
        var plain = Stopwatch.StartNew();
        await CopyAsync(shop, movements, 2 * LinesAtOnce, ct);
        plain.Stop();

        await using var scope = shop.Open();
        var proof = await scope.ServiceProvider.GetRequiredService<Proving>().ProveAsync(ct);
        return new Figures(this, options)
            .Size(movements)
            .Seconds(clock.Elapsed.TotalSeconds)
            .PerSecond(movements / clock.Elapsed.TotalSeconds)
            .Latencies(latencies)
            .PeakMegabytes(Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024)
            .More("lines_in_a_command", LinesAtOnce)
            .Yardstick($"binary COPY of the same rows into a table with the same indexes, {LinesAtOnce} to a transaction", movements / plain.Elapsed.TotalSeconds, movements / clock.Elapsed.TotalSeconds)
            .Check("the_proof_holds", proof.Count == 0)
            .Check("half_of_the_yardstick", plain.Elapsed.TotalSeconds >= clock.Elapsed.TotalSeconds * 0.5);
    }

    /// <summary>Deliveries and days of sales in turns, as a shop with many goods books them.</summary>
    private static async Task<List<TimeSpan>> PostAsync(StockShop shop, int movements, CancellationToken ct)
    {
        var took = new List<TimeSpan>();
        for (var done = 0; done < movements; done += LinesAtOnce)
        {
            var comes = done / LinesAtOnce % 2 == 0;
            var lines = Enumerable.Range(0, LinesAtOnce).Select(n => new StockLine(shop.Variants[(done / LinesAtOnce / 2 * LinesAtOnce + n) % Variants], shop.LocationId, comes ? 3 : -2) { UnitCost = comes ? 5 : null }).ToList();
            await using var scope = shop.Open();
            var began = Stopwatch.GetTimestamp();
            await scope.ServiceProvider.GetRequiredService<Ledger>().PostAsync(new StockCommand(Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture), comes ? MovementKind.Receipt : MovementKind.Sale, lines), ct);
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        return took;
    }

    private static async Task CopyAsync(StockShop shop, int movements, int before, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(shop.ConnectionString);
        await connection.OpenAsync(ct);
        for (var done = 0; done < movements; done += LinesAtOnce)
        {
            var key = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
            await using var copy = await connection.BeginBinaryImportAsync("COPY plain_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line) FROM STDIN (FORMAT BINARY)", ct);
            for (var n = 0; n < LinesAtOnce; n++)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync((long)(before + done + n + 1), ct);
                await copy.WriteAsync(shop.Variants[(done / LinesAtOnce / 2 * LinesAtOnce + n) % Variants], ct);
                await copy.WriteAsync(shop.LocationId, ct);
                await copy.WriteAsync((long)(before + done + n + 1), ct);
                await copy.WriteAsync(3m, NpgsqlDbType.Numeric, ct);
                await copy.WriteAsync(6m, NpgsqlDbType.Numeric, ct);
                await copy.WriteAsync(15m, NpgsqlDbType.Numeric, ct);
                await copy.WriteAsync(15m, NpgsqlDbType.Numeric, ct);
                await copy.WriteAsync("Receipt", ct);
                await copy.WriteAsync(DateTime.UnixEpoch, NpgsqlDbType.TimestampTz, ct);
                await copy.WriteAsync("Benchmark", ct);
                await copy.WriteAsync(key, ct);
                await copy.WriteAsync(n, ct);
            }

            await copy.CompleteAsync(ct);
        }
    }
}
