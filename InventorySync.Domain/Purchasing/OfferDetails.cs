using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Purchasing;

/// <summary>From this quantity on a unit costs this.</summary>
public sealed record BreakDetails
{
    [Required(ErrorMessage = "Enter the quantity from which this price holds.")]
    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal? FromQuantity { get; set; }

    [Required(ErrorMessage = "Enter what a unit costs.")]
    [Range(0, 100_000_000, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal? UnitCost { get; set; }
}

/// <summary>What people enter about something a supplier sells to the shop.</summary>
public sealed record OfferDetails : IValidatableObject
{
    private const int MostBreaks = 12;

    [Required(ErrorMessage = "Choose a variant: type its SKU, barcode or name.")]
    public long? VariantId { get; set; }

    /// <summary>How the supplier calls it.</summary>
    [StringLength(80, ErrorMessage = "Use at most 80 characters for the supplier's SKU.")]
    public string? SupplierSku { get; set; }

    [Required(ErrorMessage = "Enter what a unit costs.")]
    [Range(0, 100_000_000, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal? Cost { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a least quantity above zero, or leave it empty.")]
    public decimal? MinQuantity { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a pack size above zero, or leave it empty.")]
    public decimal? PackSize { get; set; }

    /// <summary>Where it differs from the supplier's.</summary>
    [Range(0, 730, ErrorMessage = "Enter a lead time from 0 to 730 days.")]
    public int? LeadTimeDays { get; set; }

    public bool Preferred { get; set; }

    public bool Active { get; set; } = true;

    public List<BreakDetails> Breaks { get; set; } = [];

    public static OfferDetails Of(SupplierOffer offer) => new()
    {
        VariantId = offer.VariantId,
        SupplierSku = offer.SupplierSku,
        Cost = offer.Cost,
        MinQuantity = offer.MinQuantity,
        PackSize = offer.PackSize,
        LeadTimeDays = offer.LeadTimeDays,
        Preferred = offer.Preferred,
        Active = offer.Active,
        Breaks = [.. offer.Breaks.OrderBy(b => b.FromQuantity).Select(b => new BreakDetails { FromQuantity = b.FromQuantity, UnitCost = b.UnitCost })],
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Breaks.Count > MostBreaks)
            yield return new("An offer has at most 12 price breaks.", [nameof(Breaks)]);
        if (Breaks.Exists(b => b.FromQuantity is null or <= 0))
            yield return new("Enter for each price break a quantity above zero.", [nameof(Breaks)]);
        if (Breaks.Exists(b => b.UnitCost is null or < 0))
            yield return new("Enter for each price break a cost of zero or more.", [nameof(Breaks)]);
        if (Breaks.GroupBy(b => b.FromQuantity).Any(g => g.Count() > 1))
            yield return new("Two price breaks begin at the same quantity. Remove one of them.", [nameof(Breaks)]);
        if (Preferred && !Active)
            yield return new("An offer that is not used any more cannot be the preferred one.", [nameof(Preferred)]);
    }
}
