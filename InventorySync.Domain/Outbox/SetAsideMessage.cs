namespace InventorySync.Domain.Outbox;

/// <summary>A message that one follower could not handle however often it was tried. It waits for a person, who has it tried again or dismisses it.</summary>
public sealed class SetAsideMessage : IAudited
{
    public SetAsideMessage(string follower, OutboxMessage message, int attempts, string error, DateTimeOffset at)
    {
        Follower = follower;
        MessageId = message.Id;
        Position = message.Position!.Value;
        Kind = message.Kind;
        Subject = message.Subject;
        Payload = message.Payload;
        HappenedAt = message.HappenedAt;
        Attempts = attempts;
        Error = error;
        SetAsideAt = at;
    }

    private SetAsideMessage()
    {
    }

    public long Id { get; private set; }

    public string Follower { get; private set; } = "";

    public long MessageId { get; private set; }

    public long Position { get; private set; }

    public string Kind { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>A copy, for the message itself is not kept for ever.</summary>
    [NotAudited]
    public string Payload { get; private set; } = "";

    public DateTimeOffset HappenedAt { get; private set; }

    public int Attempts { get; private set; }

    public string Error { get; private set; } = "";

    public DateTimeOffset SetAsideAt { get; private set; }

    public string AuditName => $"{Kind} {Subject} → {Follower}";

    public OutboxMessage Message() => new(Kind, Subject, Payload, HappenedAt, MessageId, Position);

    public void FailedAgain(Exception failure)
    {
        Attempts++;
        Error = FollowerPlace.Describe(failure);
    }
}
