using System.Diagnostics;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks;

/// <summary>How long the proof of the stock takes over ten million movements, and whether it needs more memory for more of them.</summary>
public sealed class ProofBenchmark : IBenchmark
{
    private const int Variants = 10_000;

    public string Name => "proof";

    public string Summary => "the proof of every balance over 10 million movements: under 60 seconds, memory flat";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var each = Math.Max(2, (options.Size ?? 10_000_000) / Variants / 2 * 2);
        await using var shop = await StockShop.StartAsync(options, Variants, ct);
        await FillAsync(shop, each, ct);
        await using var scope = shop.Open();
        var proving = scope.ServiceProvider.GetRequiredService<Proving>();
        var before = Process.GetCurrentProcess().PeakWorkingSet64;

        var plain = Stopwatch.StartNew();
        await using (var db = shop.Db())
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await db.StockMovements.SumAsync(m => m.Quantity, ct);
        }

        plain.Stop();
        var clock = Stopwatch.StartNew();
        var proof = await proving.ProveAsync(ct);
        clock.Stop();
        using var process = Process.GetCurrentProcess();
        var grown = (process.PeakWorkingSet64 - before) / 1024.0 / 1024;

        await using (var db = shop.Db())
            await db.Database.ExecuteSqlAsync($"UPDATE stock_items SET reserved = 1 WHERE variant_id = {shop.Variants[17]}", ct);
        var broken = await proving.ProveAsync(ct);

        var movements = (long)each * Variants;
        return new Figures(this, options)
            .Size(movements)
            .Seconds(clock.Elapsed.TotalSeconds)
            .PerSecond(movements / clock.Elapsed.TotalSeconds)
            .PeakMegabytes(process.PeakWorkingSet64 / 1024.0 / 1024)
            .Yardstick("one plain sum over the quantity of the same movements", movements / plain.Elapsed.TotalSeconds, movements / clock.Elapsed.TotalSeconds)
            .More("grown_mb", Figures.Rounded(grown))
            .Check("everything_is_right", proof.Count == 0)
            .Check("a_difference_is_found", broken.Count == 1)
            .Check("under_60_seconds", clock.Elapsed < TimeSpan.FromSeconds(60))
            .Check("memory_is_flat", grown < 64);
    }

    /// <summary>Two come, one goes, at one each; written as the ledger would have, by one statement, and indexed afterwards.</summary>
    private static async Task FillAsync(StockShop shop, int each, CancellationToken ct)
    {
        await using var db = shop.Db();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var indexes = await db.Database.SqlQueryRaw<string>("SELECT indexdef AS \"Value\" FROM pg_indexes WHERE tablename = 'stock_movements' AND indexname LIKE 'ix_%'").ToListAsync(ct);
        var names = await db.Database.SqlQueryRaw<string>("SELECT indexname::text AS \"Value\" FROM pg_indexes WHERE tablename = 'stock_movements' AND indexname LIKE 'ix_%'").ToListAsync(ct);
        var drop = $"DROP INDEX {string.Join(", ", names)}";
        await db.Database.ExecuteSqlRawAsync(drop, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO stock_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line)
            SELECT row_number() OVER (), v.id, {shop.LocationId}, n, CASE WHEN n % 2 = 1 THEN 2 ELSE -1 END, n / 2 + CASE WHEN n % 2 = 1 THEN 2 ELSE 0 END, CASE WHEN n % 2 = 1 THEN 2 ELSE -1 END, CASE WHEN n % 2 = 1 THEN 2 ELSE -1 END,
                   CASE WHEN n % 2 = 1 THEN 'Receipt' ELSE 'Sale' END, now() - make_interval(mins => {each} - n), 'Benchmark', 'm' || v.id || '-' || n, 0
            FROM generate_series(1, {each}) n CROSS JOIN variants v
            """, ct);
        foreach (var index in indexes)
            await db.Database.ExecuteSqlRawAsync(index, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest) SELECT id, {shop.LocationId}, {each / 2}, 0, {each / 2}, {each / 2}, 1, {each}, 0 FROM variants;
            INSERT INTO stock_layers (variant_id, location_id, sequence, received_at, remaining, value) SELECT id, {shop.LocationId}, {each - 1}, now(), {each / 2}, {each / 2} FROM variants;
            """, ct);
        await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE stock_movements", ct);
    }
}
