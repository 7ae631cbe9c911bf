using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Purchasing;

/// <summary>How the shop buys.</summary>
public sealed record PurchasingSettings
{
    public const string Section = "purchasing";

    [Display(Name = "Orders need approval above", Description = "In the shop's own money. Above it another person must approve an order before it is sent. 0: nobody needs to.", GroupName = "Approval")]
    [Range(0, 100_000_000, ErrorMessage = "Enter a limit of zero or more.")]
    public decimal ApprovalLimit { get; init; }

    [Display(Name = "Before the number of an order", Description = "Such as PO-; the number itself counts up.", GroupName = "Documents")]
    [StringLength(12, ErrorMessage = "Use at most 12 characters before the number.")]
    public string NumberPrefix { get; init; } = "PO-";

    [Display(Name = "At the end of purchase orders", Description = "Delivery times, where to unload, what must be on the parcel: up to a few lines.", GroupName = "Documents")]
    [DataType(DataType.MultilineText)]
    [StringLength(600, ErrorMessage = "Use at most 600 characters.")]
    public string DocumentEnd { get; init; } = "Please confirm this order and the day of delivery.";

    [Display(Name = "Reasons to reject goods", Description = "One a line, offered when something that arrives is not put to stock.", GroupName = "Receiving")]
    [DataType(DataType.MultilineText)]
    [Required(ErrorMessage = "Enter at least one reason.")]
    [StringLength(1000, ErrorMessage = "Use at most 1,000 characters.")]
    public string RejectReasons { get; init; } = "Damaged\nWrong goods\nPoor quality\nBest-before too short";

    public IReadOnlyList<string> RejectReasonList => [.. RejectReasons.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
