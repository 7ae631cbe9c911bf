namespace InventorySync.Domain.Catalog;

public enum Tracking
{
    /// <summary>Counted by quantity.</summary>
    Quantity,

    /// <summary>Never counted: a service, a download.</summary>
    None,

    Lot,

    Serial,
}

/// <summary>What has a SKU and is counted.</summary>
public sealed class Variant : IVersioned, IAudited
{
    private string _sku = "";

    public long Id { get; private set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public long ProductId { get; private set; }

    public Product Product { get; private set; } = null!;

    public string Sku
    {
        get => _sku;
        set
        {
            _sku = value.Trim();
            SkuFolded = Text.Folded(_sku);
        }
    }

    /// <summary>Two SKUs that differ only in case are one.</summary>
    public string SkuFolded { get; private set; } = "";

    /// <summary>The values on the product's axes, in their order: "Red", "L".</summary>
    public List<string> OptionValues { get; set; } = [];

    public List<Barcode> Barcodes { get; } = [];

    public decimal Price { get; set; }

    public decimal? CompareAtPrice { get; set; }

    public decimal? Cost { get; set; }

    /// <summary>The lowest price the assistant may agree to.</summary>
    public decimal? FloorPrice { get; set; }

    public decimal? WeightGrams { get; set; }

    public decimal? LengthMm { get; set; }

    public decimal? WidthMm { get; set; }

    public decimal? HeightMm { get; set; }

    public string Unit { get; set; } = "piece";

    /// <summary>How many units one pack holds when it is bought or moved by the pack.</summary>
    public decimal PackSize { get; set; } = 1;

    /// <summary>Decimals a quantity of it may have: none for pieces, up to three for goods by weight or length.</summary>
    public int QuantityDecimals { get; set; }

    public Tracking Tracking { get; set; }

    public ProductStatus Status { get; set; }

    /// <summary>What it is made of; empty for everything that is not a kit.</summary>
    public List<KitPart> Parts { get; } = [];

    public bool IsKit { get; private set; }

    public long? ImageFileId { get; set; }

    /// <summary>SKU, barcodes, product's name, option values and brand in one folded line, for search as one types.</summary>
    [NotAudited]
    public string SearchText { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Sku;

    public string Title => OptionValues.Count == 0 ? "" : string.Join(" / ", OptionValues);

    public void MakeKitOf(IEnumerable<KitPart> parts)
    {
        Parts.Clear();
        Parts.AddRange(parts);
        IsKit = Parts.Count > 0;
    }

    public void FoldForSearch(string productName, string? brand) =>
        SearchText = Text.Folded(string.Join(' ', [Sku, .. Barcodes.Select(b => b.Code), productName, .. OptionValues, brand ?? ""])).Trim();
}

public sealed class KitPart
{
    public long KitVariantId { get; init; }

    public long PartVariantId { get; init; }

    public decimal Quantity { get; set; }
}
