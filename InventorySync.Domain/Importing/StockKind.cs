using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Importing;

/// <summary>Rows about what stands where. They are posted to the ledger many at a time, so no rule of it has a side door.</summary>
public abstract class StockKind(Ledger ledger) : ImportKind
{
    private const string Reference = "import";

    protected static readonly ImportField SkuField = GoodsFields.Sku with { Needed = false, Explanation = "Finds the variant. A barcode does it too." };
    protected static readonly ImportField BarcodeField = GoodsFields.Barcode with { Explanation = "Finds the variant where there is no SKU." };

    protected static readonly ImportField LocationField = new("location", "Location", "The code or the name of one of your locations.")
    {
        Needed = true,
        Example = "MAIN",
        Aliases = ["Warehouse", "Store", "Location name", "Location code", "Lager", "Standort", "Filiale", "Emplacement", "Entrepôt", "Magasin", "Almacén", "Ubicación", "Tienda", "Mahali", "Ghala"],
    };

    protected static readonly ImportField BinField = new("bin", "Bin", "The code of the bin it lies in. Without one, the location itself is meant.")
    {
        Example = "A-01-01",
        Aliases = ["Shelf", "Bin code", "Lagerplatz", "Regal", "Fach", "Case", "Étagère", "Estante", "Hueco", "Rafu"],
    };

    protected static readonly ImportField ReasonField = new("reason", "Reason", "Stands beside every movement.") { Example = "Import", Aliases = ["Note", "Comment", "Grund", "Bemerkung", "Motif", "Raison", "Motivo", "Sababu"], OfferFixed = true };

    protected static readonly ImportField CostField = new("cost", "Unit cost", "What one unit costs you. Without it, the average of what is there.")
    {
        Example = "8.20",
        Aliases = GoodsFields.Cost.Aliases,
    };

    public override string Permission => Permissions.StockAdjust;

    public override string Icon => "inventory_2";

    /// <summary>The same content of the same file is posted once.</summary>
    protected virtual bool AddsUp => true;

    internal abstract void Read(PlacedRow row);

    internal virtual void Refuse(PlacedRow row, StockStanding standing)
    {
    }

    public override Sentence? ProblemOf(ImportColumns columns) =>
        !columns.Gives("sku") && !columns.Gives("barcode") ? new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "SKU") : base.ProblemOf(columns);

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var read = rows.Select(r => ReadSafely(new RowPlan(r), context)).ToList();
        await FindAsync(context, read, ct);
        var found = read.FindAll(r => r is { Row.IsWrong: false, Variant: not null, Location: not null });
        var done = await DoneBeforeAsync(context, found, ct);
        found.RemoveAll(r => done.Contains(r.Row.Number));
        var standing = await StockStanding.ReadAsync(context, found, ct);
        foreach (var row in found)
            Plan(context, row, standing);
        foreach (var row in read)
            row.Plan.Settle();
        var posted = read.FindAll(r => r.Line is not null && !r.Row.IsWrong);
        return new ImportPlan([.. read.Select(r => r.Plan)], token => PostAsync(context, posted, "import", token)) { Touches = posted.Count > 0 };
    }

    /// <summary>What was moved is moved back, where nothing else was moved since.</summary>
    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var back = rows.Select(r => (Row: r, Stock: Back(r))).ToList();
        await FindAsync(context, back.ConvertAll(b => b.Stock), ct);
        var found = back.FindAll(b => b.Stock is { Row.IsWrong: false, Variant: not null, Location: not null });
        var standing = await StockStanding.ReadAsync(context, found.ConvertAll(b => b.Stock), ct);
        var own = await OwnMovementsAsync(context, found.ConvertAll(b => b.Stock.Key), ct);
        foreach (var (row, stock) in back)
        {
            if (stock.Row.Problem is { } problem)
                row.Keep(problem);
            else if (standing.Movements(stock.Key) > own.GetValueOrDefault(stock.Key))
                row.Keep("Stock of it was moved here since.");
            else if (stock.ChangeBy < 0 && standing.Free(stock) < -stock.ChangeBy)
                row.Keep(new Sentence("Only {0} are free here; {1} are wanted.", standing.Free(stock), -stock.ChangeBy!.Value));
            else
                TakeBack(row, stock, standing);
        }

        await PostAsync(context, [.. back.Select(b => b.Stock).Where(s => s.Line is not null)], "undo", ct);
    }

    private static void TakeBack(ImportRow row, PlacedRow stock, StockStanding standing)
    {
        stock.Line = new StockLine(stock.Variant!.VariantId, stock.Location!.Id, stock.ChangeBy!.Value) { BinId = stock.Bin?.Id };
        stock.Reason = "Import taken back";
        standing.Take(stock, stock.ChangeBy.Value);
        row.TakenBack();
    }

    private static PlacedRow Back(ImportRow row)
    {
        var columns = new ImportColumns([], new ImportOptions(), new SheetReading());
        return new PlacedRow(new RowPlan(new ImportedRow(row.Number, [], columns)))
        {
            ById = true,
            VariantId = row.ThingId,
            LocationText = (row.Mark ?? 0).ToString(CultureInfo.InvariantCulture),
            BinText = row.ReadChanges().FirstOrDefault(c => c.Title == "Bin")?.To ?? "",
            ChangeBy = -row.Amount,
        };
    }

    internal virtual PlacedRow ReadSafely(RowPlan plan, ImportContext context)
    {
        var row = new PlacedRow(plan)
        {
            Sku = plan.Row.Code("sku", VariantDetails.LongestSku).Value ?? "",
            Barcode = plan.Row.Code("barcode", 80).Value ?? "",
            LocationText = plan.Row.Text("location").Value ?? "",
            BinText = plan.Row.Text("bin").Value ?? "",
            Reason = plan.Row.Text("reason").Value ?? "",
            UnitCost = plan.Row.Amount("cost").Value,
        };
        plan.Key = row.Sku.Length > 0 ? row.Sku : row.Barcode;
        if (plan.Key.Length == 0)
            plan.Row.Refuse("sku", "Enter the SKU or the barcode of the variant.");
        if (row.LocationText.Length == 0)
            plan.Row.Refuse("location", "Enter the location.");
        Read(row);
        return row;
    }

    private void Plan(ImportContext context, PlacedRow row, StockStanding standing)
    {
        row.Plan.Key = row.Variant!.Sku;
        row.Plan.Name = row.Location!.Name;
        Refuse(row, standing);
        if (row.Row.IsWrong)
            return;

        var before = standing.OnHand(row);
        var difference = row.ChangeBy ?? row.SetTo!.Value - before;
        if (difference == 0)
            return;
        try
        {
            row.Variant.DemandCounted();
            row.Variant.CheckQuantity(difference);
        }
        catch (BusinessRuleException refusal)
        {
            row.Row.Refuse("quantity", refusal.Said);
            return;
        }

        if (Problem(row, standing, difference, before) is { } problem)
        {
            row.Row.Refuse(problem.Field, problem.Said);
            return;
        }

        standing.Take(row, difference);
        row.Line = new StockLine(row.Variant.VariantId, row.Location.Id, difference) { BinId = row.Bin?.Id, UnitCost = difference > 0 ? row.UnitCost : null };
        row.Plan.Changes.Add(new ValueChange("On hand", Plain(before), Plain(before + difference)));
        row.Plan.Changes.Add(new ValueChange("Location", null, row.Location.Name));
        if (row.Bin is { } bin)
            row.Plan.Changes.Add(new ValueChange("Bin", null, bin.Code));
        (row.Plan.Amount, row.Plan.ThingId, row.Plan.Mark) = (difference, row.Variant.VariantId, row.Location.Id);
    }

    private static (string Field, Sentence Said)? Problem(PlacedRow row, StockStanding standing, decimal difference, decimal before)
    {
        if (difference > 0 && !row.Location!.Active)
            return ("location", new Sentence("“{0}” is deactivated. Reactivate it first, or choose another location.", row.Location.Name));
        if (difference > 0 && row.Bin is { Active: false } bin)
            return ("bin", new Sentence("Bin {0} is deactivated. Choose another one, or reactivate it first.", bin.Code));
        if (difference < 0 && row.Bin is not null && before + difference < 0)
            return ("quantity", new Sentence("Only {0} lie in bin {1}; {2} are wanted.", before, row.Bin.Code, -difference));
        if (difference < 0 && standing.Free(row) + difference < 0)
            return ("quantity", new Sentence("Only {0} are free here; {1} are wanted.", standing.Free(row), -difference));
        if (row.UnitCost is < 0 or > StockLimits.DearestUnit)
            return ("cost", new Sentence("Enter a cost between 0 and {0}.", StockLimits.DearestUnit));
        return null;
    }

    private async Task PostAsync(ImportContext context, List<PlacedRow> rows, string what, CancellationToken ct)
    {
        var number = context.Run.Name.Length > 60 ? context.Run.Name[..60] : context.Run.Name;
        var command = 0;
        foreach (var same in rows.GroupBy(r => r.Reason.Length == 0 ? "Import" : r.Reason.Length > 400 ? r.Reason[..400] : r.Reason))
        {
            var key = FormattableString.Invariant($"{what}-{context.Run.Id}-{rows[0].Row.Number}-{command++}");
            var posting = new StockCommand(key, MovementKind.Import, [.. same.Select(r => r.Line!)]) { Reason = same.Key, Reference = new StockReference(Reference, context.Run.Id, number) };
            await ledger.PostAsync(context.Db, posting, ct);
        }
    }

    internal static async Task<Dictionary<StockKey, long>> OwnMovementsAsync(ImportContext context, List<StockKey> keys, CancellationToken ct)
    {
        var variants = keys.Select(k => k.VariantId).Distinct().ToList();
        var own = await context.Db.StockMovements.AsNoTracking()
            .Where(m => m.ReferenceKind == Reference && m.ReferenceId == context.Run.Id && variants.Contains(m.VariantId))
            .GroupBy(m => new { m.VariantId, m.LocationId }).Select(g => new { g.Key.VariantId, g.Key.LocationId, Last = g.Max(m => m.Sequence) }).ToListAsync(ct);
        return own.ToDictionary(o => new StockKey(o.VariantId, o.LocationId), o => o.Last);
    }

    /// <summary>Rows of the same file that an earlier import posted already.</summary>
    private async Task<HashSet<int>> DoneBeforeAsync(ImportContext context, List<PlacedRow> rows, CancellationToken ct)
    {
        if (!AddsUp || rows.Count == 0 || context.Run.IsSelection)
            return [];

        var (first, last, sha, kind, id) = (rows[0].Row.Number, rows[^1].Row.Number, context.Run.Sha256, context.Run.Kind, context.Run.Id);
        var earlier = await context.Db.ImportRuns.Where(r => r.Sha256 == sha && r.Kind == kind && r.Id != id && r.BegunAt != null).Select(r => new { r.Id, r.RowsForgotten }).ToListAsync(ct);
        if (earlier.Exists(r => r.RowsForgotten))
            return [.. rows.Select(r => r.Row.Number)];
        var runs = earlier.ConvertAll(r => r.Id);
        return runs.Count == 0 ? [] : await context.Db.ImportRows
            .Where(r => runs.Contains(r.RunId) && r.Number >= first && r.Number <= last && r.Written && r.Outcome == RowOutcome.Changed && r.Undo != RowUndo.TakenBack).Select(r => r.Number).ToHashSetAsync(ct);
    }

    private static async Task FindAsync(ImportContext context, List<PlacedRow> rows, CancellationToken ct)
    {
        await FindVariantsAsync(context.Db, rows.FindAll(r => !r.Row.IsWrong), ct);
        var places = await context.Pass.OnceAsync("locations", async () => await context.Db.Locations.AsNoTracking().ToListAsync(ct));
        foreach (var row in rows.Where(r => !r.Row.IsWrong))
        {
            var key = Text.Key(row.LocationText);
            row.Location = row.ById ? places.Find(l => l.Id.ToString(CultureInfo.InvariantCulture) == row.LocationText) : places.Find(l => Text.Key(l.Code) == key) ?? places.Find(l => l.NameKey == key);
            if (row.Location is null)
                row.Row.Refuse("location", new Sentence("No location has the code or the name “{0}”, or it is not among those you work in.", row.LocationText));
        }

        await FindBinsAsync(context.Db, rows.FindAll(r => !r.Row.IsWrong && r.BinText.Length > 0), ct);
    }

    private static async Task FindVariantsAsync(InventoryDb db, List<PlacedRow> rows, CancellationToken ct)
    {
        var named = rows.FindAll(r => !r.ById);
        var keys = await VariantKeys.ReadAsync(db, named.ConvertAll(r => (r.Sku, r.Barcode)), ct);
        foreach (var row in named)
            row.VariantId = keys.Find(row.Sku, row.Barcode);
        var facts = await db.VariantFactsAsync(rows.Select(r => r.VariantId).OfType<long>(), ct);
        foreach (var row in rows)
        {
            row.Variant = row.VariantId is { } id ? facts.GetValueOrDefault(id) : null;
            if (row.Variant is null)
                row.Row.Refuse("sku", VariantKeys.Unknown(row.Sku, row.Barcode));
        }
    }

    private static async Task FindBinsAsync(InventoryDb db, List<PlacedRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        var (codes, locations) = (rows.Select(r => Text.Key(r.BinText)).Distinct().ToList(), rows.Select(r => r.Location!.Id).Distinct().ToList());
        var bins = (await db.Bins.AsNoTracking().Where(b => locations.Contains(b.LocationId) && codes.Contains(b.CodeKey)).ToListAsync(ct)).ToDictionary(b => (b.LocationId, b.CodeKey));
        foreach (var row in rows)
        {
            row.Bin = bins.GetValueOrDefault((row.Location!.Id, Text.Key(row.BinText)));
            if (row.Bin is null)
                row.Row.Refuse("bin", new Sentence("“{0}” has no bin {1}. Make it first, or correct the code.", row.Location.Name, row.BinText));
        }
    }

    private static string Plain(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
