using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Web.DemoChannel;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Benchmarks.Channels;

/// <summary>News of a channel: how quickly each is answered, whether one is lost, and how soon all are worked off.</summary>
public sealed class WebhooksBenchmark : IBenchmark
{
    private const int PerSecond = 200;
    private const int Orders = 300;

    public string Name => "webhooks";

    public string Summary => "news of channels at 200 a second: answers, losses, and the time to work them off";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var seconds = options.Seconds ?? 60;
        await using var shop = await ChannelShop.StartAsync(options, options.Size ?? 1000, callsPerSecond: 1000, ct);
        await using var db = shop.Db();
        var orders = new List<long>();
        var goods = await db.DemoGoods.Select(g => g.Id).Take(Orders).ToListAsync(ct);
        foreach (var good in goods)
        {
            if (await shop.AskAsync<DemoChannelShop, long?>(s => s.BuyAsync("benchmark", "Ada Brook", [(good, 1)], ct)) is { } order)
                orders.Add(order);
        }

        var token = await db.ChannelConnections.Where(c => c.ChannelId == shop.ChannelId).Select(c => c.HookToken).SingleAsync(ct);
        var entered = await shop.AskAsync<ChannelSecrets, IReadOnlyDictionary<string, string>>(async s => s.Show(await db.ChannelConnections.Select(c => c.Entered).SingleAsync(ct)));
        using var client = new HttpClient { BaseAddress = shop.Address };
        var (latencies, refused) = (new ConcurrentBag<TimeSpan>(), 0);
        var sent = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < PerSecond * seconds && await pace.WaitForNextTickAsync(ct);)
        {
            for (; number < Math.Min(PerSecond * seconds, clock.Elapsed.TotalSeconds * PerSecond); number++)
                sent.Add(SendAsync(number));
        }

        await Task.WhenAll(sent);
        var stored = await db.InboundCalls.CountAsync(c => c.EventId.StartsWith("news-"), ct);
        clock.Restart();
        while (await db.InboundCalls.AnyAsync(c => c.State == InboundState.Waiting, ct) && clock.Elapsed < TimeSpan.FromMinutes(2))
            await Task.Delay(100, ct);
        var workedOff = clock.Elapsed;
        var p99 = latencies.Order().ElementAt((int)(latencies.Count * 0.99));
        return new Figures(this, options)
            .Size(sent.Count)
            .Seconds(seconds)
            .PerSecond(latencies.Count / (double)seconds)
            .Latencies(latencies)
            .More("worked_off_seconds", workedOff.TotalSeconds)
            .Check("none_lost", stored == sent.Count && refused == 0)
            .Check("answers_p99_under_100_ms", p99 < TimeSpan.FromMilliseconds(100))
            .Check("worked_off_within_10_s", workedOff < TimeSpan.FromSeconds(10))
            .Check("each_order_once", await db.Orders.CountAsync(o => o.ChannelId == shop.ChannelId, ct) == orders.Count);

        async Task SendAsync(int number)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new DemoNews($"news-{number}", "order", orders[number % orders.Count]), JsonSerializerOptions.Web);
            using var call = new HttpRequestMessage(HttpMethod.Post, $"hooks/{token}") { Content = new ByteArrayContent(body) };
            call.Headers.Add("X-Demo-Signature", DemoConnector.SignatureOf(entered[ChannelAccess.OwnSecret], body));
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(call, ct);
            latencies.Add(Stopwatch.GetElapsedTime(began));
            if (!answer.IsSuccessStatusCode)
                Interlocked.Increment(ref refused);
        }
    }
}
