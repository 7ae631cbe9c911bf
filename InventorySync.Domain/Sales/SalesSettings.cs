using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Sales;

/// <summary>How the shop counts money on orders, and what stands on its documents.</summary>
public sealed record SalesSettings
{
    public const string Section = "sales";

    [Display(Name = "Prices include tax", Description = "As prices are entered in the catalogue. Orders that are there already keep what held when they were made.", GroupName = "Tax and discounts")]
    public bool PricesIncludeTax { get; init; } = true;

    [Display(Name = "Tax is rounded", Description = "On each line by itself, or once on the sum of each rate. The sums of an invoice agree either way.", GroupName = "Tax and discounts")]
    public TaxRounding Rounding { get; init; } = TaxRounding.OnTotal;

    [Display(Name = "Discounts on an order count", Description = "Before tax the goods become cheaper and less tax is due; after tax the discount is taken off at the end, like a voucher.", GroupName = "Tax and discounts")]
    public DiscountTiming Timing { get; init; } = DiscountTiming.BeforeTax;

    [Display(Name = "Tax class of shipping", Description = "One of the catalogue's tax classes.", GroupName = "Tax and discounts")]
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the tax class.")]
    public string ShippingTaxClass { get; init; } = "Standard";

    [Display(Name = "Tax number", Description = "Stands on invoices and receipts.", GroupName = "Documents")]
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the tax number.")]
    public string TaxNumber { get; init; } = "";

    [Display(Name = "Before the number of an invoice", Description = "Such as INV-; the number itself counts up without a gap.", GroupName = "Documents")]
    [StringLength(12, ErrorMessage = "Use at most 12 characters before the number.")]
    public string InvoicePrefix { get; init; } = "INV-";

    [Display(Name = "At the end of invoices and receipts", Description = "Bank account, thanks, opening hours: up to a few lines.", GroupName = "Documents")]
    [DataType(DataType.MultilineText)]
    [StringLength(600, ErrorMessage = "Use at most 600 characters.")]
    public string DocumentEnd { get; init; } = "Thank you for your order.";
}
