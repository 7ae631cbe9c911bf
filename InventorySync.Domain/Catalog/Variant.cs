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

    public long Id { get; internal set; }

    public string PublicId { get; private set; } = Text.RandomToken();

    public long ProductId { get; internal set; }

    public Product Product { get; private set; } = null!;

    public string Sku
    {
        get => _sku;
        internal set
        {
            _sku = Text.Tidy(value);
            SkuFolded = Text.Folded(_sku);
        }
    }

    /// <summary>Two SKUs that differ only in case are one.</summary>
    [NotAudited]
    public string SkuFolded { get; private set; } = "";

    /// <summary>The values on the product's axes, in their order: "Red", "L".</summary>
    public List<string> OptionValues { get; private set; } = [];

    public List<Barcode> Barcodes { get; } = [];

    public decimal Price { get; internal set; }

    public decimal? CompareAtPrice { get; internal set; }

    public decimal? Cost { get; internal set; }

    /// <summary>The lowest price the assistant may agree to.</summary>
    public decimal? FloorPrice { get; internal set; }

    public decimal? WeightGrams { get; internal set; }

    public decimal? LengthMm { get; internal set; }

    public decimal? WidthMm { get; internal set; }

    public decimal? HeightMm { get; internal set; }

    public string Unit { get; internal set; } = "piece";

    /// <summary>How many units one pack holds when it is bought or moved by the pack.</summary>
    public decimal PackSize { get; internal set; } = 1;

    /// <summary>Decimals a quantity of it may have: none for pieces, up to three for goods by weight or length.</summary>
    public int QuantityDecimals { get; internal set; }

    public Tracking Tracking { get; internal set; }

    public ProductStatus Status { get; internal set; }

    /// <summary>What it is made of; empty for everything that is not a kit.</summary>
    public List<KitPart> Parts { get; } = [];

    public bool IsKit { get; private set; }

    public long? PictureId { get; internal set; }

    /// <summary>SKU, barcodes, product's name, option values and brand in one folded line, for search as one types.</summary>
    [NotAudited]
    public string SearchText { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Sku;

    public string Title => OptionValues.Count == 0 ? "" : string.Join(" / ", OptionValues);

    /// <summary>Takes over what was entered. Prices that change are told by PricesBefore.</summary>
    public void Change(VariantDetails details)
    {
        Input.Check(details);
        Sku = details.Sku;
        (Price, CompareAtPrice, Cost, FloorPrice) = (details.Price, details.CompareAtPrice, details.Cost, details.FloorPrice);
        (WeightGrams, LengthMm, WidthMm, HeightMm) = (details.WeightGrams, details.LengthMm, details.WidthMm, details.HeightMm);
        Unit = Text.Tidy(details.Unit);
        PackSize = details.PackSize;
        QuantityDecimals = details.QuantityDecimals;
        Tracking = details.Tracking;
        Status = details.Status;
        var values = details.OptionValues.Select(Text.Tidy).ToList();
        if (!OptionValues.SequenceEqual(values))
            OptionValues = values;
        ScanAs(details.Barcodes);
    }

    /// <summary>The codes that lead to it; those it has already stay the rows they are.</summary>
    public void ScanAs(IEnumerable<string> codes)
    {
        var wanted = codes.Where(c => !string.IsNullOrWhiteSpace(c)).Select(Barcode.Of).DistinctBy(b => b.Code).ToList();
        if (wanted.Count > VariantDetails.MostBarcodes)
            throw new BusinessRuleException("A variant has at most {0} barcodes.", VariantDetails.MostBarcodes) { Field = nameof(VariantDetails.Barcodes) };

        Barcodes.RemoveAll(b => wanted.TrueForAll(w => w.Code != b.Code));
        Barcodes.AddRange(wanted.Where(w => Barcodes.TrueForAll(b => b.Code != w.Code)));
    }

    public void MakeKitOf(IReadOnlyList<KitPart> parts)
    {
        Parts.RemoveAll(p => parts.All(w => w.PartVariantId != p.PartVariantId));
        foreach (var wanted in parts)
        {
            if (Parts.Find(p => p.PartVariantId == wanted.PartVariantId) is { } part)
                part.Quantity = wanted.Quantity;
            else
                Parts.Add(wanted);
        }

        IsKit = Parts.Count > 0;
    }

    public decimal? PriceOf(PriceKind kind) => kind switch
    {
        PriceKind.Price => Price,
        PriceKind.CompareAt => CompareAtPrice,
        PriceKind.Cost => Cost,
        _ => FloorPrice,
    };

    public void FoldForSearch(string productName, string? brand)
    {
        var folded = Text.Folded(string.Join(' ', [Sku, .. Barcodes.Select(b => b.Code), productName, .. OptionValues, brand ?? ""])).Trim();
        SearchText = folded.Length > 2000 ? folded[..2000] : folded;
    }
}

public sealed class KitPart
{
    public long KitVariantId { get; init; }

    public long PartVariantId { get; init; }

    public decimal Quantity { get; set; }
}
