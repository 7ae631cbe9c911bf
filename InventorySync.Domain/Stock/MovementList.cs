using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Stock;

public sealed record MovementRow : IListRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public long VariantId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public long LocationId { get; init; }

    public string Location { get; init; } = "";

    public string? Bin { get; init; }

    public MovementKind Kind { get; init; }

    public decimal Quantity { get; init; }

    public decimal BalanceAfter { get; init; }

    public decimal? Cost { get; init; }

    public string? Reason { get; init; }

    public string? ReferenceKind { get; init; }

    public string? ReferenceNumber { get; init; }

    public string ActorName { get; init; } = "";

    public long Sequence { get; init; }
}

/// <summary>The ledger, newest first.</summary>
public sealed class MovementList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<MovementRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<MovementRow> AllFields = FieldsWith(costs: true);
    private static readonly ListFields<MovementRow> WithoutCosts = FieldsWith(costs: false);

    private readonly bool _costs = actor.May(Permissions.StockCosts);

    public override string Name => "movements";

    public override ListFields<MovementRow> Fields => _costs ? AllFields : WithoutCosts;

    protected override string? Permission => Permissions.StockView;

    protected override ListSort DefaultSort => new("at", Descending: true);

    protected override int? CountUpTo => 10_000;

    protected override IQueryable<MovementRow> Rows(InventoryDb db)
    {
        var costs = _costs;
        return from movement in db.StockMovements
               join location in db.Locations on movement.LocationId equals location.Id
               join variant in db.Variants on movement.VariantId equals variant.Id
               join bin in db.Bins.IgnoreQueryFilters() on movement.BinId equals bin.Id into bins
               from bin in bins.DefaultIfEmpty()
               let oldestFirst = db.Settings.Any(s => s.Section == StockSettings.Section && s.Content.Contains(StockSettings.OldestFirstKept))
               select new MovementRow
               {
                   Id = movement.Id,
                   At = movement.At,
                   VariantId = movement.VariantId,
                   Sku = variant.Sku,
                   Product = variant.Product.Name,
                   LocationId = movement.LocationId,
                   Location = location.Name,
                   Bin = bin.Code,
                   Kind = movement.Kind,
                   Quantity = movement.Quantity,
                   BalanceAfter = movement.BalanceAfter,
                   Cost = !costs ? null : oldestFirst ? movement.FifoValue : movement.Value,
                   Reason = movement.Reason,
                   ReferenceKind = movement.ReferenceKind,
                   ReferenceNumber = movement.ReferenceNumber,
                   ActorName = movement.ActorName,
                   Sequence = movement.Sequence,
               };
    }

    private static ListFields<MovementRow> FieldsWith(bool costs)
    {
        var fields = new ListFields<MovementRow>()
            .Add("at", "When", r => r.At)
            .Add("sku", "SKU", r => r.Sku, searched: true)
            .Add("product", "Product", r => r.Product, searched: true)
            .Add("location", "Location", r => r.Location)
            .Add("bin", "Bin", r => r.Bin)
            .Add("kind", "Kind", r => r.Kind)
            .Add("quantity", "Quantity", r => r.Quantity, FieldKind.Quantity)
            .Add("balanceAfter", "Balance", r => r.BalanceAfter, FieldKind.Quantity);
        if (costs)
            fields.Add("cost", "Cost", r => r.Cost, FieldKind.Money);
        return fields
            .Add("reason", "Reason", r => r.Reason)
            .Add("referenceKind", "Belongs to", r => r.ReferenceKind, shown: false)
            .Add("referenceNumber", "Number", r => r.ReferenceNumber, searched: true)
            .Add("actorName", "Who", r => r.ActorName)
            .Add("variantId", "Variant number", r => r.VariantId, shown: false)
            .Add("locationId", "Location number", r => r.LocationId, shown: false);
    }
}
