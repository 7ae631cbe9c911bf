using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Domain.Importing;

/// <summary>What suppliers sell, and for what: their price lists.</summary>
public sealed class OffersKind : ImportKind
{
    private static readonly ImportField[] AllFields =
    [
        new("supplier", "Supplier", "Its code or its name. One supplier for all rows is fine.") { Needed = true, Example = "NORTH", OfferFixed = true, Aliases = ["Supplier code", "Vendor", "Lieferant", "Fournisseur", "Proveedor", "Msambazaji"] },
        GoodsFields.Sku with { Needed = false, Explanation = "Finds the variant. A barcode does it too." },
        GoodsFields.Barcode with { Explanation = "Finds the variant where there is no SKU." },
        new("theirs", "Their SKU", "How the supplier calls it.") { MayBeFixed = false, Example = "NM-2041", Aliases = ["Supplier SKU", "Article number", "Vendor SKU", "Artikelnummer", "Lieferantenartikelnummer", "Référence fournisseur", "Referencia", "Namba ya bidhaa"] },
        new("cost", "Cost", "What a unit costs, in the supplier's money.") { MayBeFixed = false, Example = "4.20", Aliases = ["Price", "Unit cost", "Purchase price", "Einkaufspreis", "EK", "Prix d'achat", "Coste", "Precio", "Gharama"] },
        new("least", "Least quantity", "The least that is sold at once; empty where any quantity is.") { MayBeFixed = false, Example = "10", Aliases = ["MOQ", "Minimum order quantity", "Mindestmenge", "Quantité minimale", "Cantidad mínima", "Kiasi cha chini"] },
        new("pack", "Pack", "Sold in multiples of this; empty where any quantity is.") { MayBeFixed = false, Example = "5", Aliases = ["Pack size", "Packung", "Verpackungseinheit", "VPE", "Lot", "Conditionnement", "Paquete", "Pakiti"] },
        new("breaks", "Price breaks", "From a quantity on a unit costs less: 50=3.90; 200=3.60") { MayBeFixed = false, Example = "50=3.90; 200=3.60", Aliases = ["Breaks", "Staffelpreise", "Remises", "Escalas", "Bei kwa kiasi"] },
        new("lead", "Lead time in days", "Where it differs from the supplier's.") { Aliases = ["Lead time", "Lieferzeit", "Délai", "Plazo de entrega", "Muda wa kuleta"] },
        new("preferred", "Preferred", "Yes where it is bought here first.") { Aliases = ["Preferred supplier", "Bevorzugt", "Préféré", "Preferido", "Pendekezwa"] },
    ];

    public override string Name => "supplier-offers";

    public override string Title => "Supplier offers";

    public override string Summary => "What your suppliers sell you: their SKUs, costs, least quantities and price breaks.";

    public override string Permission => Permissions.PurchasingManage;

    public override string Icon => "request_quote";

    public override int Order => 71;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override Sentence? ProblemOf(ImportColumns columns) => !columns.Gives("sku") && !columns.Gives("barcode")
        ? new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "SKU")
        : base.ProblemOf(columns);

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        [new UniqueKey("offer", $"{Text.Key(row.Raw("supplier"))}\n{Text.Folded(Text.Tidy(row.Raw("sku")))}\n{row.Raw("barcode")}", row.IsFilled("sku") ? "sku" : "barcode")];

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var plans = rows.Select(r => new RowPlan(r)).ToList();
        var suppliers = await context.Db.Suppliers.AsNoTracking().ToListAsync(ct);
        var goods = await KnownGoods.ReadAsync(context.Db, rows, ct);
        var variantIds = goods.Ids;
        var offers = (await context.Db.SupplierOffers.Include(o => o.Breaks).Where(o => variantIds.Contains(o.VariantId)).ToListAsync(ct)).ToDictionary(o => (o.SupplierId, o.VariantId));
        var stepBack = new List<SupplierOffer>();
        foreach (var plan in plans)
            Try(context, plan, suppliers, goods, offers, stepBack);
        return new ImportPlan(plans, token => PreferAsync(context.Db, stepBack, token));
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.ThingId).OfType<long>().ToArray();
        var there = await context.Db.SupplierOffers.Include(o => o.Breaks).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var used = (await context.Db.PurchaseLines.Where(l => l.OfferId != null && ids.Contains(l.OfferId.Value)).Select(l => l.OfferId!.Value).Distinct().ToListAsync(ct)).ToHashSet();
        foreach (var row in rows)
        {
            if (!there.TryGetValue(row.ThingId ?? 0, out var offer))
                row.Keep("It is not there any more.");
            else if (row.Outcome == RowOutcome.New && used.Contains(offer.Id))
                row.Keep("Something was ordered by it, so it stays.");
            else if (row.Outcome == RowOutcome.New)
                Remove(context, row, offer);
            else if (row.ReadChanges().Any(c => Values(OfferDetails.Of(offer)).First(v => v.Title == c.Title).Value != c.To))
                row.Keep("It was changed since.");
            else
                ChangeBack(row, offer);
        }
    }

    private static void Remove(ImportContext context, ImportRow row, SupplierOffer offer)
    {
        context.Db.SupplierOffers.Remove(offer);
        row.TakenBack();
    }

    private static void ChangeBack(ImportRow row, SupplierOffer offer)
    {
        var details = OfferDetails.Of(offer);
        foreach (var change in row.ReadChanges().Where(c => c.Title != "Preferred"))
            Enter(details, change.Title, change.From);
        offer.Change(details);
        row.TakenBack();
    }

    // before the rows are saved: the database takes one preferred offer of a variant only
    private static async Task PreferAsync(InventoryDb db, List<SupplierOffer> preferred, CancellationToken ct)
    {
        var variantIds = preferred.Select(o => o.VariantId).Distinct().ToArray();
        if (variantIds.Length > 0)
            await db.SupplierOffers.Where(o => o.PreferredFor != null && variantIds.Contains(o.PreferredFor.Value)).ExecuteUpdateAsync(set => set.SetProperty(o => o.PreferredFor, (long?)null), ct);
    }

    private static void Try(ImportContext context, RowPlan plan, List<Supplier> suppliers, KnownGoods goods, Dictionary<(long, long), SupplierOffer> offers, List<SupplierOffer> preferred)
    {
        var isNew = false;
        try
        {
            isNew = Plan(context, plan, suppliers, goods, offers, preferred);
        }
        catch (BusinessRuleException refusal)
        {
            plan.Row.Refuse(FieldOf(refusal.Field), refusal.Said);
        }

        plan.Settle(isNew);
    }

    private static bool Plan(ImportContext context, RowPlan plan, List<Supplier> suppliers, KnownGoods goods, Dictionary<(long, long), SupplierOffer> offers, List<SupplierOffer> preferred)
    {
        var row = plan.Row;
        var name = row.Text("supplier").Value ?? "";
        var supplier = suppliers.Find(s => string.Equals(s.Code, name, StringComparison.OrdinalIgnoreCase)) ?? suppliers.Find(s => s.NameKey == Text.Key(name))
            ?? throw new BusinessRuleException("No supplier has the code or the name “{0}”. Make the supplier first.", name) { Field = "supplier" };
        var (variantId, sku) = goods.Find(row);
        (plan.Key, plan.Name) = (sku, supplier.Name);
        var known = offers.GetValueOrDefault((supplier.Id, variantId));
        if (known is null && !context.MayCreate)
            throw new BusinessRuleException("There is no such offer, and only what is there is to be changed.") { Field = "sku" };
        if (known is not null && !context.MayChange)
            return false;

        var before = known is null ? new OfferDetails { VariantId = variantId } : OfferDetails.Of(known);
        var after = Over(row, before);
        if (row.IsWrong)
            return false;

        if (known is null)
        {
            known = SupplierOffer.Create(supplier.Id, after);
            context.Db.SupplierOffers.Add(known);
            offers[(supplier.Id, variantId)] = known;
            plan.ThingId = known.Id;
            if (known.Preferred)
                preferred.Add(known);
            return true;
        }

        known.Change(after);
        plan.ThingId = known.Id;
        plan.Changes.AddRange(Values(before).Zip(Values(OfferDetails.Of(known))).Where(p => p.First.Value != p.Second.Value).Select(p => new ValueChange(p.First.Title, p.First.Value, p.Second.Value)));
        if (known.Preferred && !before.Preferred)
            preferred.Add(known);
        return false;
    }

    private static string FieldOf(string? field) => field switch
    {
        nameof(OfferDetails.MinQuantity) => "least",
        nameof(OfferDetails.PackSize) => "pack",
        nameof(OfferDetails.LeadTimeDays) => "lead",
        nameof(OfferDetails.SupplierSku) => "theirs",
        { Length: > 0 } => char.ToLowerInvariant(field[0]) + field[1..],
        _ => "",
    };

    private static OfferDetails Over(ImportedRow row, OfferDetails now) => now with
    {
        SupplierSku = row.Code("theirs", 80).Or(now.SupplierSku),
        Cost = row.Amount("cost").Or(now.Cost) ?? now.Cost,
        MinQuantity = row.Amount("least").Or(now.MinQuantity),
        PackSize = row.Amount("pack").Or(now.PackSize),
        LeadTimeDays = (int?)row.Whole("lead", 0, 730).Or(now.LeadTimeDays),
        Preferred = row.YesNo("preferred").Or(now.Preferred) ?? now.Preferred,
        Breaks = row.Text("breaks", 400) is { Given: true } breaks ? ReadBreaks(row, breaks.Value ?? "") : now.Breaks,
    };

    private static List<BreakDetails> ReadBreaks(ImportedRow row, string text)
    {
        var breaks = new List<BreakDetails>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || !decimal.TryParse(sides[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var from) || !decimal.TryParse(sides[1].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cost))
            {
                row.Refuse("breaks", new Sentence("“{0}” is no price break. Write them as 50=3.90; 200=3.60", part));
                return breaks;
            }

            breaks.Add(new BreakDetails { FromQuantity = from, UnitCost = cost });
        }

        return breaks;
    }

    private static IEnumerable<(string Title, string? Value)> Values(OfferDetails o) =>
    [
        ("Their SKU", string.IsNullOrEmpty(o.SupplierSku) ? null : o.SupplierSku), ("Cost", Figure(o.Cost)), ("Least quantity", Figure(o.MinQuantity)), ("Pack", Figure(o.PackSize)),
        ("Price breaks", o.Breaks.Count == 0 ? null : string.Join("; ", o.Breaks.OrderBy(b => b.FromQuantity).Select(b => $"{Figure(b.FromQuantity)}={Figure(b.UnitCost)}"))),
        ("Lead time in days", o.LeadTimeDays?.ToString(CultureInfo.InvariantCulture)), ("Preferred", o.Preferred ? "yes" : "no"),
    ];

    private static void Enter(OfferDetails o, string title, string? value)
    {
        switch (title)
        {
            case "Their SKU": o.SupplierSku = value; break;
            case "Cost": o.Cost = Number(value); break;
            case "Least quantity": o.MinQuantity = Number(value); break;
            case "Pack": o.PackSize = Number(value); break;
            case "Price breaks": o.Breaks = [.. (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => new BreakDetails { FromQuantity = Number(p[0]), UnitCost = Number(p[1]) })]; break;
            default: o.LeadTimeDays = (int?)Number(value); break;
        }
    }

    private static string? Figure(decimal? figure) => figure?.Plain().ToString(CultureInfo.InvariantCulture);

    private static decimal? Number(string? value) => value is null ? null : decimal.Parse(value.Trim(), CultureInfo.InvariantCulture);
}

/// <summary>The variants that the rows of a chunk name by SKU or barcode.</summary>
internal sealed class KnownGoods
{
    private readonly Dictionary<string, (long Id, string Sku)> _bySku;
    private readonly Dictionary<string, (long Id, string Sku)> _byCode;

    private KnownGoods(Dictionary<string, (long, string)> bySku, Dictionary<string, (long, string)> byCode) => (_bySku, _byCode) = (bySku, byCode);

    public long[] Ids => [.. _bySku.Values.Concat(_byCode.Values).Select(v => v.Id).Distinct()];

    public static async Task<KnownGoods> ReadAsync(InventoryDb db, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var skus = rows.Select(r => Text.Folded(Text.Tidy(r.Raw("sku")))).Where(s => s.Length > 0).Distinct().ToArray();
        var codes = rows.Where(r => !r.IsFilled("sku") && r.IsFilled("barcode")).SelectMany(r => Barcode.Readings(r.Raw("barcode"))).Distinct().ToArray();
        var bySku = await db.Variants.Where(v => skus.Contains(v.SkuFolded)).Select(v => new { v.SkuFolded, v.Id, v.Sku }).ToDictionaryAsync(v => v.SkuFolded, v => (v.Id, v.Sku), ct);
        var byCode = await db.Barcodes.Where(b => codes.Contains(b.Code)).Join(db.Variants, b => b.VariantId, v => v.Id, (b, v) => new { b.Code, v.Id, v.Sku }).ToListAsync(ct);
        return new KnownGoods(bySku, byCode.GroupBy(b => b.Code).ToDictionary(g => g.Key, g => (g.First().Id, g.First().Sku)));
    }

    public (long Id, string Sku) Find(ImportedRow row)
    {
        var sku = Text.Tidy(row.Raw("sku"));
        if (sku.Length > 0)
            return _bySku.TryGetValue(Text.Folded(sku), out var found) ? found : throw new BusinessRuleException("No variant has the SKU “{0}”. Look it up in the catalogue.", sku) { Field = "sku" };

        var code = row.Raw("barcode");
        if (code.Length == 0)
            throw new BusinessRuleException("Enter the SKU or the barcode of the variant.") { Field = "sku" };
        foreach (var reading in Barcode.Readings(code))
        {
            if (_byCode.TryGetValue(reading, out var found))
                return found;
        }

        throw new BusinessRuleException("No variant has the barcode {0}. Look it up in the catalogue.", code) { Field = "barcode" };
    }
}
