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
    public long Id { get; internal set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public string Name { get; internal set; } = "";

    public string Description { get; internal set; } = "";

    public ProductStatus Status { get; internal set; }

    public long? CategoryId { get; internal set; }

    public long? BrandId { get; internal set; }

    public List<string> Tags { get; private set; } = [];

    /// <summary>The axes along which its variants differ, such as size and colour.</summary>
    public List<ProductOption> Options { get; private set; } = [];

    public List<Specification> Specifications { get; private set; } = [];

    public int? WarrantyMonths { get; internal set; }

    public string TaxClass { get; internal set; } = "";

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset? ArchivedAt { get; internal set; }

    public ulong Version { get; private set; }

    public List<Variant> Variants { get; } = [];

    public List<Picture> Pictures { get; } = [];

    public string AuditName => Name;

    public bool Archived => ArchivedAt is not null;

    public static Product Create(ProductDetails details, IReadOnlyList<ProductOption> axes, DateTimeOffset at)
    {
        var product = new Product { CreatedAt = at };
        product.Change(details);
        product.SetAxes(axes);
        return product;
    }

    public void Change(ProductDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        Description = (details.Description ?? "").Trim();
        Status = details.Status;
        CategoryId = details.CategoryId;
        BrandId = details.BrandId;
        WarrantyMonths = details.WarrantyMonths;
        TaxClass = Text.Tidy(details.TaxClass);
        Tag(details.Tags);
        // replaced only when something differs, so that the audit tells of changes and not of saves
        if (!Specifications.SequenceEqual(details.Specifications))
            Specifications = [.. details.Specifications.Select(s => s with { Name = Text.Tidy(s.Name), Value = Text.Tidy(s.Value) })];
    }

    public void Tag(IEnumerable<string> tags)
    {
        var tidied = Catalog.Tags.Tidy(tags);
        if (!Tags.SequenceEqual(tidied))
            Tags = tidied;
    }

    /// <summary>Every variant keeps its values, so an axis that is in use stays, and so do its values.</summary>
    public void SetAxes(IReadOnlyList<ProductOption> axes)
    {
        var tidied = VariantAxes.Checked(axes);
        foreach (var variant in Variants)
            VariantAxes.Demand(tidied, variant.OptionValues, variant.Sku);
        if (!VariantAxes.Same(Options, tidied))
            Options = tidied;
    }

    public Variant AddVariant(VariantDetails details)
    {
        if (Variants.Count >= VariantAxes.MostVariants)
            throw new BusinessRuleException("A product has at most {0} variants. Make a second product for the others.", VariantAxes.MostVariants);

        var variant = new Variant();
        variant.Change(details);
        VariantAxes.Demand(Options, variant.OptionValues, variant.Sku);
        RefuseTwin(variant);
        Variants.Add(variant);
        return variant;
    }

    /// <summary>Two variants of a product never have the same values.</summary>
    public void RefuseTwin(Variant variant)
    {
        var twin = Variants.Find(v => v != variant && v.OptionValues.SequenceEqual(variant.OptionValues, StringComparer.OrdinalIgnoreCase));
        if (twin is null)
            return;
        throw variant.OptionValues.Count == 0
            ? new BusinessRuleException("Without options a product has one variant. Add an option such as size or colour first.")
            : new BusinessRuleException("“{0}” is already the variant {1} of this product. Choose other values.", variant.Title, twin.Sku);
    }

    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;
}

/// <summary>An axis along which variants differ, with its values in the order people see them.</summary>
public sealed class ProductOption
{
    public string Name { get; set; } = "";

    public List<string> Values { get; set; } = [];
}

public sealed record Specification
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}

/// <summary>Short words that group goods across categories.</summary>
public static class Tags
{
    public const int Longest = 40;
    public const int Most = 30;

    public static List<string> Tidy(IEnumerable<string> tags) =>
        [.. tags.Select(Text.Tidy).Where(t => t.Length > 0).DistinctBy(Text.Key).OrderBy(Text.Key, StringComparer.Ordinal)];

    public static IReadOnlyList<string> Split(string? text) => Tidy((text ?? "").Split([',', ';', '\n', '|'], StringSplitOptions.RemoveEmptyEntries));
}
