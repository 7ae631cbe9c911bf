using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Stock;

public enum AdjustBy
{
    /// <summary>Adds what is above zero and takes what is below.</summary>
    Difference,

    /// <summary>Sets what is on hand to what was found.</summary>
    SetTo,
}

/// <summary>Where something is done with a variant.</summary>
public abstract record StockInput
{
    [Required(ErrorMessage = "Choose a variant: type its SKU, barcode or name.")]
    public long? VariantId { get; set; }

    [Required(ErrorMessage = "Choose the location.")]
    public long? LocationId { get; set; }

    public long? BinId { get; set; }
}

public sealed record StockAdjustment : StockInput
{
    public AdjustBy By { get; set; }

    [Required(ErrorMessage = "Enter a quantity.")]
    public decimal? Quantity { get; set; }

    [Range(0, (double)StockLimits.DearestUnit, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal? UnitCost { get; set; }

    [Required(ErrorMessage = "Choose a reason.")]
    public string? Reason { get; set; }

    [StringLength(250, ErrorMessage = "Use at most 250 characters for the note.")]
    public string? Note { get; set; }
}

public sealed record StockReceipt : StockInput
{
    [Required(ErrorMessage = "Enter a quantity.")]
    [Range(0.001, (double)StockLimits.MostAtOnce, ErrorMessage = "Enter a quantity above zero, ten million at most.")]
    public decimal? Quantity { get; set; }

    [Range(0, (double)StockLimits.DearestUnit, ErrorMessage = "Enter a cost of zero or more.")]
    public decimal? UnitCost { get; set; }

    [StringLength(250, ErrorMessage = "Use at most 250 characters for the note.")]
    public string? Note { get; set; }
}

public sealed record StockWriteOff : StockInput
{
    [Required(ErrorMessage = "Enter a quantity.")]
    [Range(0.001, (double)StockLimits.MostAtOnce, ErrorMessage = "Enter a quantity above zero, ten million at most.")]
    public decimal? Quantity { get; set; }

    [Required(ErrorMessage = "Choose a reason.")]
    public string? Reason { get; set; }

    [StringLength(250, ErrorMessage = "Use at most 250 characters for the note.")]
    public string? Note { get; set; }
}

public enum KitWork
{
    Assemble,
    TakeApart,
}

public sealed record KitAssembly : StockInput
{
    public KitWork Work { get; set; }

    [Required(ErrorMessage = "Enter how many kits.")]
    [Range(1, (double)StockLimits.MostAtOnce, ErrorMessage = "Enter a whole number of kits above zero, ten million at most.")]
    public decimal? Quantity { get; set; }

    [StringLength(250, ErrorMessage = "Use at most 250 characters for the note.")]
    public string? Note { get; set; }
}
