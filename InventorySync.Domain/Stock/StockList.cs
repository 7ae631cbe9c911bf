using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Planning;

namespace InventorySync.Domain.Stock;

public sealed record StockRow : IListRow
{
    public long Id { get; init; }

    public long VariantId { get; init; }

    public long LocationId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public IReadOnlyList<string> Options { get; init; } = [];

    public string? Category { get; init; }

    public string Location { get; init; } = "";

    public decimal OnHand { get; init; }

    public decimal Reserved { get; init; }

    public decimal Available { get; init; }

    /// <summary>Ordered from suppliers for here, and not here yet.</summary>
    public decimal Incoming { get; init; }

    public DateOnly? IncomingOn { get; init; }

    public string Unit { get; init; } = "";

    public decimal? UnitCost { get; init; }

    public decimal? Value { get; init; }

    public StockState State { get; init; }

    /// <summary>At or below the threshold that is set or foreseen: of this location, or of the whole shop where that is planned as one.</summary>
    public bool Low { get; init; }

    public DateTimeOffset? LastMovement { get; init; }
}

/// <summary>What stands where: a row for each variant at each location that ever held it.</summary>
public sealed class StockList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<StockRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<StockRow> AllFields = FieldsWith(costs: true);
    private static readonly ListFields<StockRow> WithoutCosts = FieldsWith(costs: false);

    private readonly bool _costs = actor.May(Permissions.StockCosts);

    public override string Name => "stock";

    public override ListFields<StockRow> Fields => _costs ? AllFields : WithoutCosts;

    protected override string? Permission => Permissions.StockView;

    protected override IQueryable<StockRow> Rows(InventoryDb db)
    {
        var (costs, incoming) = (_costs, Purchasing.Incoming.In(db));
        return from item in db.StockItems
               join location in db.Locations on item.LocationId equals location.Id
               join variant in db.Variants on item.VariantId equals variant.Id
               join category in db.Categories on variant.Product.CategoryId equals category.Id into categories
               from category in categories.DefaultIfEmpty()
               // asked in the same statement, so that page, export and API always agree
               let oldestFirst = db.Settings.Any(s => s.Section == StockSettings.Section && s.Content.Contains(StockSettings.OldestFirstKept))
               select new StockRow
               {
                   Id = item.Id,
                   VariantId = item.VariantId,
                   LocationId = item.LocationId,
                   Sku = variant.Sku,
                   Product = variant.Product.Name,
                   Options = variant.OptionValues,
                   Category = category.Name,
                   Location = location.Name,
                   OnHand = item.OnHand,
                   Reserved = item.Reserved,
                   Available = item.OnHand - item.Reserved,
                   Incoming = incoming.Where(i => i.VariantId == item.VariantId && i.LocationId == item.LocationId).Sum(i => i.Quantity),
                   IncomingOn = incoming.Where(i => i.VariantId == item.VariantId && i.LocationId == item.LocationId).Min(i => i.On),
                   Unit = variant.Unit,
                   Value = !costs ? null : oldestFirst ? item.FifoValue : item.Value,
                   UnitCost = !costs ? null : item.OnHand <= 0 ? item.LastUnitCost : (oldestFirst ? item.FifoValue : item.Value) / item.OnHand,
                   State = item.OnHand < 0 ? StockState.BelowZero : item.OnHand == 0 ? StockState.OutOfStock : item.OnHand <= item.Reserved ? StockState.AllReserved : StockState.InStock,
                   Low = db.ReorderPlans.Any(p => p.VariantId == item.VariantId && p.ReorderPoint > 0 && (p.GroupId == item.LocationId ? item.OnHand - item.Reserved <= p.ReorderPoint : p.GroupId == VariantForecast.WholeShop && p.Available <= p.ReorderPoint)),
                   LastMovement = db.StockMovements.Where(m => m.VariantId == item.VariantId && m.LocationId == item.LocationId && m.Sequence == item.Movements).Select(m => (DateTimeOffset?)m.At).FirstOrDefault(),
               };
    }

    private static ListFields<StockRow> FieldsWith(bool costs)
    {
        var fields = new ListFields<StockRow>()
            .Add("sku", "SKU", r => r.Sku, searched: true)
            .Add("product", "Product", r => r.Product, searched: true)
            .Add("category", "Category", r => r.Category, shown: false)
            .Add("location", "Location", r => r.Location)
            .Add("onHand", "On hand", r => r.OnHand, FieldKind.Quantity)
            .Add("reserved", "Reserved", r => r.Reserved, FieldKind.Quantity)
            .Add("available", "Available", r => r.Available, FieldKind.Quantity)
            .Add("incoming", "On the way", r => r.Incoming, FieldKind.Quantity)
            .Add("incomingOn", "Next comes on", r => r.IncomingOn, shown: false)
            .Add("state", "State", r => r.State)
            .Add("low", "Low stock", r => r.Low, shown: false);
        if (costs)
        {
            fields.Add("unitCost", "Unit cost", r => r.UnitCost, FieldKind.Money, shown: false)
                .Add("value", "Value", r => r.Value, FieldKind.Money);
        }

        return fields
            .Add("lastMovement", "Last movement", r => r.LastMovement, sortable: false, filterable: false, shown: false)
            .Add("variantId", "Variant number", r => r.VariantId, shown: false)
            .Add("locationId", "Location number", r => r.LocationId, shown: false);
    }
}
