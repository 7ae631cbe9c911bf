using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Catalog;

public sealed record CatalogSettings
{
    [Display(Name = "Tax classes", Description = "One on each line. They are offered where a product's tax class is chosen.")]
    [DataType(DataType.MultilineText)]
    [StringLength(1000, ErrorMessage = "Use at most 1,000 characters.")]
    public string TaxClasses { get; init; } = "Standard\nReduced\nZero";

    [Display(Name = "Months of warranty for new products", Description = "Stands in the form of a new product; each product can have its own.")]
    [Range(0, 600, ErrorMessage = "Enter the warranty in months, from 0 to 600.")]
    public int WarrantyMonths { get; init; }

    public IReadOnlyList<string> TaxClassNames => [.. TaxClasses.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
