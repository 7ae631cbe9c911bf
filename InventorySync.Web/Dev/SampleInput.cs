using System.ComponentModel.DataAnnotations;

namespace InventorySync.Web.Dev;

/// <summary>An input with every kind of field and rule.</summary>
public sealed class SampleInput : IValidatableObject
{
    [Required(ErrorMessage = "Give the article a name.")]
    [StringLength(60)]
    public string Name { get; set; } = "Linen shirt";

    [Required]
    [StringLength(12, MinimumLength = 3)]
    public string Sku { get; set; } = "";

    [EmailAddress]
    public string? Email { get; set; }

    [Range(0, 10_000)]
    public decimal Quantity { get; set; } = 12;

    [Range(typeof(decimal), "0.01", "99999", ErrorMessage = "The price is more than nothing.")]
    public decimal? Price { get; set; } = 24.9m;

    public SampleState State { get; set; }

    public bool Online { get; set; } = true;

    public DateOnly? Arrives { get; set; }

    public string? TimeZone { get; set; } = "Africa/Nairobi";

    [Required]
    public string? Currency { get; set; } = "EUR";

    [StringLength(400)]
    public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (State == SampleState.SoldOut && Quantity > 0)
            yield return new ValidationResult("What is sold out has nothing in stock.", [nameof(Quantity)]);
    }
}
