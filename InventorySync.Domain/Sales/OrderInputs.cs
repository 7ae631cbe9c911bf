using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Sales;

/// <summary>Who buys, and where it goes.</summary>
public record CustomerDetails
{
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string? CustomerName { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the e-mail address.")]
    [EmailAddressOrNothing]
    public string? Email { get; set; }

    [StringLength(40, ErrorMessage = "Use at most 40 characters for the phone number.")]
    public string? Phone { get; set; }

    public PostalAddress Billing { get; set; } = new();

    public PostalAddress Shipping { get; set; } = new();

    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the note.")]
    public string? Note { get; set; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    public static CustomerDetails Of(Order order) => new()
    {
        CustomerName = order.CustomerName,
        Email = order.Email,
        Phone = order.Phone,
        Billing = order.Billing with { },
        Shipping = order.Shipping with { },
        Note = order.Note,
        Tags = [.. order.Tags],
    };
}

/// <summary>An address as mail finds it; nothing at all is fine too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAddressOrNothingAttribute : ValidationAttribute
{
    public EmailAddressOrNothingAttribute()
        : base("Enter an e-mail address such as name@example.com.")
    {
    }

    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || new EmailAddressAttribute().IsValid(text.Trim());
}

/// <summary>An order that somebody writes by hand or sends over the API.</summary>
public sealed record OrderDraft : CustomerDetails
{
    public OrderSource Source { get; set; }

    public long? ChannelId { get; set; }

    /// <summary>The only location that it may be served from; any that serves online orders when empty.</summary>
    public long? LocationId { get; set; }

    /// <summary>The shop's own when empty.</summary>
    [StringLength(3, ErrorMessage = "Choose a currency from the list.")]
    public string? Currency { get; set; }

    public long? PriceListId { get; set; }

    [Range(0, 100_000_000, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal ShippingCost { get; set; }

    [Range(0, 100_000_000, ErrorMessage = "Enter a discount of zero or more.")]
    public decimal Discount { get; set; }

    [MaxLength(500, ErrorMessage = "Put at most 500 lines on an order.")]
    public IReadOnlyList<DraftLine> Lines { get; set; } = [];

    public static new OrderDraft Of(Order order)
    {
        var customer = CustomerDetails.Of(order);
        return new OrderDraft
        {
            CustomerName = customer.CustomerName,
            Email = customer.Email,
            Phone = customer.Phone,
            Billing = customer.Billing,
            Shipping = customer.Shipping,
            Note = customer.Note,
            Tags = customer.Tags,
            Source = order.Source,
            ChannelId = order.ChannelId,
            LocationId = order.LocationId,
            Currency = order.Currency,
            PriceListId = order.PriceListId,
            ShippingCost = order.ShippingCost.Plain(),
            Discount = order.Discount.Plain(),
            Lines = [.. order.Lines.OrderBy(l => l.Position).Select(l => new DraftLine { VariantId = l.VariantId, Quantity = l.Quantity.Plain(), UnitPrice = l.UnitPrice.Plain(), Discount = l.Discount.Plain() })],
        };
    }
}

public sealed record DraftLine
{
    [Required(ErrorMessage = "Choose a variant: type its SKU, barcode or name.")]
    public long? VariantId { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal Quantity { get; set; } = 1;

    /// <summary>By the price rules when empty.</summary>
    [Range(0, 100_000_000, ErrorMessage = "Enter a price of zero or more.")]
    public decimal? UnitPrice { get; set; }

    [Range(0, 100_000_000, ErrorMessage = "Enter a discount of zero or more.")]
    public decimal Discount { get; set; }
}

public sealed record ParcelDetails
{
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the carrier.")]
    public string? Carrier { get; set; }

    [StringLength(80, ErrorMessage = "Use at most 80 characters for the tracking number.")]
    public string? TrackingNumber { get; set; }

    [StringLength(400, ErrorMessage = "Use at most 400 characters for the tracking address.")]
    [RegularExpression("^https?://.*", ErrorMessage = "Enter an address that begins with https://.")]
    public string? TrackingAddress { get; set; }

    public DateOnly? ExpectedOn { get; set; }
}

/// <summary>How much of a line is meant.</summary>
public sealed record LineQuantity(long LineId, decimal Quantity);

/// <summary>What there was too little of.</summary>
public sealed record Shortage(long LineId, long VariantId, string Sku, string Name, decimal Wanted, decimal Possible)
{
    public decimal Missing => Wanted - Possible;
}

/// <summary>Whether an order was confirmed; if not, what is missing.</summary>
public sealed record ConfirmAnswer(bool Confirmed, IReadOnlyList<Shortage> Shortages);
