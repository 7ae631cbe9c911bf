using System.Globalization;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Importing;

/// <summary>What stands where: counted, or more and less than before.</summary>
public sealed class StockLevelsKind(Ledger ledger) : StockKind(ledger)
{
    private static readonly ImportField[] AllFields =
    [
        SkuField,
        BarcodeField,
        LocationField with { OfferFixed = true },
        BinField,
        new("quantity", "Quantity", "What is there now: the stock is set to it.") { Example = "12", MayBeFixed = false, Aliases = ["On hand", "Stock", "Qty", "Quantity on hand", "Inventory", "Available", "Bestand", "Lagerbestand", "Menge", "Anzahl", "Quantité", "Stock disponible", "Existencias", "Cantidad", "Idadi", "Hisa"] },
        new("change", "Change", "How many more, or less with a minus.") { Example = "-2", MayBeFixed = false, Aliases = ["Difference", "Adjustment", "Quantity change", "Delta", "Differenz", "Veränderung", "Zugang", "Différence", "Ajustement", "Diferencia", "Ajuste", "Tofauti"] },
        CostField,
        ReasonField,
    ];

    public override string Name => "stock-levels";

    public override string Title => "Stock levels";

    public override string Summary => "What stands at which location and in which bin: set to a figure, or changed by one.";

    public override int Order => 30;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    protected override bool AddsUp => true;

    public override Sentence? ProblemOf(ImportColumns columns) => (columns.Gives("quantity"), columns.Gives("change")) switch
    {
        (false, false) => new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "Quantity"),
        (true, true) => new Sentence("A row either sets the stock to a quantity or changes it by one. Leave one of both columns out."),
        _ => base.ProblemOf(columns),
    };

    // a place is set once; changes add up
    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) => row.IsFilled("quantity")
        ? [new UniqueKey("place", string.Create(CultureInfo.InvariantCulture, $"{Text.Key(row.Raw("sku"))}|{row.Raw("barcode")}|{Text.Key(row.Raw("location"))}|{Text.Key(row.Raw("bin"))}"), "sku")]
        : [];

    internal override void Read(PlacedRow row)
    {
        (row.SetTo, row.ChangeBy) = (row.Row.Amount("quantity").Value, row.Row.Amount("change").Value);
        if (row.SetTo is null && row.ChangeBy is null)
            row.Row.Refuse(row.Row.Gives("quantity") ? "quantity" : "change", "Enter a quantity.");
        if (row.SetTo < 0)
            row.Row.Refuse("quantity", "What was found is zero or more.");
    }
}

/// <summary>What was there on the first day, with what it cost.</summary>
public sealed class OpeningBalancesKind(Ledger ledger) : StockKind(ledger)
{
    private static readonly ImportField[] AllFields =
    [
        SkuField,
        BarcodeField,
        LocationField with { OfferFixed = true },
        BinField,
        new("quantity", "Quantity", "What is there on the first day.") { Needed = true, Example = "12", MayBeFixed = false, Aliases = ["On hand", "Opening stock", "Opening balance", "Qty", "Stock", "Anfangsbestand", "Bestand", "Menge", "Stock initial", "Quantité", "Existencias iniciales", "Cantidad", "Salio la mwanzo", "Idadi"] },
        CostField with { Needed = true, Explanation = "What one unit cost you: the value of the stock begins with it." },
        ReasonField with { Example = "Opening balance" },
    ];

    public override string Name => "opening-balances";

    public override string Title => "Opening balances";

    public override string Summary => "The stock of your first day, with what a unit cost.";

    public override string Icon => "flag";

    public override int Order => 31;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        [new UniqueKey("place", string.Create(CultureInfo.InvariantCulture, $"{Text.Key(row.Raw("sku"))}|{row.Raw("barcode")}|{Text.Key(row.Raw("location"))}|{Text.Key(row.Raw("bin"))}"), "sku")];

    internal override void Read(PlacedRow row)
    {
        row.ChangeBy = row.Row.Amount("quantity").Value;
        if (row.ChangeBy is null or < 0)
            row.Row.Refuse("quantity", "Enter a quantity of zero or more.");
        if (row.UnitCost is null)
            row.Row.Refuse("cost", "Enter what one unit cost, 0 where it cost nothing.");
        if (row.Reason.Length == 0)
            row.Reason = "Opening balance";
    }

    // several bins of one variant are posted one after the other; only what was there before this import counts
    internal override void Refuse(PlacedRow row, StockStanding standing)
    {
        if (row.ChangeBy != 0 && standing.Movements(row.Key) > 0 && !standing.BeganHere(row.Key))
            row.Row.Refuse("quantity", new Sentence("{0} has stock movements at “{1}” already, so this is not its first day. Import it as “Stock levels”.", row.Variant!.Sku, row.Location!.Name));
    }
}
