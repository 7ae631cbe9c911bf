namespace InventorySync.Domain.Catalog;

public enum ProductStatus
{
    Active,
    Draft,
    Discontinued,
}

/// <summary>What the shop sells under one name, in one or more variants.</summary>
public sealed class Product : IVersioned, IAudited
{
    public long Id { get; private set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public ProductStatus Status { get; set; }

    public long? CategoryId { get; set; }

    public long? BrandId { get; set; }

    public List<string> Tags { get; set; } = [];

    /// <summary>The axes along which its variants differ, such as size and colour.</summary>
    public List<ProductOption> Options { get; set; } = [];

    public List<Specification> Specifications { get; set; } = [];

    public int? WarrantyMonths { get; set; }

    public string? TaxClass { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public ulong Version { get; private set; }

    public List<Variant> Variants { get; } = [];

    public string AuditName => Name;

    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;
}

public sealed class ProductOption
{
    public string Name { get; set; } = "";

    public List<string> Values { get; set; } = [];
}

public sealed class Specification
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}
