using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Catalog;

public enum PriceStep
{
    /// <summary>To a percentage more, or less where it is negative.</summary>
    Percent,

    /// <summary>By an amount more, or less where it is negative.</summary>
    Amount,
}

public enum PriceRounding
{
    None,
    ToFiveCents,
    ToWhole,

    /// <summary>The nearest price that ends in .99.</summary>
    EndsIn99,

    /// <summary>The nearest price that ends in .90.</summary>
    EndsIn90,
}

/// <summary>What is changed in many products at once. What stays empty stays as it is.</summary>
public sealed record BulkEdit : IValidatableObject
{
    public ProductStatus? Status { get; set; }

    public long? CategoryId { get; set; }

    public long? BrandId { get; set; }

    public IReadOnlyList<string> AddTags { get; set; } = [];

    public IReadOnlyList<string> RemoveTags { get; set; } = [];

    [Range(0, 600, ErrorMessage = "Enter the warranty in months, from 0 to 600.")]
    public int? WarrantyMonths { get; set; }

    public PriceStep PriceStep { get; set; }

    [Range(-1_000_000, 1_000_000, ErrorMessage = "Enter how much the prices change, such as 5 or -10.")]
    public decimal? PriceBy { get; set; }

    public PriceRounding Rounding { get; set; }

    public bool? Archived { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string AddTagText
    {
        get => string.Join(", ", AddTags);
        set => AddTags = Tags.Split(value);
    }

    [System.Text.Json.Serialization.JsonIgnore]
    public string RemoveTagText
    {
        get => string.Join(", ", RemoveTags);
        set => RemoveTags = Tags.Split(value);
    }

    /// <summary>Whether it changes products as a whole; prices are their variants'.</summary>
    public bool ChangesProducts => Status is not null || CategoryId is not null || BrandId is not null || WarrantyMonths is not null || Archived is not null || AddTags.Count > 0 || RemoveTags.Count > 0;

    public bool ChangesPrices => PriceBy is not (null or 0);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Status is null && CategoryId is null && BrandId is null && WarrantyMonths is null && PriceBy is null or 0 && Archived is null && AddTags.Count == 0 && RemoveTags.Count == 0)
            yield return new ValidationResult("Nothing is to be changed. Fill in at least one field.", [nameof(Status)]);
        if (PriceStep == PriceStep.Percent && PriceBy < -100)
            yield return new ValidationResult("A price cannot sink by more than 100 percent.", [nameof(PriceBy)]);
    }

    /// <summary>The price after the step and the rounding, in the decimals of the currency.</summary>
    public decimal Priced(decimal price, int decimals)
    {
        var stepped = PriceBy is not { } by ? price : PriceStep == PriceStep.Percent ? price * (1 + by / 100) : price + by;
        var rounded = Rounding switch
        {
            PriceRounding.ToFiveCents => Math.Round(stepped * 20, MidpointRounding.AwayFromZero) / 20,
            PriceRounding.ToWhole => Math.Round(stepped, MidpointRounding.AwayFromZero),
            PriceRounding.EndsIn99 => Ending(stepped, 0.99m),
            PriceRounding.EndsIn90 => Ending(stepped, 0.90m),
            _ => stepped,
        };
        return Math.Round(rounded, decimals, MidpointRounding.AwayFromZero);
    }

    public List<string> Tagged(IReadOnlyList<string> tags) => [.. tags.Union(AddTags, StringComparer.OrdinalIgnoreCase).Except(RemoveTags, StringComparer.OrdinalIgnoreCase)];

    private static decimal Ending(decimal price, decimal ending)
    {
        var nearest = Math.Round(price - ending, MidpointRounding.AwayFromZero) + ending;
        return nearest < 0 && price >= 0 ? ending : nearest;
    }
}
