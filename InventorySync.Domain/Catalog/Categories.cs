using System.Data;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Catalog;

/// <summary>A branch of the tree with what stands on it: its own products, and those of all branches below too.</summary>
public sealed record CategoryNode(long Id, string Name, long? ParentId, string Path, int Depth, int Products, int AllProducts, ulong Version)
{
    /// <summary>"Kitchen › Pots › Lids".</summary>
    public string Trail { get; init; } = "";
}

/// <summary>Keeps the tree of categories.</summary>
public sealed class Categories(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    /// <summary>The whole tree, each branch followed by what is below it, by name.</summary>
    public async Task<IReadOnlyList<CategoryNode>> TreeAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var categories = await db.Categories.AsNoTracking().ToListAsync(ct);
        var counts = await db.ProductSummaries.Where(s => !s.Archived && s.CategoryId != null).GroupBy(s => s.CategoryId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var children = categories.ToLookup(c => c.ParentId);
        return [.. Branch(null, "")];

        IEnumerable<CategoryNode> Branch(long? parentId, string above)
        {
            foreach (var category in children[parentId].OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase))
            {
                var trail = above.Length == 0 ? category.Name : $"{above} › {category.Name}";
                var below = Branch(category.Id, trail).ToList();
                var own = counts.GetValueOrDefault(category.Id);
                var all = own + below.Where(b => b.ParentId == category.Id).Sum(b => b.AllProducts);
                yield return new CategoryNode(category.Id, category.Name, parentId, category.Path, category.Depth, own, all, category.Version) { Trail = trail };
                foreach (var node in below)
                    yield return node;
            }
        }
    }

    public async Task<Category> FindAsync(long categoryId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Categories.AsNoTracking().FirstOrDefaultAsync(c => c.Id == categoryId, ct) ?? throw Missing();
    }

    public async Task<long> CreateAsync(CategoryDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        return await dbs.ChangeAsync(IsolationLevel.Serializable, async db =>
        {
            var category = Category.Create(details);
            await db.Categories.AddAsync(category, ct);
            category.MoveUnder(await ParentAsync(db, details.ParentId, below: 1, ct));
            Tell(db, category.Id);
            return category.Id;
        }, ct);
    }

    /// <summary>Renames it, and moves it with everything below where the parent is another one.</summary>
    public async Task ChangeAsync(long categoryId, ulong version, CategoryDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        Input.Check(details);
        // serializable: two moves at once must not tie the tree into a ring
        await dbs.ChangeAsync(IsolationLevel.Serializable, async db =>
        {
            var category = await db.Categories.FirstOrDefaultAsync(c => c.Id == categoryId, ct) ?? throw Missing();
            db.ExpectVersion(category, version);
            if (category.ParentId != details.ParentId)
                await MoveAsync(db, category, details.ParentId, ct);
            category.Rename(details.Name);
            Tell(db, categoryId);
            return true;
        }, ct);
    }

    /// <summary>Only a branch without products and without branches below.</summary>
    public async Task DeleteAsync(long categoryId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogEdit);
        await dbs.ChangeAsync(async db =>
        {
            var category = await db.Categories.FirstOrDefaultAsync(c => c.Id == categoryId, ct) ?? throw Missing();
            if (await db.Categories.CountAsync(c => c.ParentId == categoryId, ct) is > 0 and var below)
                throw new BusinessRuleException("“{0}” has {1} categories below it. Move or delete those first.", category.Name, below);
            if (await db.Products.CountAsync(p => p.CategoryId == categoryId, ct) is > 0 and var products)
                throw new BusinessRuleException("“{0}” holds {1} products. Give them another category first; archived ones count too.", category.Name, products);

            db.Categories.Remove(category);
            Tell(db, categoryId);
        }, ct);
    }

    private static async Task MoveAsync(InventoryDb db, Category category, long? parentId, CancellationToken ct)
    {
        var from = category.Path;
        var branch = await db.Categories.Where(c => c.Path.StartsWith(from) && c.Id != category.Id).ToListAsync(ct);
        var deepest = branch.Select(c => c.Depth).Append(category.Depth).Max() - category.Depth + 1;
        category.MoveUnder(await ParentAsync(db, parentId, deepest, ct));
        branch.ForEach(c => c.Follow(from, category.Path));
    }

    private static async Task<Category?> ParentAsync(InventoryDb db, long? parentId, int below, CancellationToken ct)
    {
        if (parentId is null)
            return null;

        var parent = await db.Categories.FirstOrDefaultAsync(c => c.Id == parentId, ct)
            ?? throw new BusinessRuleException("The category above is not here any more. Choose another one.") { Field = nameof(CategoryDetails.ParentId) };
        return parent.Depth + below <= Category.Deepest
            ? parent
            : throw new BusinessRuleException("The tree is at most {0} categories deep. Choose a branch further up.", Category.Deepest) { Field = nameof(CategoryDetails.ParentId) };
    }

    private void Tell(InventoryDb db, long categoryId) => db.Outbox.Add(new CategoriesChanged(categoryId).Told("category", categoryId, clock.GetUtcNow()));

    private static NotFoundException Missing() => new("This category is not here any more.");
}
