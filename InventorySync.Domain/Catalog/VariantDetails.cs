using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace InventorySync.Domain.Catalog;

/// <summary>What people enter about one variant.</summary>
public sealed record VariantDetails : IValidatableObject
{
    public const int LongestSku = 64;
    public const int MostBarcodes = 20;

    private const double HighestPrice = 99_999_999;
    private const double Largest = 9_999_999;

    [Required(ErrorMessage = "Enter a SKU, the short code of your own for this variant.")]
    [StringLength(LongestSku, ErrorMessage = "Use at most 64 characters for the SKU.")]
    public string Sku { get; set; } = "";

    public IReadOnlyList<string> OptionValues { get; set; } = [];

    public IReadOnlyList<string> Barcodes { get; set; } = [];

    [Range(0, HighestPrice, ErrorMessage = "Enter a price from 0 to 99,999,999.")]
    public decimal Price { get; set; }

    [Range(0, HighestPrice, ErrorMessage = "Enter a price from 0 to 99,999,999.")]
    public decimal? CompareAtPrice { get; set; }

    [Range(0, HighestPrice, ErrorMessage = "Enter a cost from 0 to 99,999,999.")]
    public decimal? Cost { get; set; }

    [Range(0, HighestPrice, ErrorMessage = "Enter a price from 0 to 99,999,999.")]
    public decimal? FloorPrice { get; set; }

    [Range(0, Largest, ErrorMessage = "Enter a weight from 0 to 9,999,999 g.")]
    public decimal? WeightGrams { get; set; }

    [Range(0, Largest, ErrorMessage = "Enter a length from 0 to 9,999,999 mm.")]
    public decimal? LengthMm { get; set; }

    [Range(0, Largest, ErrorMessage = "Enter a width from 0 to 9,999,999 mm.")]
    public decimal? WidthMm { get; set; }

    [Range(0, Largest, ErrorMessage = "Enter a height from 0 to 9,999,999 mm.")]
    public decimal? HeightMm { get; set; }

    [Required(ErrorMessage = "Enter the unit it is counted in, such as piece or kg.")]
    [StringLength(20, ErrorMessage = "Use at most 20 characters for the unit.")]
    public string Unit { get; set; } = "piece";

    [Range(0.001, Largest, ErrorMessage = "A pack holds more than nothing: enter how many units are in it.")]
    public decimal PackSize { get; set; } = 1;

    [Range(0, 3, ErrorMessage = "Quantities have up to three decimals.")]
    public int QuantityDecimals { get; set; }

    [EnumDataType(typeof(Tracking), ErrorMessage = "Choose how it is tracked.")]
    public Tracking Tracking { get; set; }

    [EnumDataType(typeof(ProductStatus), ErrorMessage = "Choose active, draft or discontinued.")]
    public ProductStatus Status { get; set; }

    /// <summary>The barcodes as one scans them into a form, a line each.</summary>
    [JsonIgnore]
    public string BarcodeText
    {
        get => string.Join('\n', Barcodes);
        set => Barcodes = [.. (value ?? "").Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    public static VariantDetails Of(Variant variant) => new()
    {
        Sku = variant.Sku,
        OptionValues = [.. variant.OptionValues],
        Barcodes = [.. variant.Barcodes.OrderBy(b => b.Id).Select(b => b.Code)],
        Price = variant.Price,
        CompareAtPrice = variant.CompareAtPrice,
        Cost = variant.Cost,
        FloorPrice = variant.FloorPrice,
        WeightGrams = variant.WeightGrams,
        LengthMm = variant.LengthMm,
        WidthMm = variant.WidthMm,
        HeightMm = variant.HeightMm,
        Unit = variant.Unit,
        PackSize = variant.PackSize,
        QuantityDecimals = variant.QuantityDecimals,
        Tracking = variant.Tracking,
        Status = variant.Status,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CompareAtPrice is { } former && former > 0 && former <= Price)
            yield return new ValidationResult("The former price is struck out beside the price, so it lies above it. Raise it, or leave it empty.", [nameof(CompareAtPrice)]);
        if (FloorPrice > Price)
            yield return new ValidationResult("The lowest price for negotiation lies above the price. Lower it.", [nameof(FloorPrice)]);
        if (decimal.Round(PackSize, QuantityDecimals) != PackSize)
            yield return new ValidationResult("The pack holds a part of a unit, but quantities have fewer decimals. Change one of both.", [nameof(PackSize)]);
        if (Tracking == Tracking.Serial && QuantityDecimals > 0)
            yield return new ValidationResult("What has serial numbers is counted in whole units: quantities have no decimals.", [nameof(QuantityDecimals)]);
        if (ProblemOf(Barcodes) is { } problem)
            yield return new ValidationResult(problem, [nameof(BarcodeText)]);
    }

    // the barcode's own words; the figures in them are part of the sentence here, so they are shown as they are
    private static string? ProblemOf(IEnumerable<string> codes)
    {
        foreach (var code in codes.Where(c => c.Trim().Length > 0))
        {
            try
            {
                Barcode.Of(code);
            }
            catch (BusinessRuleException refused)
            {
                return refused.Message;
            }
        }

        return null;
    }
}
