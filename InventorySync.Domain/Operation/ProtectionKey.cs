namespace InventorySync.Domain.Operation;

/// <summary>A key by which cookies and stored secrets are protected, shared by all nodes. Its content is encrypted.</summary>
public sealed class ProtectionKey
{
    public long Id { get; private set; }

    public string Name { get; init; } = "";

    public string Content { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
