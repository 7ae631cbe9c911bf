using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Purchasing;

/// <summary>A line that somebody writes. Without a cost the offer's own holds, by its price breaks.</summary>
public sealed record DraftPurchaseLine
{
    public long? VariantId { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal Quantity { get; set; } = 1;

    [Range(0, 100_000_000, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal? UnitCost { get; set; }

    public DateOnly? ExpectedOn { get; set; }
}

/// <summary>An order that somebody writes by hand, planning suggests or another system sends.</summary>
public sealed record PurchaseDraft
{
    public PurchaseSource Source { get; set; }

    [Required(ErrorMessage = "Choose the supplier.")]
    public long? SupplierId { get; set; }

    [Required(ErrorMessage = "Choose where the goods are to come in.")]
    public long? LocationId { get; set; }

    /// <summary>By the lead time of the supplier when empty.</summary>
    public DateOnly? ExpectedOn { get; set; }

    [StringLength(60, ErrorMessage = "Use at most 60 characters for the supplier's reference.")]
    public string? TheirReference { get; set; }

    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the note.")]
    public string? Note { get; set; }

    [MaxLength(500, ErrorMessage = "Put at most 500 lines on an order.")]
    public IReadOnlyList<DraftPurchaseLine> Lines { get; set; } = [];

    public static PurchaseDraft Of(PurchaseOrder order) => new()
    {
        Source = order.Source,
        SupplierId = order.SupplierId,
        LocationId = order.LocationId,
        ExpectedOn = order.ExpectedOn,
        TheirReference = order.TheirReference,
        Note = order.Note,
        Lines = [.. order.Lines.OrderBy(l => l.Position).Select(l => new DraftPurchaseLine { VariantId = l.VariantId, Quantity = l.Ordered.Plain(), UnitCost = l.UnitCost.Plain(), ExpectedOn = l.ExpectedOn })],
    };
}

/// <summary>Something about a line that the supplier would not accept, and what it would.</summary>
public sealed record PurchaseProblem(long? VariantId, Sentence Said)
{
    /// <summary>The quantity that would be right, where one would.</summary>
    public decimal? Better { get; init; }
}

/// <summary>What a draft would be, and what stands against it.</summary>
public sealed record PurchasePreview(PurchaseOrder Order, IReadOnlyList<PurchaseProblem> Problems);

/// <summary>When the goods are to come, as the supplier says now.</summary>
public sealed record ExpectedDay
{
    [Required(ErrorMessage = "Enter the day.")]
    public DateOnly? On { get; set; }

    /// <summary>Their number of the order.</summary>
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the supplier's reference.")]
    public string? TheirReference { get; set; }
}

/// <summary>How an order is mailed to the supplier.</summary>
public sealed record PurchaseMailDetails
{
    [Required(ErrorMessage = "Enter an e-mail address, such as orders@example.com.")]
    [EmailAddress(ErrorMessage = "Enter an e-mail address, such as orders@example.com.")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the e-mail address.")]
    public string To { get; set; } = "";

    [Required(ErrorMessage = "Enter a subject.")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the subject.")]
    [RegularExpression(@"[^\r\n]*", ErrorMessage = "The subject is one line.")]
    public string Subject { get; set; } = "";

    [Required(ErrorMessage = "Write a few words.")]
    [StringLength(4000, ErrorMessage = "Use at most 4,000 characters.")]
    public string Body { get; set; } = "";
}
