using System.Diagnostics;
using InventorySync.Data;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks;

/// <summary>How many events a second go from their transactions through two followers that store an effect of each, and how long after the commit they arrive.</summary>
public sealed class OutboxBenchmark : IBenchmark
{
    private const int Writers = 4;
    private const int EventsInTransaction = 100;
    private const int ModerateRate = 1000;
    private const int Tills = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "outbox";

    public string Summary => "events a second through two followers, and the delay from commit to follower at 1,000 events a second";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var events = Math.Max(EventsInTransaction, options.Size ?? 100_000) / EventsInTransaction * EventsInTransaction;
        var seconds = options.Seconds ?? 20;
        await using var shop = await BenchmarkShop.StartAsync(options, ct);
        await using var services = Compose(shop.ConnectionString);
        var database = services.GetRequiredService<InventoryDatabase>();
        var effects = services.GetRequiredService<Effects>();
        await effects.PrepareAsync(ct);

        await WriteAsync(database, events / 10, ct);
        await ForgetAsync(database, ct);
        var plain = await WriteAsync(database, events, ct);
        await ForgetAsync(database, ct);

        var dispatcher = services.GetRequiredService<OutboxDispatcher>();
        await dispatcher.StartAsync(ct);
        var total = await WarmUpAsync(database, effects, ct);

        var clock = Stopwatch.StartNew();
        await WriteAsync(database, events, ct);
        await effects.UntilAsync(total += events, Patience, ct);
        var through = clock.Elapsed;

        var delays = await MeasureDelaysAsync(database, effects, total, seconds, ct);
        await dispatcher.StopAsync(ct);

        var rate = events / through.TotalSeconds;
        var (lost, doubled) = await effects.CompareAsync(total + delays.Written, ct);
        return new Figures(this, options)
            .Size(events)
            .Seconds(through.TotalSeconds)
            .PerSecond(rate)
            .Latencies(delays.All)
            .Yardstick($"the same rows inserted by the same {Writers} writers, {EventsInTransaction} to a transaction, with nobody following", events / plain.TotalSeconds, rate)
            .PeakMegabytes(Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024)
            .More("delay_at_events_per_second", Figures.Rounded(delays.Written / delays.Took.TotalSeconds))
            .More("delay_load", "one event to a transaction, both followers counted")
            .Check("none_lost", lost == 0)
            .Check("none_doubled_in_effect", doubled == 0)
            .Check("in_order", effects.InOrder)
            .Check("at_least_5000_a_second", rate >= 5000)
            .Check("p95_under_100_ms", delays.All.Order().ElementAt((int)(delays.All.Count * 0.95)) < TimeSpan.FromMilliseconds(100))
            .Check("moderate_rate_was_kept", delays.Written / delays.Took.TotalSeconds >= ModerateRate * 0.95);
    }

    private static ServiceProvider Compose(string connectionString) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddInventoryData(DatabaseProvider.PostgreSql, connectionString)
        .AddOutbox()
        .AddSingleton<Effects>()
        .AddFollower<FirstFollower>()
        .AddFollower<SecondFollower>()
        .BuildServiceProvider(validateScopes: true);

    private static async Task<TimeSpan> WriteAsync(InventoryDatabase database, int events, CancellationToken ct)
    {
        var left = events / EventsInTransaction;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await using var db = database.Open(Actor.System("Benchmark"));
                for (var i = 0; i < EventsInTransaction; i++)
                    db.Outbox.Add(Event(i));
                await db.SaveChangesAsync(ct);
            }
        }, ct)));
        return clock.Elapsed;
    }

    private static async Task<int> WarmUpAsync(InventoryDatabase database, Effects effects, CancellationToken ct)
    {
        const int Events = 10 * EventsInTransaction * Writers;
        await WriteAsync(database, Events, ct);
        await effects.UntilAsync(Events, Patience, ct);
        return Events;
    }

    /// <summary>Tills that together book at a moderate rate: each takes the next transaction when it is due.</summary>
    private static async Task<Delays> MeasureDelaysAsync(InventoryDatabase database, Effects effects, int total, int seconds, CancellationToken ct)
    {
        var events = seconds * ModerateRate;
        var next = -1;
        effects.Measure();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Tills).Select(till => Task.Run(async () =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < events;)
            {
                var early = TimeSpan.FromSeconds((double)mine / ModerateRate) - clock.Elapsed;
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, ct);
                await SaveOneAsync(database, effects, ct);
            }
        }, ct)));
        var took = clock.Elapsed;
        await effects.UntilAsync(total + events, Patience, ct);
        return new Delays(effects.Delays(), events, took);
    }

    private static async Task SaveOneAsync(InventoryDatabase database, Effects effects, CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Benchmark"));
        var message = Event(1);
        db.Outbox.Add(message);
        await db.SaveChangesAsync(ct);
        effects.Committed(message.Id);
    }

    private static async Task ForgetAsync(InventoryDatabase database, CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Benchmark"));
        await db.Database.ExecuteSqlRawAsync("TRUNCATE outbox", ct);
    }

    private static OutboxMessage Event(int variant) =>
        new("StockChanged", $"variant:{variant}", """{"variantId":4711,"locationId":3,"onHand":12.000,"reserved":2.000,"available":10.000,"reason":"Sale"}""", TimeProvider.System.GetUtcNow());

    private sealed record Delays(IReadOnlyList<TimeSpan> All, int Written, TimeSpan Took);
}
