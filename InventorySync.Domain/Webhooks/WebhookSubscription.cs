using Microsoft.EntityFrameworkCore.Query;

namespace InventorySync.Domain.Webhooks;

public enum SubscriptionState
{
    /// <summary>Events are sent.</summary>
    Active,

    /// <summary>Somebody paused it: events wait.</summary>
    Paused,

    /// <summary>It failed too often in a row: events wait until somebody looks after it.</summary>
    Failing,

    /// <summary>The other system answered that it is gone for good: no more events are kept for it.</summary>
    Gone,
}

/// <summary>Another system that is told of what happens in the shop.</summary>
public sealed class WebhookSubscription : IVersioned, IAudited
{
    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Url { get; private set; } = "";

    public List<string> Events { get; private set; } = [];

    /// <summary>Encrypted; only the sender opens it.</summary>
    [Secret]
    public string Secret { get; private set; } = "";

    /// <summary>The secret before the last change. Both sign until then, so that the other system can be changed without a gap.</summary>
    [Secret]
    public string? FormerSecret { get; private set; }

    public DateTimeOffset? FormerUntil { get; private set; }

    public SubscriptionState State { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string CreatedByName { get; init; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public void Change(SubscriptionDetails details)
    {
        Name = details.Name.Trim();
        Url = details.Url.Trim();
        Events = [.. details.Events.Distinct().Order(StringComparer.Ordinal)];
    }

    public void Take(string encryptedSecret) => Secret = encryptedSecret;

    public void Rotate(string encryptedSecret, DateTimeOffset formerUntil)
    {
        FormerSecret = Secret;
        FormerUntil = formerUntil;
        Secret = encryptedSecret;
    }

    public void Pause(DateTimeOffset at) => Stop(SubscriptionState.Paused, at);

    public void GiveUp(DateTimeOffset at) => Stop(SubscriptionState.Failing, at);

    public void Leave(DateTimeOffset at) => Stop(SubscriptionState.Gone, at);

    public void Resume()
    {
        State = SubscriptionState.Active;
        StoppedAt = null;
    }

    private void Stop(SubscriptionState state, DateTimeOffset at)
    {
        State = state;
        StoppedAt = at;
    }
}

/// <summary>How the sending to a subscription goes. Kept apart, so that it never gets in the way of somebody who edits the subscription.</summary>
public sealed class WebhookHealth
{
    public required long SubscriptionId { get; init; }

    public int FailuresInARow { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    public DateTimeOffset? LastSuccessAt { get; private set; }

    public Sentence? LastFailure { get; private set; }

    /// <summary>Written in one statement: several attempts end at the same time, and none may be forgotten. It also makes them wait for each other,
    /// so that one of them alone draws the consequences.</summary>
    internal static Task NoteAsync(InventoryDb db, long subscriptionId, Sentence? failure, DateTimeOffset at, CancellationToken ct)
    {
        var health = db.WebhookHealth.Where(h => h.SubscriptionId == subscriptionId);
        return failure is null
            ? health.ExecuteUpdateAsync(set => Forgotten(set).SetProperty(h => h.LastSuccessAt, at), ct)
            : health.ExecuteUpdateAsync(set => set
                .SetProperty(h => h.FailuresInARow, h => h.FailuresInARow + 1)
                .SetProperty(h => h.FailingSince, h => h.FailingSince ?? at)
                .SetProperty(h => h.LastFailure, failure), ct);
    }

    internal static Task ForgetAsync(InventoryDb db, long subscriptionId, CancellationToken ct) =>
        db.WebhookHealth.Where(h => h.SubscriptionId == subscriptionId).ExecuteUpdateAsync(set => Forgotten(set), ct);

    private static UpdateSettersBuilder<WebhookHealth> Forgotten(UpdateSettersBuilder<WebhookHealth> set) => set
        .SetProperty(h => h.FailuresInARow, 0)
        .SetProperty(h => h.FailingSince, (DateTimeOffset?)null)
        .SetProperty(h => h.LastFailure, (Sentence?)null);
}
