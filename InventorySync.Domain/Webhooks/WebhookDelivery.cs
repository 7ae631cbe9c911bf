namespace InventorySync.Domain.Webhooks;

public enum DeliveryState
{
    /// <summary>Is sent when its time comes.</summary>
    Waiting,

    Delivered,

    /// <summary>All tries are used up.</summary>
    Failed,

    /// <summary>Waits until its subscription goes on.</summary>
    Held,

    /// <summary>Will not be sent any more.</summary>
    Dropped,
}

/// <summary>One event for one subscription, with its body as it was when it happened.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; private set; }

    /// <summary>What the other system knows it by.</summary>
    public string PublicId { get; private set; } = $"dlv_{Text.RandomToken()}";

    public required long SubscriptionId { get; init; }

    /// <summary>The outbox message it tells of; null for a test event.</summary>
    public long? MessageId { get; init; }

    public required string Event { get; init; }

    public required string EventId { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryState State { get; private set; }

    /// <summary>Attempts over its whole life; a replay goes on counting.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts since it was last put in the queue.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>A node is sending it until then; after that another one may.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    public DateTimeOffset? LastTryAt { get; private set; }

    public int? LastStatus { get; private set; }

    public Sentence? LastFailure { get; private set; }

    public bool IsTest => MessageId is null;

    public void Queue(DateTimeOffset at)
    {
        State = DeliveryState.Waiting;
        Tries = 0;
        NextTryAt = at;
        LeasedUntil = null;
    }

    public void Hold()
    {
        State = DeliveryState.Held;
        LeasedUntil = null;
    }

    public void Drop()
    {
        State = DeliveryState.Dropped;
        LeasedUntil = null;
    }

    public void Delivered(int status, DateTimeOffset at)
    {
        Tried(status, failure: null, at);
        State = DeliveryState.Delivered;
    }

    /// <summary>Waits for the next try, or has failed where none is left.</summary>
    public void Failed(int? status, Sentence failure, TimeSpan? nextTryIn, DateTimeOffset at)
    {
        Tried(status, failure, at);
        State = nextTryIn is null ? DeliveryState.Failed : DeliveryState.Waiting;
        NextTryAt = at + (nextTryIn ?? TimeSpan.Zero);
    }

    private void Tried(int? status, Sentence? failure, DateTimeOffset at)
    {
        Attempts++;
        Tries++;
        LastTryAt = at;
        LastStatus = status;
        LastFailure = failure;
        LeasedUntil = null;
    }
}

/// <summary>One attempt to send a delivery: what was sent and what came back, without secrets.</summary>
public sealed class WebhookAttempt
{
    public long Id { get; private set; }

    public required long DeliveryId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Milliseconds { get; init; }

    public int? Status { get; init; }

    public Sentence? Failure { get; init; }

    public string RequestHeaders { get; init; } = "";

    public string ResponseHeaders { get; init; } = "";

    /// <summary>The first two kilobytes.</summary>
    public string ResponseBody { get; init; } = "";
}
