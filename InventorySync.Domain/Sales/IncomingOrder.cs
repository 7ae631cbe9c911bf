using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Sales;

/// <summary>An order as a channel, a website or another system describes it at one moment: whole, with all that happened to it so far.
/// However often and in whatever order such descriptions come, the newest one counts.</summary>
public sealed record IncomingOrder : CustomerDetails
{
    public long? ChannelId { get; set; }

    /// <summary>The channel's own key; with the channel it names the order for good.</summary>
    [Required(ErrorMessage = "Give the key by which the channel knows the order.")]
    [StringLength(100, ErrorMessage = "Use at most 100 characters for the channel's key.")]
    public string ExternalId { get; set; } = "";

    /// <summary>What the customer reads, such as #1005.</summary>
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the number.")]
    public string? ExternalNumber { get; set; }

    /// <summary>As of when this describes it.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    [StringLength(3, ErrorMessage = "Choose a currency from the list.")]
    public string? Currency { get; set; }

    /// <summary>Whether its prices include tax; as the shop does when empty.</summary>
    public bool? PricesIncludeTax { get; set; }

    public decimal ShippingCost { get; set; }

    public decimal? ShippingTax { get; set; }

    public decimal Discount { get; set; }

    /// <summary>All that was paid so far, and all that was given back.</summary>
    public decimal Paid { get; set; }

    public decimal Refunded { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>It is not to be sent any more by us: a sale at a till, a download.</summary>
    public bool LeavesAtOnce { get; set; }

    public IReadOnlyList<IncomingParcel> Parcels { get; set; } = [];

    [MinLength(1, ErrorMessage = "An order has at least one line.")]
    [MaxLength(500, ErrorMessage = "Put at most 500 lines on an order.")]
    public IReadOnlyList<IncomingLine> Lines { get; set; } = [];

    /// <summary>Where what comes back is put; where it was sent from when empty.</summary>
    public long? ReturnsTo { get; set; }
}

public sealed record IncomingLine
{
    [Required(ErrorMessage = "Give the key by which the channel knows the line.")]
    [StringLength(100, ErrorMessage = "Use at most 100 characters for the channel's key.")]
    public string ExternalId { get; set; } = "";

    /// <summary>Null where nobody knows yet what it is; then the SKU decides, and a person where it does not.</summary>
    public long? VariantId { get; set; }

    public string? Sku { get; set; }

    /// <summary>The channel's own key of what was sold, by which a listing is found.</summary>
    public string? GoodsId { get; set; }

    [Required(ErrorMessage = "Say what it is called.")]
    public string Name { get; set; } = "";

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal Quantity { get; set; }

    [Range(0, 100_000_000, ErrorMessage = "Enter a price of zero or more.")]
    public decimal UnitPrice { get; set; }

    public decimal Discount { get; set; }

    public decimal? TaxPercent { get; set; }

    /// <summary>The tax of the line as the channel worked it out.</summary>
    public decimal? Tax { get; set; }

    /// <summary>Of all so far: taken off before it was sent, sent, come back, and of that put back to stock.</summary>
    public decimal Cancelled { get; set; }

    public decimal Sent { get; set; }

    public decimal Returned { get; set; }

    public decimal Restocked { get; set; }
}

public sealed record IncomingParcel
{
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the carrier.")]
    public string? Carrier { get; set; }

    [StringLength(80, ErrorMessage = "Use at most 80 characters for the tracking number.")]
    public string? TrackingNumber { get; set; }

    public string? TrackingAddress { get; set; }
}

/// <summary>What became of a description: the order it is, whether it said anything new, and what is missing.</summary>
public sealed record TakenOrder(long OrderId, string Number, bool Changed, IReadOnlyList<Shortage> Shortages);
