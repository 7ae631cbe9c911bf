using System.Globalization;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Goods that were chosen in a list, and what becomes of them. Without a variant, a row is about the product as a whole.</summary>
public sealed record GoodsSelection(IReadOnlyList<long[]> Rows, BulkEdit Edit, int Decimals);

/// <summary>Changes goods that were chosen in a list.</summary>
public sealed class SelectedGoodsKind : GoodsKind
{
    public const string KindName = "selected-goods";

    private static readonly ImportField[] AllFields = [new("product", "Product", "The key of the product."), new("variant", "Variant", "The key of the variant.")];

    public override string Name => KindName;

    public override string Title => "Change of chosen products";

    public override string Summary => "Products that were chosen in a list are changed together.";

    public override bool ForFiles => false;

    public override bool HasTemplate => false;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override string GroupOf(ImportedRow row) => row.Raw("product");

    public override IEnumerable<ImportedRow> RowsOf(ImportRun run, ImportColumns columns)
    {
        var number = 0;
        var places = new ImportColumns(["product", "variant"], run.Options, run.Reading);
        foreach (var row in run.ReadTask<GoodsSelection>().Rows)
            yield return new ImportedRow(++number, [.. row.Select(id => new SheetCell(id.ToString(CultureInfo.InvariantCulture), CellKind.Number))], places);
    }

    protected override string ReasonFor(ImportRun run) => "Bulk edit";

    internal override GoodsRow Read(RowPlan plan, ImportContext context)
    {
        var selection = context.Pass.Once("selection", context.Run.ReadTask<GoodsSelection>);
        var (edit, decimals) = (selection.Edit, selection.Decimals);
        var row = plan.Row;
        var product = long.Parse(row.Raw("product"), CultureInfo.InvariantCulture);
        var goods = new GoodsRow(plan) { OnlyChanges = true, ProductId = product, Group = row.Raw("product") };
        if (row.IsFilled("variant"))
        {
            goods.VariantId = long.Parse(row.Raw("variant"), CultureInfo.InvariantCulture);
            goods.Reprice = variant => edit.Priced(variant.Price, decimals);
            return goods;
        }

        goods.OnlyProduct = true;
        goods.Status = new(edit.Status is not null, edit.Status);
        goods.CategoryId = new(edit.CategoryId is not null, edit.CategoryId);
        goods.BrandId = new(edit.BrandId is not null, edit.BrandId);
        goods.Warranty = new(edit.WarrantyMonths is not null, edit.WarrantyMonths);
        goods.Archived = new(edit.Archived is not null, edit.Archived);
        if (edit.AddTags.Count + edit.RemoveTags.Count > 0)
            goods.Retag = tags => edit.Tagged(tags);
        return goods;
    }
}
