using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace InventorySync.Domain.Catalog;

/// <summary>What people enter about a product as a whole.</summary>
public sealed record ProductDetails : IValidatableObject
{
    public const int MostSpecifications = 100;

    [Required(ErrorMessage = "Enter a name for the product.")]
    [StringLength(255, ErrorMessage = "Use at most 255 characters for the name.")]
    public string Name { get; set; } = "";

    [StringLength(50_000, ErrorMessage = "The description is too long: 50,000 characters at most.")]
    public string? Description { get; set; }

    [EnumDataType(typeof(ProductStatus), ErrorMessage = "Choose active, draft or discontinued.")]
    public ProductStatus Status { get; set; }

    public long? CategoryId { get; set; }

    public long? BrandId { get; set; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    public IReadOnlyList<Specification> Specifications { get; set; } = [];

    [Range(0, 600, ErrorMessage = "Enter the warranty in months, from 0 to 600.")]
    public int? WarrantyMonths { get; set; }

    [StringLength(60, ErrorMessage = "Use at most 60 characters for the tax class.")]
    public string TaxClass { get; set; } = "";

    /// <summary>The tags as one enters them in a form, with commas between.</summary>
    [JsonIgnore]
    public string TagText
    {
        get => string.Join(", ", Tags);
        set => Tags = Catalog.Tags.Split(value);
    }

    /// <summary>The specifications as one enters them in a form: a line each, as "Power: 1200 W".</summary>
    [JsonIgnore]
    public string SpecificationText
    {
        get => string.Join('\n', Specifications.Select(s => s.Value.Length == 0 ? s.Name : $"{s.Name}: {s.Value}"));
        set => Specifications = [.. (value ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(SpecificationOf)];
    }

    public static ProductDetails Of(Product product) => new()
    {
        Name = product.Name,
        Description = product.Description,
        Status = product.Status,
        CategoryId = product.CategoryId,
        BrandId = product.BrandId,
        Tags = product.Tags,
        Specifications = product.Specifications,
        WarrantyMonths = product.WarrantyMonths,
        TaxClass = product.TaxClass,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Tags.Count > Catalog.Tags.Most)
            yield return new ValidationResult("A product has at most 30 tags.", [nameof(TagText)]);
        if (Tags.Any(t => t.Length > Catalog.Tags.Longest))
            yield return new ValidationResult("A tag has at most 40 characters.", [nameof(TagText)]);
        if (Specifications.Count > MostSpecifications)
            yield return new ValidationResult("A product has at most 100 specifications.", [nameof(SpecificationText)]);
        if (Specifications.Any(s => s.Name.Length is 0 or > 80 || s.Value.Length > 400))
            yield return new ValidationResult("Each specification has a name of up to 80 characters and a value of up to 400, such as “Power: 1200 W”.", [nameof(SpecificationText)]);
    }

    private static Specification SpecificationOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Specification { Name = line } : new Specification { Name = line[..colon].Trim(), Value = line[(colon + 1)..].Trim() };
    }
}

/// <summary>A product with its variants, as it is created in one go.</summary>
public sealed record NewProduct
{
    public ProductDetails Details { get; set; } = new();

    public IReadOnlyList<ProductOption> Axes { get; set; } = [];

    /// <summary>At least one; with axes, each has a value for every axis.</summary>
    public IReadOnlyList<VariantDetails> Variants { get; set; } = [];
}
