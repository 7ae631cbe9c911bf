namespace InventorySync.Domain.Outbox;

/// <summary>The one row that says which place was given last. Places have no gaps, so it also counts the messages.</summary>
public sealed class OutboxSequence
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    public long LastPosition { get; private set; }
}
