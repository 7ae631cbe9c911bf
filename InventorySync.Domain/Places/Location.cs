namespace InventorySync.Domain.Places;

public enum LocationKind
{
    Warehouse,
    Store,
    Online,
}

/// <summary>A place that holds stock.</summary>
public sealed class Location : IVersioned, IAudited
{
    public long Id { get; private set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public string Name { get; set; } = "";

    public LocationKind Kind { get; set; }

    public bool Active { get; private set; } = true;

    public ulong Version { get; private set; }

    public string AuditName => Name;
}
