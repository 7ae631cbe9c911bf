using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Purchasing;

/// <summary>What came of one line.</summary>
public sealed record ArrivedLine : IValidatableObject
{
    public long LineId { get; set; }

    /// <summary>In good order: goes to stock.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Enter a quantity of zero or more, ten million at most.")]
    public decimal Accepted { get; set; }

    /// <summary>Not taken: does not go to stock.</summary>
    [Range(0, 10_000_000, ErrorMessage = "Enter a quantity of zero or more, ten million at most.")]
    public decimal Rejected { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the reason.")]
    public string? RejectReason { get; set; }

    /// <summary>Where it is put; in the location itself when empty.</summary>
    public long? BinId { get; set; }

    [StringLength(60, ErrorMessage = "Use at most 60 characters for the lot.")]
    public string? LotNumber { get; set; }

    public DateOnly? ExpiresOn { get; set; }

    /// <summary>One for each accepted piece of what is kept by serial numbers.</summary>
    [MaxLength(5000, ErrorMessage = "Enter at most 5,000 serial numbers at once.")]
    public IReadOnlyList<string> Serials { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Rejected > 0 && string.IsNullOrWhiteSpace(RejectReason))
            yield return new("Say why goods are rejected.", [nameof(RejectReason)]);
        if (Serials.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 80))
            yield return new("A serial number has 1 to 80 characters.", [nameof(Serials)]);
    }
}

/// <summary>What it cost to get them here.</summary>
public sealed record ArrivalCost
{
    public LandedCostKind Kind { get; set; }

    public CostSpread Spread { get; set; }

    /// <summary>In the shop's own currency.</summary>
    [Required(ErrorMessage = "Enter an amount.")]
    [Range(0.01, 100_000_000, ErrorMessage = "Enter an amount above zero.")]
    public decimal? Amount { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the note.")]
    public string? Note { get; set; }
}

/// <summary>A bill for bringing goods that came after them, or a credit that takes something off it.</summary>
public sealed record LateBill
{
    public LandedCostKind Kind { get; set; }

    public CostSpread Spread { get; set; }

    /// <summary>In the shop's own currency.</summary>
    [Required(ErrorMessage = "Enter an amount.")]
    [Range(-100_000_000, 100_000_000, ErrorMessage = "Enter an amount up to a hundred million.")]
    public decimal? Amount { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the note.")]
    public string? Note { get; set; }
}

public sealed record ReceiptDetails
{
    [MaxLength(500, ErrorMessage = "Receive at most 500 lines at once.")]
    public IReadOnlyList<ArrivedLine> Lines { get; set; } = [];

    [MaxLength(20, ErrorMessage = "Enter at most 20 costs.")]
    public IReadOnlyList<ArrivalCost> Costs { get; set; } = [];

    [StringLength(60, ErrorMessage = "Use at most 60 characters for the delivery note.")]
    public string? DeliveryNote { get; set; }

    /// <summary>Take in what was not ordered too, and what came before by its serial number.</summary>
    public bool EvenMore { get; set; }
}

/// <summary>More came of a line than was still to come.</summary>
public sealed record OverDelivery(long LineId, string Sku, string Name, decimal Open, decimal Arrived);

/// <summary>A piece that was received before under the same number: scanned twice, or really back.</summary>
public sealed record KnownSerial(long LineId, string Sku, string Name, string Number, string Receipt);

/// <summary>The receipt, or what must be asked about: then nothing was received yet.</summary>
public sealed record ReceiptAnswer(long? ReceiptId, IReadOnlyList<OverDelivery> Over)
{
    public IReadOnlyList<KnownSerial> Known { get; init; } = [];

    public bool Received => ReceiptId is not null;
}
