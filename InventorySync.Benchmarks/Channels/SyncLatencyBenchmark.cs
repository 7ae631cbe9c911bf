using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Benchmarks.Channels;

/// <summary>How long it takes from the commit of a sale until its new quantity stands in the channel's own table.</summary>
public sealed class SyncLatencyBenchmark : IBenchmark
{
    private const int SalesPerSecond = 20;

    public string Name => "sync-latency";

    public string Summary => "from the commit of a sale to the channel's own stock table, at 20 sales a second over 10,000 listings";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var (size, seconds) = (options.Size ?? 10_000, options.Seconds ?? 30);
        await using var shop = await ChannelShop.StartAsync(options, size, callsPerSecond: 20, ct);
        await using var db = shop.Db();
        var before = await db.SyncRuns.Where(r => r.Kind == SyncKind.Push).SumAsync(r => r.Calls, ct);
        var sold = new List<(long VariantId, DateTimeOffset At)>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SalesPerSecond));
        for (var i = 0; i < Math.Min(size, SalesPerSecond * seconds) && await pace.WaitForNextTickAsync(ct); i++)
        {
            var variantId = shop.Variants[i * (size / Math.Max(1, SalesPerSecond * seconds)) % size + i % Math.Max(1, size / Math.Max(1, SalesPerSecond * seconds))];
            await shop.DoAsync<Ledger>(l => l.PostAsync(new StockCommand($"latency-{i}", MovementKind.Sale, [new StockLine(variantId, shop.LocationId, -1)]), ct));
            sold.Add((variantId, TimeProvider.System.GetUtcNow()));
        }

        await Task.Delay(TimeSpan.FromSeconds(1), ct);
        await shop.SettledAsync(TimeSpan.FromMinutes(2), ct);
        var arrived = await (from good in db.DemoGoods join variant in db.Variants on good.Sku equals variant.Sku select new { variant.Id, good.ChangedAt, good.Quantity }).ToDictionaryAsync(g => g.Id, ct);
        var delays = sold.DistinctBy(s => s.VariantId).Select(s => arrived[s.VariantId].ChangedAt!.Value - s.At).Select(d => d < TimeSpan.Zero ? TimeSpan.Zero : d).ToList();
        var calls = await db.SyncRuns.Where(r => r.Kind == SyncKind.Push).SumAsync(r => r.Calls, ct) - before;
        var counts = sold.GroupBy(s => s.VariantId).ToDictionary(g => g.Key, g => g.Count());
        var sorted = delays.Order().ToList();
        return new Figures(this, options)
            .Size(size)
            .Seconds(seconds)
            .PerSecond(sold.Count / (double)seconds)
            .Latencies(delays)
            .More("changes", sold.Count)
            .More("calls", calls)
            .Check("every_quantity_is_right", counts.All(c => arrived[c.Key].Quantity == 1000 - c.Value))
            .Check("p50_under_1_s", sorted[sorted.Count / 2] < TimeSpan.FromSeconds(1))
            .Check("p95_under_3_s", sorted[(int)(sorted.Count * 0.95)] < TimeSpan.FromSeconds(3));
    }
}
