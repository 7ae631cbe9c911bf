using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>The product file that WooCommerce exports: simple products, and variable ones with a row for each variation.</summary>
public sealed class WooCommerceKind : GoodsKind
{
    private const int MostAttributes = 6;

    private static readonly ImportField[] AllFields =
    [
        Known("id", "ID", "The number in WooCommerce; variations name their product by it."),
        Known("type", "Type", "Simple, variable or variation. Others are refused.") with { Needed = true, MayBeFixed = false },
        Known("sku", "SKU", "Where there is none, one is made of the number."),
        Known("gtin", "Barcode", "The code a scanner reads.", "GTIN, UPC, EAN, or ISBN", "GTIN UPC EAN or ISBN"),
        Known("name", "Name", "The name of the product.") with { Needed = true, MayBeFixed = false },
        Known("published", "Published", "1 is active, 0 and -1 are drafts."),
        Known("short", "Short description", "Taken where there is no description."),
        Known("description", "Description", "What customers read about it."),
        Known("taxclass", "Tax class", "One of your tax classes."),
        Known("sale", "Sale price", "Becomes the price; the regular price becomes the former one."),
        Known("regular", "Regular price", "What customers pay.", "Price"),
        Known("cost", "Cost of goods", "What one unit costs you.", "Cost of goods"),
        Known("categories", "Categories", "The first one, as “A > B”."),
        Known("tags", "Tags", "Short words with commas between."),
        Known("brands", "Brands", "Becomes the brand.", "Brand"),
        Known("parent", "Parent", "The SKU or number of the product that a variation belongs to."),
        Known("weight", "Weight", "In the unit of the heading.", "Weight (kg)", "Weight (g)", "Weight (lbs)", "Weight (oz)"),
        Known("length", "Length", "In the unit of the heading.", "Length (cm)", "Length (mm)", "Length (m)", "Length (in)"),
        Known("width", "Width", "In the unit of the heading.", "Width (cm)", "Width (mm)", "Width (m)", "Width (in)"),
        Known("height", "Height", "In the unit of the heading.", "Height (cm)", "Height (mm)", "Height (m)", "Height (in)"),
        .. Enumerable.Range(1, MostAttributes).SelectMany(n => new[]
        {
            Known($"attribute{n}name", $"Attribute {n} name", "How the variations differ, or a fact about the product."),
            Known($"attribute{n}values", $"Attribute {n} value(s)", "The values of the attribute."),
        }),
        Known("images", "Images", "Only noted: pictures are not fetched from other servers."),
    ];

    private static readonly Dictionary<string, decimal> Units = new() { ["kg"] = 1000, ["g"] = 1, ["lbs"] = 453.59237m, ["lb"] = 453.59237m, ["oz"] = 28.349523125m, ["mm"] = 1, ["cm"] = 10, ["m"] = 1000, ["in"] = 25.4m, ["yd"] = 914.4m };

    public override string Name => "woocommerce-products";

    public override string Title => "Products from WooCommerce";

    public override string Summary => "The product file that WooCommerce exports, as it is.";

    public override string Icon => "storefront";

    public override int Order => 41;

    public override bool HasTemplate => false;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override bool Recognises(IReadOnlyCollection<string> foldedHeadings) =>
        foldedHeadings.Contains("type") && foldedHeadings.Contains("sku") && foldedHeadings.Contains("name") && foldedHeadings.Contains("regularprice")
        && (foldedHeadings.Contains("parent") || foldedHeadings.Contains("visibilityincatalog") || foldedHeadings.Contains("attribute1name"));

    public override IReadOnlyList<Sentence> NotesFor(IReadOnlyList<string> headings)
    {
        var folded = headings.Select(ColumnGuess.Fold).ToHashSet();
        var notes = new List<Sentence>();
        if (folded.Contains("images"))
            notes.Add("Pictures are not fetched: the file only says where they lie on the website. Add them at the products.");
        if (folded.Contains("stock"))
            notes.Add("The stock in this file is not taken: it does not say at which location it stands. Import it as “Stock levels”.");
        return notes;
    }

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        GoodsFields.CodesOf(row, "gtin").Prepend(new UniqueKey("sku", Text.Folded(Text.Tidy(row.Raw("sku"))), "sku"));

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var row = plan.Row;
        var types = row.Raw("type").Split(',', StringSplitOptions.TrimEntries).Select(t => t.ToLowerInvariant()).ToHashSet();
        var variation = types.Contains("variation");
        var goods = new GoodsRow(plan)
        {
            Sku = row.Code("sku", VariantDetails.LongestSku).Value ?? "",
            OnlyProduct = types.Contains("variable"),
            Barcodes = GoodsFields.Codes(row, "gtin"),
            Weight = Measure(row, "weight", context.Run),
            Length = Measure(row, "length", context.Run),
            Width = Measure(row, "width", context.Run),
            Height = Measure(row, "height", context.Run),
            Cost = row.Amount("cost"),
        };
        if (types.Contains("grouped") || types.Contains("external"))
            row.Refuse("type", new Sentence("“{0}” products are a page of the website only: there is nothing to keep in stock.", row.Raw("type")));
        if (types.Contains("virtual") || types.Contains("downloadable"))
            goods.Tracking = new(true, Tracking.None);
        Price(goods);
        if (goods.Sku.Length == 0 && !goods.OnlyProduct)
            goods.Sku = row.Raw("id") is { Length: > 0 } id ? $"WOO-{id}" : "";
        // variations name their product; the product names itself by both its number and its SKU
        goods.Group = variation ? row.Raw("parent") : goods.OnlyProduct ? $"{row.Raw("sku")}|{row.Raw("id")}" : "";
        if (!variation)
            DescribeProduct(goods);
        if (goods.OnlyProduct)
            goods.Sku = "";
        return goods;
    }

    internal override IEnumerable<GoodsRow> Together(ImportContext context, List<GoodsRow> rows)
    {
        var parents = new Dictionary<string, GoodsRow>();
        foreach (var parent in rows.Where(r => r.OnlyProduct))
        {
            var (sku, id) = (parent.Group.Split('|')[0], parent.Group.Split('|')[1]);
            parent.Group = $"product {parent.Row.Number}";
            if (sku.Length > 0)
                parents[Text.Key(sku)] = parent;
            if (id.Length > 0)
                parents[$"id:{id}"] = parent;
        }

        foreach (var row in rows.Where(r => !r.OnlyProduct && r.Group.Length > 0))
        {
            if (parents.TryGetValue(Text.Key(row.Group), out var parent))
            {
                row.Group = parent.Group;
            }
            else
            {
                // its product stands further up in the file: found by the name, which begins the variation's own
                row.Name = new(true, row.Row.Raw("name").Split(" - ")[0]);
                row.FindsByName = true;
                row.Group = $"product {Text.Key(row.Group)}";
            }

            AddOptions(row);
        }

        return rows;
    }

    private static void DescribeProduct(GoodsRow goods)
    {
        var row = goods.Row;
        goods.Name = row.Text("name", 255);
        goods.Description = Unescaped(row.IsFilled("description") ? row.Lines("description", 50_000) : row.Lines("short", 50_000));
        goods.Tags = row.Text("tags", 4000);
        goods.Brand = First(row.Text("brands"));
        goods.Category = First(row.Text("categories", 2000));
        goods.TaxClass = row.Text("taxclass", 60);
        if (row.Raw("published") is { Length: > 0 } published)
            goods.Status = new(true, published is "1" or "true" or "TRUE" ? ProductStatus.Active : ProductStatus.Draft);
        // of a simple product, attributes are facts
        if (!goods.OnlyProduct && Attributes(row).ToList() is { Count: > 0 } facts)
            goods.Specifications = new(true, string.Join('\n', facts.Select(f => $"{f.Name}: {f.Value}")));
    }

    private static void Price(GoodsRow goods)
    {
        var (regular, sale) = (goods.Row.Amount("regular"), goods.Row.Amount("sale"));
        var reduced = sale.Value is { } low && regular.Value is { } high && low < high;
        goods.Price = reduced ? sale : regular;
        goods.CompareAt = reduced ? regular : new(regular.Given && regular.Value is not null, null);
    }

    private static void AddOptions(GoodsRow row)
    {
        foreach (var (name, value) in Attributes(row.Row))
            row.Options.Add((Text.Tidy(name), Text.Tidy(value)));
    }

    private static IEnumerable<(string Name, string Value)> Attributes(ImportedRow row) =>
        from n in Enumerable.Range(1, MostAttributes)
        let name = row.Raw($"attribute{n}name")
        let value = row.Raw($"attribute{n}values")
        where name.Length > 0 && value.Length > 0
        select (name, value);

    // the unit stands in the heading: Weight (kg)
    private static Entry<decimal?> Measure(ImportedRow row, string field, ImportRun run)
    {
        var entry = row.Amount(field);
        var at = run.Columns.IndexOf(field);
        var heading = at >= 0 ? run.Headings[at] : "";
        var unit = heading.Contains('(') ? heading[(heading.IndexOf('(') + 1)..].TrimEnd(')', ' ') : field == "weight" ? "kg" : "cm";
        return entry.Value is { } value ? new(true, Math.Round(value * Units.GetValueOrDefault(unit.ToLowerInvariant(), 1), 3)) : entry;
    }

    private static Entry<string> First(Entry<string> entry) => string.IsNullOrEmpty(entry.Value) ? entry : new(true, entry.Value.Split(',')[0].Trim());

    private static Entry<string> Unescaped(Entry<string> entry) => string.IsNullOrEmpty(entry.Value) ? entry : new(true, entry.Value.Replace(@"\n", "\n", StringComparison.Ordinal));

    private static ImportField Known(string key, string title, string explanation, params string[] aliases) => new(key, title, explanation) { Aliases = aliases };
}
