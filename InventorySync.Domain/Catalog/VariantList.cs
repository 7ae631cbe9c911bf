using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Catalog;

public sealed record VariantRow : IListRow
{
    public long Id { get; init; }

    public long ProductId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public IReadOnlyList<string> OptionValues { get; init; } = [];

    public string? Barcode { get; init; }

    public decimal Price { get; init; }

    public decimal? CompareAtPrice { get; init; }

    public decimal? Cost { get; init; }

    public string Unit { get; init; } = "";

    public int QuantityDecimals { get; init; }

    public Tracking Tracking { get; init; }

    public bool IsKit { get; init; }

    public ProductStatus Status { get; init; }

    public bool Archived { get; init; }

    public decimal OnHand { get; init; }

    public decimal Available { get; init; }

    public string SearchText { get; init; } = "";

    public string Title => OptionValues.Count == 0 ? Product : $"{Product}, {string.Join(" / ", OptionValues)}";
}

public sealed class VariantList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<VariantRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<VariantRow> AllFields = new ListFields<VariantRow>()
        .Add("sku", "SKU", v => v.Sku)
        .Add("product", "Product", v => v.Product)
        .Add("barcode", "Barcode", v => v.Barcode, sortable: false)
        .Add("price", "Price", v => v.Price, FieldKind.Money)
        .Add("compareAtPrice", "Former price", v => v.CompareAtPrice, FieldKind.Money, shown: false)
        .Add("cost", "Cost", v => v.Cost, FieldKind.Money, shown: false)
        .Add("unit", "Unit", v => v.Unit, shown: false)
        .Add("tracking", "Tracking", v => v.Tracking, shown: false)
        .Add("isKit", "Kit", v => v.IsKit, shown: false)
        .Add("status", "Status", v => v.Status)
        .Add("onHand", "On hand", v => v.OnHand, FieldKind.Quantity, sortable: false)
        .Add("available", "Available", v => v.Available, FieldKind.Quantity, sortable: false)
        .Add("productId", "Product number", v => v.ProductId, shown: false)
        .Add("archived", "Archived", v => v.Archived, shown: false)
        // a filter only: Narrow answers it
        .Add(SellableOn.Filter, "May be sold now on the channel", v => v.Id, shown: false, sortable: false, offered: false);

    public override string Name => "variants";

    public override ListFields<VariantRow> Fields => AllFields;

    protected override string? Permission => Permissions.CatalogView;

    protected override IQueryable<VariantRow> Search(InventoryDb db, IQueryable<VariantRow> rows, string text) =>
        CatalogSearch.Narrow(rows, v => v.SearchText, text);

    protected override async Task<IQueryable<VariantRow>?> ExactAsync(InventoryDb db, IQueryable<VariantRow> rows, string text, CancellationToken ct) =>
        await CatalogSearch.ExactAsync(db, text, ct) is { Count: > 0 } exact ? rows.Where(v => exact.Contains(v.Id)) : null;

    protected override async Task<IQueryable<VariantRow>?> AlikeAsync(InventoryDb db, IQueryable<VariantRow> rows, string text, CancellationToken ct) =>
        await db.ProductsAlike(Text.Folded(text)).ToListAsync(ct) is { Count: > 0 } alike ? rows.Where(v => alike.Contains(v.ProductId)) : null;

    protected override IQueryable<VariantRow>? Narrow(InventoryDb db, IQueryable<VariantRow> rows, ListFilter filter)
    {
        if (SellableOn.Test(db, filter) is not { } test)
            return null;

        var sellable = db.Variants.Where(test).Select(v => v.Id);
        return rows.Where(v => sellable.Contains(v.Id));
    }

    protected override IQueryable<VariantRow> Rows(InventoryDb db) => db.Variants.Select(v => new VariantRow
    {
        Id = v.Id,
        ProductId = v.ProductId,
        Sku = v.Sku,
        Product = v.Product.Name,
        OptionValues = v.OptionValues,
        Barcode = db.Barcodes.Where(b => b.VariantId == v.Id).OrderBy(b => b.Id).Select(b => b.Code).FirstOrDefault(),
        Price = v.Price,
        CompareAtPrice = v.CompareAtPrice,
        Cost = v.Cost,
        Unit = v.Unit,
        QuantityDecimals = v.QuantityDecimals,
        Tracking = v.Tracking,
        IsKit = v.IsKit,
        Status = v.Status,
        Archived = v.Product.ArchivedAt != null,
        OnHand = db.StockItems.Where(i => i.VariantId == v.Id && (db.SeesAllLocations || db.SeenLocations.Contains(i.LocationId))).Sum(i => i.OnHand),
        Available = db.StockItems.Where(i => i.VariantId == v.Id && (db.SeesAllLocations || db.SeenLocations.Contains(i.LocationId))).Sum(i => i.OnHand - i.Reserved),
        SearchText = v.SearchText,
    });
}
