using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Outbox;

/// <summary>Tells the screens of this node what happened on any node. Nothing is kept for a screen that was not there.</summary>
public sealed class LiveFeed(ILogger<LiveFeed> log)
{
    /// <summary>The kind of the one message a screen gets in place of those it missed: it reads everything anew.</summary>
    public const string Missed = nameof(Missed);

    private readonly Lock _lock = new();
    private volatile LiveSubscription[] _subscriptions = [];

    public int Screens => _subscriptions.Length;

    /// <summary>Hears of everything about a subject: "location:12" is that location and what belongs to it, "location" is all of them, "" is everything.
    /// The handler is called one message at a time; while it works, several messages of one kind about one subject become the newest of them.</summary>
    public IDisposable Subscribe(string subjectPrefix, Func<OutboxMessage, Task> onMessage)
    {
        var subscription = new LiveSubscription(subjectPrefix, onMessage, Leave, log);
        lock (_lock)
            _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    /// <summary>Hands committed messages to whoever listens, without waiting for anyone.</summary>
    public void Tell(IReadOnlyList<OutboxMessage> messages)
    {
        var subscriptions = _subscriptions;
        foreach (var message in messages)
        {
            foreach (var subscription in subscriptions)
                subscription.Offer(message);
        }
    }

    /// <summary>Messages went by unseen: every screen reads anew.</summary>
    public void TellMissed()
    {
        foreach (var subscription in _subscriptions)
            subscription.OfferMissed();
    }

    private void Leave(LiveSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
    }
}
