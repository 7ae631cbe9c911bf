using System.Globalization;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Importing;

/// <summary>Balances that were chosen in the list of stock: variant and location of each.</summary>
public sealed record StockSelection(IReadOnlyList<long[]> Rows, StockChange Change);

/// <summary>Sets or changes stock that was chosen in a list.</summary>
public sealed class SelectedStockKind(Ledger ledger) : StockKind(ledger)
{
    public const string KindName = "selected-stock";

    private static readonly ImportField[] AllFields = [new("variant", "Variant", "The key of the variant."), new("location", "Location", "The key of the location.")];

    public override string Name => KindName;

    public override string Title => "Change of chosen stock";

    public override string Summary => "Stock that was chosen in a list is set or changed together.";

    public override bool ForFiles => false;

    public override bool HasTemplate => false;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<ImportedRow> RowsOf(ImportRun run, ImportColumns columns)
    {
        var number = 0;
        var places = new ImportColumns(["variant", "location"], run.Options, run.Reading);
        foreach (var row in run.ReadTask<StockSelection>().Rows)
            yield return new ImportedRow(++number, [.. row.Select(id => new SheetCell(id.ToString(CultureInfo.InvariantCulture), CellKind.Number))], places);
    }

    internal override void Read(PlacedRow row)
    {
    }

    internal override PlacedRow ReadSafely(RowPlan plan, ImportContext context)
    {
        var change = context.Pass.Once("selection", context.Run.ReadTask<StockSelection>).Change;
        return new PlacedRow(plan)
        {
            ById = true,
            VariantId = long.Parse(plan.Row.Raw("variant"), CultureInfo.InvariantCulture),
            LocationText = plan.Row.Raw("location"),
            SetTo = change.By == AdjustBy.SetTo ? change.Quantity : null,
            ChangeBy = change.By == AdjustBy.Difference ? change.Quantity : null,
            Reason = Text.Tidy(change.Reason),
        };
    }
}
