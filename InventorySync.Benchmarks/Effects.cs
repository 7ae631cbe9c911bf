using System.Collections.Concurrent;
using System.Diagnostics;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Benchmarks;

/// <summary>What the two followers did: a row for every event and follower, and when each event was given to them.</summary>
public sealed class Effects(InventoryDatabase database)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<long, long> _committedAt = [];
    private readonly ConcurrentQueue<(long MessageId, long At)> _givenAt = [];
    private readonly ConcurrentDictionary<string, long> _lastPosition = [];
    private readonly ConcurrentDictionary<string, int> _handled = [];
    private volatile bool _measuring;

    public bool InOrder { get; private set; } = true;

    /// <summary>Events that both followers are done with.</summary>
    public int Handled => _handled.Count < 2 ? 0 : _handled.Values.Min();

    public async Task PrepareAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Benchmark"));
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE benchmark_effects (follower text, message_id bigint)", ct);
    }

    public async Task HandleAsync(string follower, IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        Note(follower, batch);
        var ids = batch.Select(m => m.Id).ToArray();
        await using var db = database.Open(Actor.System(follower));
        await db.Database.ExecuteSqlAsync($"INSERT INTO benchmark_effects SELECT {follower}, unnest({ids})", ct);
        _handled.AddOrUpdate(follower, batch.Count, (_, before) => before + batch.Count);
    }

    public void Measure() => _measuring = true;

    public void Committed(long messageId) => _committedAt[messageId] = Stopwatch.GetTimestamp();

    /// <summary>Until both followers have done this many since the beginning.</summary>
    public async Task UntilAsync(int events, TimeSpan patience, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (Handled < events)
        {
            if (clock.Elapsed > patience)
                throw new TimeoutException($"{Handled} of {events} events after {patience.TotalSeconds:0} seconds.");
            await Task.Delay(LookAgain, ct);
        }
    }

    /// <summary>From the return of the commit to the follower's hands.</summary>
    public IReadOnlyList<TimeSpan> Delays() =>
    [
        .. from given in _givenAt
           where _committedAt.ContainsKey(given.MessageId)
           let delay = Stopwatch.GetElapsedTime(_committedAt[given.MessageId], given.At)
           select delay < TimeSpan.Zero ? TimeSpan.Zero : delay,
    ];

    /// <summary>Against what the database holds: every event has one row for each of the two followers.</summary>
    public async Task<(long Lost, long Doubled)> CompareAsync(long written, CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Benchmark"));
        var all = await db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM benchmark_effects").SingleAsync(ct);
        var different = await db.Database.SqlQuery<long>($"SELECT count(DISTINCT (follower, message_id)) AS \"Value\" FROM benchmark_effects JOIN outbox ON outbox.id = message_id").SingleAsync(ct);
        return (2 * written - different, all - different);
    }

    private void Note(string follower, IReadOnlyList<OutboxMessage> batch)
    {
        var now = Stopwatch.GetTimestamp();
        var last = _lastPosition.GetValueOrDefault(follower);
        foreach (var message in batch)
        {
            InOrder &= message.Position == last + 1;
            last = message.Position!.Value;
            if (_measuring)
                _givenAt.Enqueue((message.Id, now));
        }

        _lastPosition[follower] = last;
    }
}

internal sealed class FirstFollower(Effects effects) : IFollower
{
    public string Name => "First";

    public Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct) => effects.HandleAsync(Name, batch, ct);
}

internal sealed class SecondFollower(Effects effects) : IFollower
{
    public string Name => "Second";

    public Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct) => effects.HandleAsync(Name, batch, ct);
}
