namespace InventorySync.Domain.Outbox;

/// <summary>What the shop calls a follower and what follows from a change through it, in plain words. The events page shows both, translated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FollowerAttribute(string title, string description) : Attribute
{
    public string Title { get; } = title;

    public string Description { get; } = description;
}
