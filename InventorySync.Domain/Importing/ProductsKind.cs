using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Products and their variants in the shop's own layout: a row for each variant.</summary>
public sealed class ProductsKind : GoodsKind
{
    private static readonly ImportField[] AllFields =
    [
        GoodsFields.Sku,
        new("product", "Product key", "Rows with the same key belong to one product. Without it, rows with options belong together by the name.") { MayBeFixed = false, Example = "tee", Aliases = ["Handle", "Parent", "Product handle", "Group", "Parent SKU", "Vaterartikel", "Produktschlüssel", "Clé du produit", "Clave del producto", "Ufunguo wa bidhaa"] },
        GoodsFields.Name,
        new("option1", "Option 1", "How the variants differ, such as the size. The heading is its name, or “Name: value” stands in the cell.") { MayBeFixed = false, Example = "Size: M", Aliases = ["Size", "Größe", "Grösse", "Taille", "Talla", "Tamaño", "Ukubwa", "Variante", "Option1 value"] },
        new("option2", "Option 2", "A second way in which the variants differ, such as the colour.") { MayBeFixed = false, Example = "Colour: red", Aliases = ["Colour", "Color", "Farbe", "Couleur", "Rangi", "Option2 value"] },
        new("option3", "Option 3", "A third way in which the variants differ.") { MayBeFixed = false, Aliases = ["Material", "Matière", "Style", "Option3 value"] },
        GoodsFields.Barcode,
        GoodsFields.Price,
        GoodsFields.CompareAt,
        GoodsFields.Cost,
        GoodsFields.Floor,
        new("category", "Category", "The branch of your tree, as “Clothing > Shirts”. Missing branches are made.") { Example = "Clothing > Shirts", Aliases = ["Categories", "Category path", "Product type", "Kategorie", "Warengruppe", "Catégorie", "Rayon", "Categoría", "Familia", "Kundi la bidhaa", "Aina"] },
        new("brand", "Brand", "Who makes it. Missing brands are made.") { Example = "Nordwind", Aliases = ["Vendor", "Manufacturer", "Marke", "Hersteller", "Marque", "Fabricant", "Marca", "Fabricante", "Chapa"] },
        new("tags", "Tags", "Short words that group goods, with commas between.") { Example = "summer, gift", Aliases = ["Keywords", "Labels", "Schlagworte", "Stichworte", "Mots-clés", "Étiquettes", "Etiquetas", "Lebo"] },
        new("description", "Description", "What customers read about it.") { MayBeFixed = false, Aliases = ["Long description", "Text", "Beschreibung", "Langtext", "Description longue", "Descripción", "Maelezo"] },
        new("specifications", "Specifications", "Facts with a name and a value: “Power: 1200 W; Colour: red”.") { MayBeFixed = false, Example = "Fabric: cotton", Aliases = ["Technical data", "Specs", "Technische Daten", "Eigenschaften", "Caractéristiques", "Especificaciones", "Vipimo vya kiufundi"] },
        new("status", "Status", "Active, draft or discontinued.") { Example = "active", Choices = ["active", "draft", "discontinued"], Aliases = ["State", "Produktstatus", "Statut", "Estado", "Hali"] },
        new("weight", "Weight (g)", "Of one unit, in grams.") { Example = "180", Aliases = ["Weight", "Weight g", "Grams", "Variant Grams", "Gewicht", "Gewicht (g)", "Poids", "Poids (g)", "Peso", "Peso (g)", "Uzito"] },
        new("length", "Length (mm)", "In millimetres.") { Aliases = ["Length", "Länge", "Longueur", "Largo", "Longitud", "Urefu"] },
        new("width", "Width (mm)", "In millimetres.") { Aliases = ["Width", "Breite", "Largeur", "Ancho", "Upana"] },
        new("height", "Height (mm)", "In millimetres.") { Aliases = ["Height", "Höhe", "Hauteur", "Alto", "Altura", "Kimo"] },
        new("unit", "Unit", "What it is counted in, such as piece or kg.") { Example = "piece", Aliases = ["Unit of measure", "UOM", "Einheit", "Mengeneinheit", "Unité", "Unidad", "Kipimo"] },
        new("pack", "Pack size", "How many units one pack holds.") { Example = "1", Aliases = ["Packaging unit", "Units per pack", "VPE", "Verpackungseinheit", "Conditionnement", "Unidades por paquete", "Ukubwa wa pakiti"] },
        new("decimals", "Decimals", "Decimals a quantity may have, 0 to 3.") { Example = "0", Aliases = ["Quantity decimals", "Nachkommastellen", "Décimales", "Decimales", "Desimali"] },
        new("tracking", "Tracking", "How it is counted: quantity, none, lot or serial.") { Example = "quantity", Choices = ["quantity", "none", "lot", "serial"], Aliases = ["Tracked by", "Bestandsführung", "Suivi", "Seguimiento", "Ufuatiliaji"] },
        new("tax", "Tax class", "One of your tax classes.") { Example = "Standard", Aliases = ["Tax", "VAT class", "Steuerklasse", "Classe de taxe", "Clase de impuesto", "Daraja la kodi"] },
        new("warranty", "Warranty (months)", "In months.") { Example = "24", Aliases = ["Warranty", "Garantie", "Garantie (Monate)", "Garantie (mois)", "Garantía", "Dhamana"] },
    ];

    public override string Name => "products";

    public override string Title => "Products and variants";

    public override string Summary => "Everything about what you sell: names, options, prices, codes, categories.";

    public override int Order => 10;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        GoodsFields.CodesOf(row, "barcode").Prepend(new UniqueKey("sku", Text.Folded(Text.Tidy(row.Raw("sku"))), "sku"));

    public override string GroupOf(ImportedRow row) => row.Raw("product") is { Length: > 0 } key ? key : row.Raw("option1").Length > 0 ? row.Raw("name") : "";

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var row = plan.Row;
        var goods = new GoodsRow(plan)
        {
            Sku = row.Code("sku", VariantDetails.LongestSku).Value ?? "",
            Group = Text.Key(GroupOf(row)),
            FindsByName = !row.IsFilled("product") && row.IsFilled("option1"),
            Name = row.Text("name"),
            Description = row.Lines("description", 50_000),
            Status = row.OneOf("status", GoodsFields.Statuses),
            Category = row.Text("category"),
            Brand = row.Text("brand"),
            Tags = row.Text("tags", 2000),
            Specifications = row.Lines("specifications", 50_000),
            Warranty = Whole(row.Whole("warranty", 0, 600)),
            TaxClass = row.Text("tax"),
            Barcodes = GoodsFields.Codes(row, "barcode"),
            Price = row.Amount("price"),
            CompareAt = row.Amount("compareAt"),
            Cost = row.Amount("cost"),
            Floor = row.Amount("floor"),
            Weight = row.Amount("weight"),
            Length = row.Amount("length"),
            Width = row.Amount("width"),
            Height = row.Amount("height"),
            Unit = row.Text("unit"),
            PackSize = row.Amount("pack"),
            Decimals = Whole(row.Whole("decimals", 0, 3)),
            Tracking = row.OneOf("tracking", GoodsFields.Trackings),
        };
        if (goods.Sku.Length == 0)
            row.Refuse("sku", "Enter a SKU, the short code of your own for this variant.");
        foreach (var field in new[] { "option1", "option2", "option3" })
            AddOption(goods, field, context.Run);
        return goods;
    }

    private static Entry<int?> Whole(Entry<long?> entry) => new(entry.Given, (int?)entry.Value);

    // "Size: M" names its axis itself; otherwise the heading does
    private static void AddOption(GoodsRow goods, string field, ImportRun run)
    {
        if (goods.Row.Text(field) is not { Value: { Length: > 0 } value })
            return;

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            goods.Options.Add((Text.Tidy(value[..colon]), Text.Tidy(value[(colon + 1)..])));
            return;
        }

        var at = run.Columns.IndexOf(field);
        goods.Options.Add((at >= 0 && at < run.Headings.Count ? Text.Tidy(run.Headings[at]) : "Option", value));
    }
}
