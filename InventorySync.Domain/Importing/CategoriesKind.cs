using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Importing;

/// <summary>The branches of the shop's tree.</summary>
public sealed class CategoriesKind : ImportKind
{
    private static readonly ImportField[] AllFields =
    [
        new("path", "Category", "The branch with those above it, as “Clothing > Shirts”.") { Needed = true, MayBeFixed = false, Example = "Clothing > Shirts", Aliases = ["Categories", "Path", "Category path", "Kategorie", "Warengruppe", "Catégorie", "Categoría", "Aina"] },
    ];

    public override string Name => "categories";

    public override string Title => "Categories";

    public override string Summary => "The branches of your tree, a row for each.";

    public override string Permission => Permissions.CatalogEdit;

    public override string Icon => "account_tree";

    public override int Order => 50;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var names = await context.Pass.OnceAsync("goods", () => GoodsNames.ReadAsync(context.Db, ct));
        var plans = rows.Select(r => new RowPlan(r)).ToList();
        foreach (var plan in plans)
            Plan(context, names, plan);
        return new ImportPlan(plans, token => names.SaveAsync(context, token));
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var db = context.Db;
        var ids = rows.Select(r => r.ThingId).OfType<long>().ToList();
        var categories = await db.Categories.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var used = await db.Products.Where(p => p.CategoryId != null && ids.Contains(p.CategoryId.Value)).Select(p => p.CategoryId!.Value).ToHashSetAsync(ct);
        var above = (await db.Categories.Where(c => c.ParentId != null && ids.Contains(c.ParentId.Value)).Select(c => new { c.Id, Parent = c.ParentId!.Value }).ToListAsync(ct)).ToLookup(c => c.Parent, c => c.Id);
        var gone = new HashSet<long>();
        // the deepest first, so that those above are empty when their turn comes
        foreach (var row in rows.OrderByDescending(r => categories.GetValueOrDefault(r.ThingId ?? 0)?.Depth ?? 0))
        {
            if (!categories.TryGetValue(row.ThingId ?? 0, out var category))
                row.Keep("It is not there any more.");
            else if (used.Contains(category.Id) || above[category.Id].Any(id => !gone.Contains(id)))
                row.Keep("Products or other categories stand in it by now.");
            else if (gone.Add(category.Id))
                Remove(context, category, row);
        }
    }

    private static void Remove(ImportContext context, Category category, ImportRow row)
    {
        context.Db.Categories.Remove(category);
        context.Db.Outbox.Add(new CategoriesChanged(category.Id).Told("category", category.Id, context.At));
        row.TakenBack();
    }

    private static void Plan(ImportContext context, GoodsNames names, RowPlan plan)
    {
        var path = plan.Row.Text("path", 1000).Value ?? "";
        plan.Key = path;
        var isNew = path.Length > 0 && !plan.Row.IsWrong && !names.Knows(path);
        if (path.Length == 0)
            plan.Row.Refuse("path", "Enter the category.");
        if (isNew && !context.MayCreate)
            plan.Row.Refuse("path", "There is no such category, and only what is there is to be changed.");
        if (isNew && !plan.Row.IsWrong)
        {
            try
            {
                plan.ThingId = names.Category(context, path);
            }
            catch (BusinessRuleException refusal)
            {
                plan.Row.Refuse("path", refusal.Said);
            }
        }

        plan.Settle(isNew);
    }
}
