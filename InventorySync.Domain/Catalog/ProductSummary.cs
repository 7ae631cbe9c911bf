namespace InventorySync.Domain.Catalog;

/// <summary>Whether something can be sold now.</summary>
public enum StockState
{
    InStock,

    /// <summary>There is some, and all of it is promised.</summary>
    AllReserved,

    OutOfStock,

    /// <summary>More was sold than was booked in, at a location that allows it.</summary>
    BelowZero,

    /// <summary>A service or a download: never counted.</summary>
    NotCounted,
}

/// <summary>A product in one row, as lists search, sort and filter it: what its variants have in common and what stands of them everywhere together.
/// It is worked out anew with every change of the product and, moments after it, with every change of stock.</summary>
public sealed class ProductSummary
{
    private const int ShownSkus = 3;

    private ProductSummary()
    {
    }

    public ProductSummary(long productId) => ProductId = productId;

    public long ProductId { get; private set; }

    public string Name { get; private set; } = "";

    public ProductStatus Status { get; private set; }

    public bool Archived { get; private set; }

    public long? CategoryId { get; private set; }

    public long? BrandId { get; private set; }

    /// <summary>With commas between, for reading and for filters.</summary>
    public string TagText { get; private set; } = "";

    public int? WarrantyMonths { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Variants { get; private set; }

    /// <summary>The first few, for reading.</summary>
    public string Skus { get; private set; } = "";

    public bool HasKit { get; private set; }

    public decimal LowestPrice { get; private set; }

    public decimal HighestPrice { get; private set; }

    /// <summary>The small picture's file.</summary>
    public string? Picture { get; private set; }

    /// <summary>Name, brand and every SKU and barcode, folded.</summary>
    public string SearchText { get; private set; } = "";

    public decimal OnHand { get; private set; }

    public decimal Available { get; private set; }

    public StockState Stock { get; private set; } = StockState.OutOfStock;

    /// <summary>Where some of it stands, as "|3|12|".</summary>
    public string Places { get; private set; } = "";

    public void Tell(Product product, string? brand)
    {
        var variants = product.Variants.OrderBy(v => v.Id).ToList();
        Name = product.Name;
        Status = product.Status;
        Archived = product.Archived;
        CategoryId = product.CategoryId;
        BrandId = product.BrandId;
        TagText = string.Join(", ", product.Tags);
        WarrantyMonths = product.WarrantyMonths;
        CreatedAt = product.CreatedAt;
        Variants = variants.Count;
        Skus = string.Join(", ", variants.Take(ShownSkus).Select(v => v.Sku));
        HasKit = variants.Exists(v => v.IsKit);
        LowestPrice = variants.Count == 0 ? 0 : variants.Min(v => v.Price);
        HighestPrice = variants.Count == 0 ? 0 : variants.Max(v => v.Price);
        Picture = product.Pictures.OrderBy(p => p.Position).FirstOrDefault()?.Thumbnail;
        SearchText = SearchTextOf(product, brand);
        if (variants.Count > 0 && variants.TrueForAll(v => v.Tracking == Tracking.None))
            Stock = StockState.NotCounted;
        else if (Stock == StockState.NotCounted)
            Stock = StateOf(OnHand, Available);
    }

    public void Count(decimal onHand, decimal available, IEnumerable<long> places)
    {
        OnHand = onHand;
        Available = available;
        Places = string.Concat(places.Order().Select((place, at) => FormattableString.Invariant($"{(at == 0 ? "|" : "")}{place}|")));
        if (Stock != StockState.NotCounted)
            Stock = StateOf(onHand, available);
    }

    public static StockState StateOf(decimal onHand, decimal available) =>
        available > 0 ? StockState.InStock : onHand > 0 ? StockState.AllReserved : onHand < 0 ? StockState.BelowZero : StockState.OutOfStock;

    private static string SearchTextOf(Product product, string? brand)
    {
        var words = new[] { product.Name, brand ?? "" }.Concat(product.Variants.OrderBy(v => v.Id).SelectMany(v => v.Barcodes.Select(b => b.Code).Prepend(v.Sku).Concat(v.OptionValues)));
        return Text.Folded(string.Join(' ', words.SelectMany(w => w.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()));
    }
}
