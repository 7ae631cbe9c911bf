using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>Rows about products and variants. Each layout says how a row of it is read; what follows is the same for all.</summary>
public abstract class GoodsKind : ImportKind
{
    public override string Permission => Permissions.CatalogEdit;

    public override string Icon => "sell";

    /// <summary>How a changed price is explained in its history.</summary>
    protected virtual string ReasonFor(ImportRun run) => $"Import of {run.Name}";

    internal abstract GoodsRow Read(RowPlan plan, ImportContext context);

    internal virtual IEnumerable<GoodsRow> Together(ImportContext context, List<GoodsRow> rows) => rows;

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var read = rows.Select(r => ReadSafely(new RowPlan(r), context)).ToList();
        var told = Together(context, read).ToList();
        return await PlanAsync(context, told, ReasonFor(context.Run), ct);
    }

    /// <summary>Back to what stood there before. What is not any more as the import left it stays.</summary>
    public override Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct) => new GoodsUndo(context).TakeBackAsync(rows, ct);

    internal static async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<GoodsRow> rows, string reason, CancellationToken ct)
    {
        var names = await context.Pass.OnceAsync("goods", () => GoodsNames.ReadAsync(context.Db, ct));
        var look = await GoodsLook.ReadAsync(context, rows, ct);
        await ReadCountedAsync(context, look, rows, ct);
        var plan = new GoodsPlan(context, names, look);
        plan.Make(rows);
        return new ImportPlan([.. rows.Select(r => r.Plan)], token => new GoodsWriter(context, plan, names, reason).WriteAsync(token)) { Touches = plan.Touched.Count > 0 };
    }

    // only where some row says how goods are counted
    private static async Task ReadCountedAsync(ImportContext context, GoodsLook look, IReadOnlyList<GoodsRow> rows, CancellationToken ct)
    {
        var asked = rows.Where(r => r.Tracking.Given || r.Decimals.Given).Select(r => look.Of(r)).OfType<(Product Product, Variant Variant)>().Select(f => f.Variant.Id).ToList();
        if (asked.Count == 0)
            return;
        var there = await context.Db.StockItems.IgnoreQueryFilters().Where(i => asked.Contains(i.VariantId) && (i.OnHand != 0 || i.Reserved != 0)).Select(i => new { i.VariantId, i.OnHand }).ToListAsync(ct);
        look.OnHand = there.ToLookup(i => i.VariantId, i => i.OnHand);
    }

    private GoodsRow ReadSafely(RowPlan plan, ImportContext context)
    {
        try
        {
            return Read(plan, context);
        }
        catch (BusinessRuleException refusal)
        {
            plan.Row.Refuse("", refusal.Said);
            return new GoodsRow(plan);
        }
    }
}
