using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>The product file that Shopify exports, in its older and its newer headings.</summary>
public sealed class ShopifyKind : GoodsKind
{
    private static readonly ImportField[] AllFields =
    [
        Known("handle", "Handle", "Rows with the same handle are one product.", "URL handle") with { Needed = true, MayBeFixed = false },
        Known("title", "Title", "The name of the product; it stands in the first row only."),
        Known("body", "Description", "What customers read about it.", "Body (HTML)", "Body"),
        Known("vendor", "Vendor", "Becomes the brand."),
        Known("type", "Type", "Becomes the category where there is no product category.", "Product type"),
        Known("category", "Product category", "Becomes the category.", "Standard product type"),
        Known("tags", "Tags", "Short words with commas between."),
        Known("published", "Published", "What is not published becomes a draft.", "Published on online store"),
        Known("status", "Status", "Active, draft or archived."),
        Known("option1name", "Option1 name", "How the variants differ."),
        Known("option1value", "Option1 value", "How this variant differs."),
        Known("option2name", "Option2 name", "How the variants differ."),
        Known("option2value", "Option2 value", "How this variant differs."),
        Known("option3name", "Option3 name", "How the variants differ."),
        Known("option3value", "Option3 value", "How this variant differs."),
        Known("sku", "SKU", "Where there is none, one is made of the handle and the options.", "Variant SKU"),
        Known("barcode", "Barcode", "The code a scanner reads.", "Variant Barcode"),
        Known("price", "Price", "What customers pay.", "Variant Price"),
        Known("compareAt", "Compare-at price", "The former price, struck out beside the price.", "Variant Compare At Price", "Compare at price"),
        Known("cost", "Cost per item", "What one unit costs you."),
        Known("grams", "Weight (grams)", "Of one unit.", "Variant Grams", "Weight value (grams)"),
        Known("tracker", "Inventory tracker", "Without one, the variant is not counted.", "Variant Inventory Tracker"),
        Known("image", "Image", "Only noted: pictures are not fetched from other servers.", "Image Src", "Product image URL"),
    ];

    public override string Name => "shopify-products";

    public override string Title => "Products from Shopify";

    public override string Summary => "The product file that Shopify exports, as it is.";

    public override string Icon => "storefront";

    public override int Order => 40;

    public override bool HasTemplate => false;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override bool Recognises(IReadOnlyCollection<string> foldedHeadings) =>
        (foldedHeadings.Contains("handle") || foldedHeadings.Contains("urlhandle")) && foldedHeadings.Contains("title")
        && (foldedHeadings.Contains("variantsku") || foldedHeadings.Contains("variantprice") || foldedHeadings.Contains("option1name"));

    public override IReadOnlyList<Sentence> NotesFor(IReadOnlyList<string> headings)
    {
        var folded = headings.Select(ColumnGuess.Fold).ToHashSet();
        var notes = new List<Sentence>();
        if (folded.Overlaps(["imagesrc", "productimageurl", "variantimage", "variantimageurl"]))
            notes.Add("Pictures are not fetched: the file only says where they lie on Shopify's servers. Add them at the products.");
        if (folded.Overlaps(["variantinventoryqty", "inventoryquantity"]))
            notes.Add("The stock in this file is not taken: it does not say at which location it stands. Import Shopify's inventory as “Stock levels”.");
        return notes;
    }

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        GoodsFields.CodesOf(row, "barcode").Prepend(new UniqueKey("sku", Text.Folded(Text.Tidy(row.Raw("sku").TrimStart('\''))), "sku"));

    public override string GroupOf(ImportedRow row) => row.Raw("handle");

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var row = plan.Row;
        var first = row.Raw("title").Length > 0;
        var goods = new GoodsRow(plan)
        {
            Group = Text.Key(row.Raw("handle")),
            Name = Filled(row.Text("title", 255)),
            Description = Filled(row.Lines("body", 50_000)),
            Brand = Filled(row.Text("vendor", 120)),
            Category = Filled(row.IsFilled("category") ? row.Text("category", 800) : row.Text("type")),
            Tags = Filled(row.Text("tags", 4000)),
            Status = first ? StatusOf(row) : default,
            Price = row.Amount("price"),
            CompareAt = Former(row),
            Cost = row.Amount("cost"),
            Weight = row.Amount("grams"),
            Barcodes = GoodsFields.Codes(row, "barcode"),
        };
        // a row that only names one more picture
        if (!first && !row.IsFilled("price") && !row.IsFilled("sku") && !row.IsFilled("option1value"))
        {
            goods.OnlyProduct = true;
            return goods;
        }

        if (row.Gives("tracker"))
            goods.Tracking = new(row.IsFilled("tracker") || row.IsFilled("sku"), Tracking.Quantity);
        goods.Sku = (row.Code("sku", VariantDetails.LongestSku).Value ?? "").TrimStart('\'');
        return goods;
    }

    internal override IEnumerable<GoodsRow> Together(ImportContext context, List<GoodsRow> rows)
    {
        foreach (var product in rows.GroupBy(r => r.Group))
        {
            // the names of the options stand in the first row only
            var names = new[] { 1, 2, 3 }.Select(n => product.Select(r => r.Row.Raw($"option{n}name")).FirstOrDefault(t => t.Length > 0) ?? "").ToList();
            foreach (var row in product.Where(r => !r.OnlyProduct))
            {
                for (var i = 0; i < 3; i++)
                {
                    var value = row.Row.Raw($"option{i + 1}value");
                    if (value.Length > 0 && !IsDefault(names[i], value))
                        row.Options.Add((Text.Tidy(names[i].Length > 0 ? names[i] : $"Option {i + 1}"), Text.Tidy(value)));
                }

                if (row.Sku.Length == 0)
                    row.Sku = VariantAxes.SuggestedSku(row.Group, [.. row.Options.Select(o => o.Value)]);
            }
        }

        return rows;
    }

    private static bool IsDefault(string name, string value) => Text.Key(name) == "title" && Text.Key(value) == "default title";

    private static Entry<string> Filled(Entry<string> entry) => string.IsNullOrEmpty(entry.Value) ? default : entry;

    // Shopify writes the price itself there for goods that are not reduced
    private static Entry<decimal?> Former(ImportedRow row)
    {
        var former = row.Amount("compareAt");
        return former.Value is { } value && value <= (row.Amount("price").Value ?? 0) ? new(true, null) : former;
    }

    private static Entry<ProductStatus?> StatusOf(ImportedRow row)
    {
        var status = row.OneOf("status", GoodsFields.Statuses);
        return status is { Given: true, Value: { } } ? status
            : row.YesNo("published") is { Given: true, Value: { } published } ? new(true, published ? ProductStatus.Active : ProductStatus.Draft)
            : default;
    }

    private static ImportField Known(string key, string title, string explanation, params string[] aliases) => new(key, title, explanation) { Aliases = aliases };
}
