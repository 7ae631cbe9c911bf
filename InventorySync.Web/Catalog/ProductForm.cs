using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Catalog;

namespace InventorySync.Web.Catalog;

/// <summary>The form of a product: what it is as a whole and, while it is new, its first variant. The rules are those of the records it becomes.</summary>
public sealed class ProductForm : IValidatableObject
{
    public bool IsNew { get; init; }

    [Required(ErrorMessage = "Enter a name for the product.")]
    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public ProductStatus Status { get; set; }

    public string? CategoryId { get; set; }

    public string? BrandId { get; set; }

    public string? TagText { get; set; } = "";

    public string? SpecificationText { get; set; } = "";

    public int? WarrantyMonths { get; set; }

    public string? TaxClass { get; set; } = "";

    /// <summary>Of the one variant, or the beginning of all their SKUs.</summary>
    [Required(ErrorMessage = "Enter a SKU, the short code of your own for this variant.")]
    public string? Sku { get; set; }

    public string? BarcodeText { get; set; }

    public decimal Price { get; set; }

    public decimal? Cost { get; set; }

    public List<AxisInput> Axes { get; } = [];

    public static ProductForm Of(Product product) => new()
    {
        Name = product.Name,
        Description = product.Description,
        Status = product.Status,
        CategoryId = TextOf(product.CategoryId),
        BrandId = TextOf(product.BrandId),
        TagText = ProductDetails.Of(product).TagText,
        SpecificationText = ProductDetails.Of(product).SpecificationText,
        WarrantyMonths = product.WarrantyMonths,
        TaxClass = product.TaxClass,
        Sku = product.Variants[0].Sku,
    };

    public ProductDetails Details() => new()
    {
        Name = Name,
        Description = Description,
        Status = Status,
        CategoryId = KeyOf(CategoryId),
        BrandId = KeyOf(BrandId),
        TagText = TagText ?? "",
        SpecificationText = SpecificationText ?? "",
        WarrantyMonths = WarrantyMonths,
        TaxClass = TaxClass ?? "",
    };

    public IReadOnlyList<ProductOption> Options() => AxisInput.Options(Axes);

    public NewProduct New()
    {
        var options = Options();
        var combinations = VariantAxes.Combine(options);
        return new NewProduct { Details = Details(), Axes = options, Variants = [.. combinations.Select(values => Variant(values, combinations.Count == 1))] };
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var problems = Problems(Details());
        return IsNew ? problems.Concat(Problems(Variant([], only: true))) : problems;
    }

    private VariantDetails Variant(IReadOnlyList<string> values, bool only) => new()
    {
        Sku = VariantSku(values),
        OptionValues = values,
        BarcodeText = only ? BarcodeText ?? "" : "",
        Price = Price,
        Cost = Cost,
    };

    private string VariantSku(IReadOnlyList<string> values) => values.Count == 0 ? Sku ?? "" : VariantAxes.SuggestedSku(Sku ?? "", values);

    private static List<ValidationResult> Problems(object input)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(input, new ValidationContext(input), problems, validateAllProperties: true);
        // what is missing, the form's own attributes have said already
        problems.RemoveAll(p => (input is ProductDetails { Name.Length: 0 } && p.MemberNames.Contains(nameof(Name))) || (input is VariantDetails { Sku.Length: 0 } && p.MemberNames.Contains(nameof(Sku))));
        return problems;
    }

    private static long? KeyOf(string? text) => long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var key) ? key : null;

    private static string? TextOf(long? key) => key?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An option as it is typed: its name, and its values with commas between.</summary>
public sealed class AxisInput
{
    public string Name { get; set; } = "";

    public string Values { get; set; } = "";

    public static AxisInput Of(ProductOption option) => new() { Name = option.Name, Values = string.Join(", ", option.Values) };

    public static IReadOnlyList<ProductOption> Options(IEnumerable<AxisInput> axes) =>
        [.. axes.Where(a => a.Name.Trim().Length > 0 || a.Values.Trim().Length > 0)
            .Select(a => new ProductOption { Name = a.Name, Values = [.. a.Values.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] })];
}
