using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>New prices for what is there already.</summary>
public sealed class PricesKind : GoodsKind
{
    private static readonly ImportField[] AllFields =
    [
        GoodsFields.Sku with { Needed = false, Explanation = "Finds the variant. A barcode does it too." },
        GoodsFields.Barcode with { Explanation = "Finds the variant where there is no SKU." },
        GoodsFields.Price,
        GoodsFields.CompareAt,
        GoodsFields.Cost,
        GoodsFields.Floor,
    ];

    public override string Name => "prices";

    public override string Title => "Prices";

    public override string Summary => "Prices, former prices, costs and lowest prices of what you have already.";

    public override string Icon => "payments";

    public override int Order => 20;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override Sentence? ProblemOf(ImportColumns columns) =>
        !columns.Gives("sku") && !columns.Gives("barcode") ? new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "SKU")
        : AllFields.Skip(2).All(f => !columns.Gives(f.Key)) ? new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "Price")
        : null;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        row.Raw("sku") is { Length: > 0 } sku ? [new UniqueKey("sku", Text.Folded(Text.Tidy(sku)), "sku")] : [new UniqueKey("barcode", row.Raw("barcode"), "barcode")];

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var row = plan.Row;
        var goods = new GoodsRow(plan)
        {
            OnlyChanges = true,
            Sku = row.Code("sku", VariantDetails.LongestSku).Value ?? "",
            Price = row.Amount("price"),
            CompareAt = row.Amount("compareAt"),
            Cost = row.Amount("cost"),
            Floor = row.Amount("floor"),
        };
        if (goods.Sku.Length == 0)
            goods.FoundBy = row.Code("barcode", 80).Value ?? "";
        if (goods.Sku.Length == 0 && goods.FoundBy.Length == 0)
            row.Refuse("sku", "Enter the SKU or the barcode of the variant.");
        return goods;
    }
}

/// <summary>More codes for what is there already.</summary>
public sealed class BarcodesKind : GoodsKind
{
    private static readonly ImportField[] AllFields =
    [
        GoodsFields.Sku,
        GoodsFields.Barcode with { Needed = true, Explanation = "One or several codes, added to those it has. Check digits are checked." },
    ];

    public override string Name => "barcodes";

    public override string Title => "Barcodes";

    public override string Summary => "Codes that scanners read, added to what you have already.";

    public override string Icon => "barcode";

    public override int Order => 25;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => GoodsFields.CodesOf(row, "barcode");

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var row = plan.Row;
        var goods = new GoodsRow(plan) { OnlyChanges = true, Sku = row.Code("sku", VariantDetails.LongestSku).Value ?? "", MoreBarcodes = GoodsFields.Codes(row, "barcode").Value ?? [] };
        if (goods.Sku.Length == 0)
            row.Refuse("sku", "Enter the SKU of the variant.");
        else if (goods.MoreBarcodes.Count == 0)
            row.Refuse("barcode", "Enter the barcode.");
        return goods;
    }

    // several rows of one variant each add a code of their own
    internal override IEnumerable<GoodsRow> Together(ImportContext context, List<GoodsRow> rows)
    {
        foreach (var same in rows.Where(r => !r.Row.IsWrong).GroupBy(r => Text.Folded(r.Sku)).Where(g => g.Count() > 1))
        {
            var before = new List<string>();
            foreach (var row in same)
            {
                before.AddRange(row.MoreBarcodes);
                row.MoreBarcodes = [.. before];
            }
        }

        return rows;
    }
}
