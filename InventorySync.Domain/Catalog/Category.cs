namespace InventorySync.Domain.Catalog;

/// <summary>A branch of the shop's tree of goods.</summary>
public sealed class Category : IVersioned, IAudited
{
    public long Id { get; private set; }

    public string Name { get; set; } = "";

    public long? ParentId { get; set; }

    /// <summary>The keys from the root down to this one, as "/12/40/": everything below a branch is found by its beginning.</summary>
    public string Path { get; set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Name;
}

public sealed class Brand : IAudited
{
    public long Id { get; private set; }

    public string Name { get; set; } = "";

    public string AuditName => Name;
}
