using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Catalog;

public sealed record BrandRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public int Products { get; init; }

    public ulong Version { get; init; }
}

public sealed class BrandList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<BrandRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<BrandRow> AllFields = new ListFields<BrandRow>()
        .Add("name", "Name", b => b.Name, searched: true)
        .Add("products", "Products", b => b.Products);

    public override string Name => "brands";

    public override ListFields<BrandRow> Fields => AllFields;

    protected override string? Permission => Permissions.CatalogView;

    protected override IQueryable<BrandRow> Rows(InventoryDb db) => db.Brands.Select(b => new BrandRow
    {
        Id = b.Id,
        Name = b.Name,
        Products = db.ProductSummaries.Count(s => s.BrandId == b.Id && !s.Archived),
        Version = b.Version,
    });
}

public sealed record CategoryRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public long? ParentId { get; init; }

    public string Path { get; init; } = "";

    public int Products { get; init; }
}

public sealed class CategoryList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<CategoryRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<CategoryRow> AllFields = new ListFields<CategoryRow>()
        .Add("name", "Name", c => c.Name, searched: true)
        .Add("parentId", "Category above", c => c.ParentId)
        .Add("path", "Path", c => c.Path, folded: true)
        .Add("products", "Products", c => c.Products);

    public override string Name => "categories";

    public override ListFields<CategoryRow> Fields => AllFields;

    protected override string? Permission => Permissions.CatalogView;

    protected override IQueryable<CategoryRow> Rows(InventoryDb db) => db.Categories.Select(c => new CategoryRow
    {
        Id = c.Id,
        Name = c.Name,
        ParentId = c.ParentId,
        Path = c.Path,
        Products = db.ProductSummaries.Count(s => s.CategoryId == c.Id && !s.Archived),
    });
}
