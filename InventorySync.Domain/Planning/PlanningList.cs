using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Planning;

/// <summary>A variant in a group of locations that are planned together.</summary>
public abstract record PlannedRow : IListRow
{
    public long Id { get; init; }

    public long VariantId { get; init; }

    public long ProductId { get; init; }

    public long GroupId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public IReadOnlyList<string> Options { get; init; } = [];

    public string? Category { get; init; }

    public string? Location { get; init; }
}

public sealed record PlanningRow : PlannedRow
{
    public string? Supplier { get; init; }

    public long? SupplierId { get; init; }

    public Urgency Urgency { get; init; }

    public int Rank { get; init; }

    public SalesClass Class { get; init; }

    public decimal Available { get; init; }

    public decimal Incoming { get; init; }

    public DateOnly? NextArrival { get; init; }

    public decimal SoldAWeek { get; init; }

    public int DaysLeft { get; init; }

    public DateOnly? OrderOn { get; init; }

    public decimal ReorderPoint { get; init; }

    public decimal OrderUpTo { get; init; }

    public decimal Quantity { get; init; }

    public decimal? UnitCost { get; init; }

    public decimal? Cost { get; init; }

    public bool Fixed { get; init; }

    public string Reasons { get; init; } = "[]";

    public IEnumerable<Sentence> Sentences => System.Text.Json.JsonSerializer.Deserialize<string[]>(Reasons)!.Select(Sentence.FromKept);
}

/// <summary>What to order, the most urgent first.</summary>
public sealed class PlanningList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<PlanningRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<PlanningRow> AllFields = FieldsWith(costs: true);
    private static readonly ListFields<PlanningRow> WithoutCosts = FieldsWith(costs: false);

    private readonly bool _costs = actor.May(Permissions.StockCosts);

    public override string Name => "planning";

    public override ListFields<PlanningRow> Fields => _costs ? AllFields : WithoutCosts;

    protected override string? Permission => Permissions.PlanningView;

    protected override ListSort DefaultSort => new("rank");

    protected override IQueryable<PlanningRow> Rows(InventoryDb db)
    {
        var costs = _costs;
        return from plan in db.ReorderPlans
               join variant in db.Variants on plan.VariantId equals variant.Id
               join category in db.Categories on variant.Product.CategoryId equals category.Id into categories
               from category in categories.DefaultIfEmpty()
               join supplier in db.Suppliers on plan.SupplierId equals supplier.Id into suppliers
               from supplier in suppliers.DefaultIfEmpty()
               join location in db.Locations on plan.GroupId equals location.Id into locations
               from location in locations.DefaultIfEmpty()
               select new PlanningRow
               {
                   Id = plan.Id,
                   VariantId = plan.VariantId,
                   ProductId = variant.ProductId,
                   GroupId = plan.GroupId,
                   Sku = variant.Sku,
                   Product = variant.Product.Name,
                   Options = variant.OptionValues,
                   Category = category.Name,
                   Location = location.Name,
                   Supplier = supplier.Name,
                   SupplierId = plan.SupplierId,
                   Urgency = plan.Urgency,
                   Rank = plan.Rank,
                   Class = plan.Class,
                   Available = plan.Available,
                   Incoming = plan.Incoming,
                   NextArrival = plan.NextArrival,
                   SoldAWeek = plan.DemandADay * 7,
                   DaysLeft = plan.DaysLeft,
                   OrderOn = plan.OrderOn,
                   ReorderPoint = plan.ReorderPoint,
                   OrderUpTo = plan.OrderUpTo,
                   Quantity = plan.Quantity,
                   UnitCost = costs ? plan.UnitCost : null,
                   Cost = costs ? plan.Cost : null,
                   Fixed = plan.Fixed,
                   Reasons = plan.Reasons,
               };
    }

    private static ListFields<PlanningRow> FieldsWith(bool costs)
    {
        var fields = new ListFields<PlanningRow>()
            .Add("urgency", "Urgency", r => r.Urgency, sortable: false)
            .Add("sku", "SKU", r => r.Sku, searched: true)
            .Add("product", "Product", r => r.Product, searched: true)
            .Add("quantity", "To order", r => r.Quantity, FieldKind.Quantity)
            .Add("daysLeft", "Days left", r => r.DaysLeft)
            .Add("category", "Category", r => r.Category, shown: false)
            .Add("location", "Location", r => r.Location, shown: false)
            .Add("supplier", "Supplier", r => r.Supplier)
            .Add("available", "Available", r => r.Available, FieldKind.Quantity)
            .Add("incoming", "On its way", r => r.Incoming, FieldKind.Quantity)
            .Add("nextArrival", "Next delivery", r => r.NextArrival, shown: false)
            .Add("soldAWeek", "Sold a week", r => r.SoldAWeek, FieldKind.Quantity, shown: false)
            .Add("orderOn", "Order by", r => r.OrderOn, shown: false)
            .Add("reorderPoint", "Order at", r => r.ReorderPoint, FieldKind.Quantity, shown: false)
            .Add("orderUpTo", "Up to", r => r.OrderUpTo, FieldKind.Quantity, shown: false);
        if (costs)
        {
            fields.Add("unitCost", "Unit cost", r => r.UnitCost, FieldKind.Money, shown: false)
                .Add("cost", "Cost", r => r.Cost, FieldKind.Money);
        }

        return fields
            .Add("class", "Class", r => r.Class, shown: false)
            .Add("fixed", "Set by hand", r => r.Fixed, shown: false)
            .Add("rank", "Order of urgency", r => r.Rank, shown: false)
            .Add("supplierId", "Supplier number", r => r.SupplierId, shown: false)
            .Add("variantId", "Variant number", r => r.VariantId, shown: false)
            .Add("groupId", "Location number", r => r.GroupId, shown: false);
    }
}
