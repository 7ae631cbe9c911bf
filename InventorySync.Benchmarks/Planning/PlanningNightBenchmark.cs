using System.Diagnostics;
using InventorySync.Domain;
using InventorySync.Domain.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks.Planning;

/// <summary>A whole night of planning on a real database: the history out of two years of sales, a forecast and a plan for every variant, and a second night after a day of sales.</summary>
public sealed class PlanningNightBenchmark(TextWriter output) : IBenchmark
{
    private const int Variants = 10_000;
    private const int Days = 730;
    private const double GoalSeconds = 240;

    public string Name => "planning-night";

    public string Summary => "a night of planning for 10,000 variants with two years of daily sales: history, forecasts, plans";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var size = options.Size ?? Variants;
        await using var shop = await StockShop.StartAsync(options, size, ct);
        var movements = await FillAsync(shop, ct);
        await output.WriteLineAsync($"{size} variants, {movements} movements");

        using var memory = MemoryWatch.Start();
        var clock = Stopwatch.StartNew();
        var (derived, history) = await TimedAsync(shop, s => s.GetRequiredService<DemandHistory>().UpdateAsync(ct));
        var (made, forecasts) = await TimedAsync(shop, s => s.GetRequiredService<Forecasts>().MakeAllAsync(ct));
        var (planned, plans) = await TimedAsync(shop, s => s.GetRequiredService<Replenishment>().PlanAllAsync(ct));
        var (_, tracking) = await TimedAsync(shop, async s =>
        {
            await s.GetRequiredService<ForecastTracking>().TrackAsync(ct);
            return 0;
        });
        var seconds = clock.Elapsed.TotalSeconds;
        var peak = memory.GrownMegabytes;
        // what the next night has to read anew when a tenth of the variants was sold during the day
        await SellAsync(shop, size / 10, ct);
        var (again, later) = await TimedAsync(shop, s => s.GetRequiredService<DemandHistory>().UpdateAsync(ct));
        await using var db = shop.Db();
        var lastYear = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-365);
        var sold = await db.DailyDemand.Where(d => d.Day >= lastYear && d.Sold > 0).Select(d => d.VariantId).Distinct().CountAsync(ct);
        return new Figures(this, options).Size(size).Seconds(seconds).PerSecond(size / seconds).PeakMegabytes(peak)
            .More("movements", movements).More("forecasts", made).More("history_seconds", Figures.Rounded(history)).More("forecast_seconds", Figures.Rounded(forecasts)).More("plan_seconds", Figures.Rounded(plans))
            .More("tracking_seconds", Figures.Rounded(tracking)).More("history_next_night_seconds", Figures.Rounded(later)).More("cores", Environment.ProcessorCount)
            .Check("every sold variant has a history, a forecast and a plan", derived >= size && made == sold && planned == sold)
            .Check("what is kept is what was made", await db.VariantForecasts.CountAsync(ct) == made && await db.ReorderPlans.CountAsync(ct) == planned && await db.ForecastWeeks.CountAsync(ct) == made)
            .Check("the next night derives only what moved", again >= size / 10 && again < size)
            .Check("under four minutes for 10,000", seconds <= GoalSeconds * Math.Max(1, size / (double)Variants));
    }

    private static async Task<(int Count, double Seconds)> TimedAsync(StockShop shop, Func<IServiceProvider, Task<int>> part)
    {
        await using var scope = shop.Open();
        var clock = Stopwatch.StartNew();
        return (await part(scope.ServiceProvider), clock.Elapsed.TotalSeconds);
    }

    // A few sell several a day, most less than one; weekdays and the time of the year move them, and now and then a shelf runs empty.
    private static async Task<long> FillAsync(StockShop shop, CancellationToken ct)
    {
        await using var db = shop.Db();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        await db.Database.ExecuteSqlAsync(
            $"""
            SELECT setseed(0.26);
            CREATE TEMP TABLE sold AS
              SELECT v.id, row_number() OVER (ORDER BY v.id) AS n, exp(-1.2 + 1.3 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) AS rate FROM variants v;
            INSERT INTO stock_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line)
              SELECT -(s.n * 1000 + 999), s.id, {shop.LocationId}, 1, 1000000, 1000000, 0, 0, 'Receipt', now() - interval '800 days', 'Benchmark', 'filled-' || s.id, 0 FROM sold s;
            INSERT INTO stock_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line)
              SELECT -(s.n * 1000 + d), s.id, {shop.LocationId}, 2 + {Days} - d, -q.q, CASE WHEN random() < 0.01 THEN 0 ELSE 500 END, 0, 0, 'Sale', now() - make_interval(days => d) - interval '3 hours', 'Benchmark', 'sold-' || s.id || '-' || d, 0
              FROM sold s CROSS JOIN generate_series(1, {Days}) d
              CROSS JOIN LATERAL (SELECT floor(random() * 2 * s.rate * (1 + 0.4 * sin(d / 58.0)) * (CASE d % 7 WHEN 0 THEN 0.6 WHEN 5 THEN 1.6 ELSE 1 END) + random()) AS q) q
              WHERE q.q > 0;
            INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest)
              SELECT s.id, {shop.LocationId}, floor(s.rate * 40 * random()), 0, 0, 0, 1, (SELECT count(*) FROM stock_movements m WHERE m.variant_id = s.id), 0 FROM sold s;
            """, ct);
        await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE stock_movements, stock_items", ct);
        return await db.StockMovements.LongCountAsync(ct);
    }

    private static async Task SellAsync(StockShop shop, int variants, CancellationToken ct)
    {
        await using var db = shop.Db();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO stock_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line)
              SELECT -(900000000000 + i.variant_id), i.variant_id, i.location_id, 100000, -1, 400, 0, 0, 'Sale', now(), 'Benchmark', 'later-' || i.variant_id, 0 FROM (SELECT * FROM stock_items ORDER BY variant_id LIMIT {variants}) i;
            UPDATE stock_items SET movements = movements + 1 WHERE variant_id IN (SELECT variant_id FROM stock_items ORDER BY variant_id LIMIT {variants});
            """, ct);
    }
}
