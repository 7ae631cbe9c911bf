using System.Globalization;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>What a row says about a variant and its product, whichever layout it came in.</summary>
internal sealed class GoodsRow(RowPlan plan)
{
    public RowPlan Plan => plan;

    public ImportedRow Row => plan.Row;

    public string Sku { get; set; } = "";

    /// <summary>Finds the variant where there is no SKU.</summary>
    public string FoundBy { get; set; } = "";

    public long? VariantId { get; set; }

    public long? ProductId { get; set; }

    /// <summary>Rows with the same one belong to one product; without one, a row stands for itself.</summary>
    public string Group { get; set; } = "";

    /// <summary>Its product may be one of the shop's with the same name; a key of its own would say that it is another one.</summary>
    public bool FindsByName { get; set; }

    /// <summary>About the product as a whole: it has no variant of its own.</summary>
    public bool OnlyProduct { get; set; }

    /// <summary>What is not there already is refused.</summary>
    public bool OnlyChanges { get; set; }

    public Entry<string> Name { get; set; }

    public Entry<string> Description { get; set; }

    public Entry<ProductStatus?> Status { get; set; }

    /// <summary>"A > B", made where it is not there yet.</summary>
    public Entry<string> Category { get; set; }

    public Entry<string> Brand { get; set; }

    public Entry<string> Tags { get; set; }

    public Entry<string> Specifications { get; set; }

    public Entry<int?> Warranty { get; set; }

    public Entry<string> TaxClass { get; set; }

    public Entry<bool?> Archived { get; set; }

    public List<(string Name, string Value)> Options { get; } = [];

    public Entry<IReadOnlyList<string>> Barcodes { get; set; }

    public IReadOnlyList<string> MoreBarcodes { get; set; } = [];

    public Entry<decimal?> Price { get; set; }

    public Entry<decimal?> CompareAt { get; set; }

    public Entry<decimal?> Cost { get; set; }

    public Entry<decimal?> Floor { get; set; }

    public Entry<decimal?> Weight { get; set; }

    public Entry<decimal?> Length { get; set; }

    public Entry<decimal?> Width { get; set; }

    public Entry<decimal?> Height { get; set; }

    public Entry<string> Unit { get; set; }

    public Entry<decimal?> PackSize { get; set; }

    public Entry<int?> Decimals { get; set; }

    public Entry<Tracking?> Tracking { get; set; }

    public Entry<ProductStatus?> VariantStatus { get; set; }

    /// <summary>A category and a brand of the shop by their keys.</summary>
    public Entry<long?> CategoryId { get; set; }

    public Entry<long?> BrandId { get; set; }

    /// <summary>Tags that follow from those before.</summary>
    public Func<IReadOnlyList<string>, List<string>>? Retag { get; set; }

    /// <summary>A price that follows from the one before, for work on a selection.</summary>
    public Func<Variant, decimal>? Reprice { get; set; }

    public VariantDetails Over(VariantDetails now, Variant? variant)
    {
        var price = variant is not null && Reprice is not null ? Reprice(variant) : Price.Or(now.Price) ?? 0;
        var former = CompareAt.Or(now.CompareAtPrice);
        return now with
        {
            Sku = now.Sku.Length == 0 ? Sku : now.Sku,
            OptionValues = Options.Count > 0 ? [.. Options.Select(o => o.Value)] : now.OptionValues,
            Barcodes = [.. (Barcodes.Or(now.Barcodes) ?? []).Union(MoreBarcodes, StringComparer.Ordinal)],
            Price = price,
            // a former price that is no higher any more would promise a saving that is none
            CompareAtPrice = Reprice is not null && former <= price ? null : former,
            Cost = Cost.Or(now.Cost),
            FloorPrice = Floor.Or(now.FloorPrice),
            WeightGrams = Weight.Or(now.WeightGrams),
            LengthMm = Length.Or(now.LengthMm),
            WidthMm = Width.Or(now.WidthMm),
            HeightMm = Height.Or(now.HeightMm),
            Unit = Unit.Given && string.IsNullOrEmpty(Unit.Value) ? "piece" : Unit.Or(now.Unit)!,
            PackSize = PackSize.Or(now.PackSize) ?? 1,
            QuantityDecimals = Decimals.Or(now.QuantityDecimals) ?? 0,
            Tracking = Tracking.Or(now.Tracking) ?? Catalog.Tracking.Quantity,
            Status = VariantStatus.Or(now.Status) ?? ProductStatus.Active,
        };
    }

    public ProductDetails Over(ProductDetails now, long? categoryId, long? brandId) => now with
    {
        Name = Name.Given && !string.IsNullOrEmpty(Name.Value) ? Name.Value : now.Name,
        Description = Description.Or(now.Description),
        Status = Status.Or(now.Status) ?? ProductStatus.Active,
        CategoryId = CategoryId.Given ? CategoryId.Value : Category.Given ? categoryId : now.CategoryId,
        BrandId = BrandId.Given ? BrandId.Value : Brand.Given ? brandId : now.BrandId,
        Tags = Retag is not null ? Retag(now.Tags) : Tags.Given ? Catalog.Tags.Split(Tags.Value) : now.Tags,
        Specifications = Specifications.Given ? (now with { SpecificationText = SpecificationsOf(Specifications.Value) }).Specifications : now.Specifications,
        WarrantyMonths = Warranty.Or(now.WarrantyMonths),
        TaxClass = TaxClass.Or(now.TaxClass) ?? "",
    };

    // in a file they stand in one cell: "Power: 1200 W; Colour: red"
    private static string SpecificationsOf(string? text) => (text ?? "").Contains('\n') ? text! : (text ?? "").Replace(';', '\n').Replace('|', '\n');
}

/// <summary>A value of a product or variant as it is shown, compared and taken back: the same text on every machine.</summary>
internal sealed record GoodsField(string Title, Func<VariantDetails, string?>? OfVariant, Func<ProductDetails, GoodsNames, string?>? OfProduct, Action<GoodsRow, string?> Enter)
{
    public static IReadOnlyList<GoodsField> All { get; } =
    [
        Product("Name", (p, _) => p.Name, (row, text) => row.Name = new(true, text)),
        Product("Description", (p, _) => Text(p.Description), (row, text) => row.Description = new(true, text)),
        Product("Status", (p, _) => p.Status.ToString(), (row, text) => row.Status = new(true, Parsed<ProductStatus>(text))),
        Product("Category", (p, names) => names.CategoryOf(p.CategoryId), (row, text) => row.Category = new(true, text)),
        Product("Brand", (p, names) => names.BrandOf(p.BrandId), (row, text) => row.Brand = new(true, text)),
        Product("Tags", (p, _) => Text(string.Join(", ", p.Tags)), (row, text) => row.Tags = new(true, text)),
        Product("Specifications", (p, _) => Text(p.SpecificationText), (row, text) => row.Specifications = new(true, text)),
        Product("Warranty (months)", (p, _) => p.WarrantyMonths?.ToString(CultureInfo.InvariantCulture), (row, text) => row.Warranty = new(true, (int?)Parsed(text))),
        Product("Tax class", (p, _) => Text(p.TaxClass), (row, text) => row.TaxClass = new(true, text)),
        Variant("Options", v => Text(string.Join(" / ", v.OptionValues)), (_, _) => { }),
        Variant("Barcodes", v => Text(string.Join(", ", v.Barcodes.Order(StringComparer.Ordinal))), (row, text) => row.Barcodes = new(true, (text ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries))),
        Variant("Price", v => Number(v.Price), (row, text) => row.Price = new(true, Parsed(text))),
        Variant("Former price", v => Number(v.CompareAtPrice), (row, text) => row.CompareAt = new(true, Parsed(text))),
        Variant("Cost", v => Number(v.Cost), (row, text) => row.Cost = new(true, Parsed(text))),
        Variant("Lowest price", v => Number(v.FloorPrice), (row, text) => row.Floor = new(true, Parsed(text))),
        Variant("Weight (g)", v => Number(v.WeightGrams), (row, text) => row.Weight = new(true, Parsed(text))),
        Variant("Length (mm)", v => Number(v.LengthMm), (row, text) => row.Length = new(true, Parsed(text))),
        Variant("Width (mm)", v => Number(v.WidthMm), (row, text) => row.Width = new(true, Parsed(text))),
        Variant("Height (mm)", v => Number(v.HeightMm), (row, text) => row.Height = new(true, Parsed(text))),
        Variant("Unit", v => v.Unit, (row, text) => row.Unit = new(true, text)),
        Variant("Pack size", v => Number(v.PackSize), (row, text) => row.PackSize = new(true, Parsed(text))),
        Variant("Decimals", v => v.QuantityDecimals.ToString(CultureInfo.InvariantCulture), (row, text) => row.Decimals = new(true, (int?)Parsed(text))),
        Variant("Tracking", v => v.Tracking.ToString(), (row, text) => row.Tracking = new(true, Parsed<Tracking>(text))),
        Variant("Status of the variant", v => v.Status.ToString(), (row, text) => row.VariantStatus = new(true, Parsed<ProductStatus>(text))),
    ];

    public static GoodsField? Find(string title) => All.FirstOrDefault(f => f.Title == title);

    public static IEnumerable<ValueChange> Between(VariantDetails before, VariantDetails after) => Between(f => f.OfVariant?.Invoke(before), f => f.OfVariant?.Invoke(after));

    public static IEnumerable<ValueChange> Between(ProductDetails before, ProductDetails after, GoodsNames names) =>
        Between(f => f.OfProduct?.Invoke(before, names), f => f.OfProduct?.Invoke(after, names));

    /// <summary>How a variant looks, in one number.</summary>
    public static long MarkOf(VariantDetails variant) =>
        (long)SeenKeys.MarkOf("variant", string.Join('\u001f', All.Where(f => f.OfVariant is not null).Select(f => f.OfVariant!(variant))));

    private static IEnumerable<ValueChange> Between(Func<GoodsField, string?> before, Func<GoodsField, string?> after) =>
        from field in All
        let was = before(field)
        let becomes = after(field)
        where was != becomes
        select new ValueChange(field.Title, was, becomes);

    private static GoodsField Product(string title, Func<ProductDetails, GoodsNames, string?> read, Action<GoodsRow, string?> enter) => new(title, null, read, enter);

    private static GoodsField Variant(string title, Func<VariantDetails, string?> read, Action<GoodsRow, string?> enter) => new(title, read, null, enter);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    private static decimal? Parsed(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static T? Parsed<T>(string? text)
        where T : struct, Enum => text is null ? null : Enum.Parse<T>(text);
}
