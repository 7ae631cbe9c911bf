using InventorySync.Domain.Channels;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Benchmarks.Channels;

/// <summary>How near a push of everything comes to what the channel's limit permits.</summary>
public sealed class SyncBulkBenchmark : IBenchmark
{
    private const int CallsPerSecond = 10;
    private const int InCall = 250;

    public string Name => "sync-bulk";

    public string Summary => "100,000 changed listings pushed, against what the channel's limit permits";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var size = options.Size ?? 100_000;
        await using var shop = await ChannelShop.StartAsync(options, size, CallsPerSecond, ct);
        await using var db = shop.Db();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        // until the app knows the new limit, and the bucket of the old one has run over
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        await shop.KeepBackAsync(1, ct);
        var took = await shop.SettledAsync(TimeSpan.FromMinutes(20), ct);
        // a bucket that was full at the beginning lets one second's calls through at once
        var permitted = Math.Max(1, Math.Ceiling(size / (double)InCall) - CallsPerSecond) / CallsPerSecond;
        var wrong = await db.DemoGoods.CountAsync(g => g.Quantity != 990, ct);
        return new Figures(this, options)
            .Size(size)
            .Seconds(took.TotalSeconds)
            .PerSecond(size / took.TotalSeconds)
            .Yardstick($"what {CallsPerSecond} calls a second of {InCall} permit", size / permitted, size / took.TotalSeconds)
            .Check("every_quantity_is_right", wrong == 0)
            .Check("95_percent_of_the_limit", permitted / took.TotalSeconds >= 0.95);
    }
}
