using System.Collections.Concurrent;
using InventorySync.Domain.Outbox;

namespace InventorySync.Tests.Outbox;

/// <summary>What the followers of a test were given, and what goes wrong for them.</summary>
public sealed class FollowerLog
{
    private readonly ConcurrentQueue<(string Follower, OutboxMessage Message)> _handled = [];
    private readonly ConcurrentQueue<(string Follower, OutboxMessage Message)> _given = [];

    /// <summary>Called before a batch counts as handled: throws, waits or cancels as the test wants.</summary>
    public Func<string, IReadOnlyList<OutboxMessage>, Task> Meanwhile { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<OutboxMessage> HandledBy(string follower) => [.. _handled.Where(h => h.Follower == follower).Select(h => h.Message)];

    public IReadOnlyList<OutboxMessage> GivenTo(string follower) => [.. _given.Where(h => h.Follower == follower).Select(h => h.Message)];

    public IEnumerable<string> SubjectsOf(string follower) => HandledBy(follower).Select(m => m.Subject);

    public async Task HandleAsync(string follower, IReadOnlyList<OutboxMessage> batch)
    {
        foreach (var message in batch)
            _given.Enqueue((follower, message));
        await Meanwhile(follower, batch);
        foreach (var message in batch)
            _handled.Enqueue((follower, message));
    }

    public void Clear()
    {
        _given.Clear();
        _handled.Clear();
    }
}

public abstract class LoggedFollower(FollowerLog log) : IFollower
{
    public abstract string Name { get; }

    public Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct) => log.HandleAsync(Name, batch).WaitAsync(ct);
}

public sealed class Listings(FollowerLog log) : LoggedFollower(log)
{
    public override string Name => nameof(Listings);
}

public sealed class Alarms(FollowerLog log) : LoggedFollower(log)
{
    public override string Name => nameof(Alarms);
}
