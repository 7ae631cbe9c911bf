using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Catalog;

public sealed record ProductRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string? Picture { get; init; }

    public string Skus { get; init; } = "";

    public int Variants { get; init; }

    public string? Category { get; init; }

    public string? CategoryPath { get; init; }

    public string? Brand { get; init; }

    public long? BrandId { get; init; }

    public string Tags { get; init; } = "";

    public decimal LowestPrice { get; init; }

    public decimal HighestPrice { get; init; }

    public decimal OnHand { get; init; }

    /// <summary>Null where it cannot be said: a kit, for somebody who does not see all locations.</summary>
    public decimal? Available { get; init; }

    public StockState? Stock { get; init; }

    public string Places { get; init; } = "";

    public ProductStatus Status { get; init; }

    public int? WarrantyMonths { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool Archived { get; init; }

    public string SearchText { get; init; } = "";
}

public sealed class ProductList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<ProductRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<ProductRow> AllFields = new ListFields<ProductRow>()
        .Add("name", "Name", p => p.Name)
        .Add("skus", "SKU", p => p.Skus, sortable: false)
        .Add("category", "Category", p => p.Category)
        .Add("brand", "Brand", p => p.Brand)
        .Add("lowestPrice", "Price", p => p.LowestPrice, FieldKind.Money)
        .Add("highestPrice", "Highest price", p => p.HighestPrice, FieldKind.Money, shown: false)
        .Add("onHand", "On hand", p => p.OnHand, FieldKind.Quantity)
        .Add("available", "Available", p => p.Available, FieldKind.Quantity)
        .Add("stock", "Stock", p => p.Stock)
        .Add("status", "Status", p => p.Status, shown: false)
        .Add("tags", "Tags", p => p.Tags, shown: false, sortable: false)
        .Add("variants", "Variants", p => p.Variants, shown: false)
        .Add("warrantyMonths", "Warranty (months)", p => p.WarrantyMonths, shown: false)
        .Add("createdAt", "Created", p => p.CreatedAt, shown: false)
        .Add("archived", "Archived", p => p.Archived, shown: false, offered: false)
        .Add("categoryPath", "Branch of categories", p => p.CategoryPath, shown: false, folded: true, offered: false)
        .Add("places", "Places", p => p.Places, shown: false, sortable: false, folded: true, offered: false)
        // a filter only: Narrow answers it
        .Add(SellableOn.Filter, "May be sold now on the channel", p => p.Id, shown: false, sortable: false, offered: false);

    public override string Name => "products";

    public override ListFields<ProductRow> Fields => AllFields;

    protected override string? Permission => Permissions.CatalogView;

    protected override IQueryable<ProductRow> Search(InventoryDb db, IQueryable<ProductRow> rows, string text) =>
        CatalogSearch.Narrow(rows, p => p.SearchText, text);

    protected override async Task<IQueryable<ProductRow>?> ExactAsync(InventoryDb db, IQueryable<ProductRow> rows, string text, CancellationToken ct) =>
        await CatalogSearch.ExactProductsAsync(db, text, ct) is { Count: > 0 } exact ? rows.Where(p => exact.Contains(p.Id)) : null;

    protected override async Task<IQueryable<ProductRow>?> AlikeAsync(InventoryDb db, IQueryable<ProductRow> rows, string text, CancellationToken ct) =>
        await db.ProductsAlike(Text.Folded(text)).ToListAsync(ct) is { Count: > 0 } alike ? rows.Where(p => alike.Contains(p.Id)) : null;

    protected override IQueryable<ProductRow>? Narrow(InventoryDb db, IQueryable<ProductRow> rows, ListFilter filter)
    {
        if (SellableOn.Test(db, filter) is not { } test)
            return null;

        var sellable = db.Variants.Where(test).Select(v => v.ProductId);
        return rows.Where(p => sellable.Contains(p.Id));
    }

    protected override IQueryable<ProductRow> Rows(InventoryDb db) => db.SeesAllLocations ? Everywhere(db) : InSeenLocations(db);

    private static IQueryable<ProductRow> Everywhere(InventoryDb db) =>
        from product in db.ProductSummaries
        join category in db.Categories on product.CategoryId equals category.Id into categories
        from category in categories.DefaultIfEmpty()
        join brand in db.Brands on product.BrandId equals brand.Id into brands
        from brand in brands.DefaultIfEmpty()
        select new ProductRow
        {
            Id = product.ProductId,
            Name = product.Name,
            Picture = product.Picture,
            Skus = product.Skus,
            Variants = product.Variants,
            Category = category.Name,
            CategoryPath = category.Path,
            Brand = brand.Name,
            BrandId = product.BrandId,
            Tags = product.TagText,
            LowestPrice = product.LowestPrice,
            HighestPrice = product.HighestPrice,
            OnHand = product.OnHand,
            Available = product.Available,
            Stock = product.Stock,
            Places = product.Places,
            Status = product.Status,
            WarrantyMonths = product.WarrantyMonths,
            CreatedAt = product.CreatedAt,
            Archived = product.Archived,
            SearchText = product.SearchText,
        };

    // counted as it stands in the locations this person sees, which is none of the sums of all
    private static IQueryable<ProductRow> InSeenLocations(InventoryDb db) =>
        from product in db.ProductSummaries
        join category in db.Categories on product.CategoryId equals category.Id into categories
        from category in categories.DefaultIfEmpty()
        join brand in db.Brands on product.BrandId equals brand.Id into brands
        from brand in brands.DefaultIfEmpty()
        let onHand = db.StockItems.Where(i => db.SeenLocations.Contains(i.LocationId) && db.Variants.Any(v => v.Id == i.VariantId && v.ProductId == product.ProductId)).Sum(i => i.OnHand)
        let reserved = db.StockItems.Where(i => db.SeenLocations.Contains(i.LocationId) && db.Variants.Any(v => v.Id == i.VariantId && v.ProductId == product.ProductId)).Sum(i => i.Reserved)
        select new ProductRow
        {
            Id = product.ProductId,
            Name = product.Name,
            Picture = product.Picture,
            Skus = product.Skus,
            Variants = product.Variants,
            Category = category.Name,
            CategoryPath = category.Path,
            Brand = brand.Name,
            BrandId = product.BrandId,
            Tags = product.TagText,
            LowestPrice = product.LowestPrice,
            HighestPrice = product.HighestPrice,
            OnHand = onHand,
            Available = product.HasKit ? null : onHand - reserved,
            Stock = product.Stock == StockState.NotCounted ? StockState.NotCounted
                : product.HasKit ? null
                : onHand - reserved > 0 ? StockState.InStock
                : onHand > 0 ? StockState.AllReserved : onHand < 0 ? StockState.BelowZero : StockState.OutOfStock,
            Places = "",
            Status = product.Status,
            WarrantyMonths = product.WarrantyMonths,
            CreatedAt = product.CreatedAt,
            Archived = product.Archived,
            SearchText = product.SearchText,
        };
}
