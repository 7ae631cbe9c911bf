using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Purchasing;

public sealed record PurchaseOrderRow : IListRow
{
    public long Id { get; init; }

    public string Number { get; init; } = "";

    public long SupplierId { get; init; }

    public string Supplier { get; init; } = "";

    public string Location { get; init; } = "";

    public PurchaseState State { get; init; }

    public PurchaseSource Source { get; init; }

    public int Lines { get; init; }

    public decimal Open { get; init; }

    public decimal Total { get; init; }

    public string Currency { get; init; } = "";

    public decimal ShopTotal { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string CreatedBy { get; init; } = "";
}

/// <summary>What was ordered, from whom, and how far it has come.</summary>
public sealed class PurchaseOrderList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<PurchaseOrderRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<PurchaseOrderRow> AllFields = new ListFields<PurchaseOrderRow>()
        .Add("number", "Number", o => o.Number, searched: true)
        .Add("supplier", "Supplier", o => o.Supplier, searched: true)
        .Add("location", "For", o => o.Location)
        .Add("state", "State", o => o.State)
        .Add("expectedOn", "Expected on", o => o.ExpectedOn)
        .Add("lines", "Lines", o => o.Lines)
        .Add("open", "Still to come", o => o.Open, FieldKind.Quantity)
        .Add("total", "Total", o => o.Total, FieldKind.Money)
        .Add("currency", "Currency", o => o.Currency, shown: false)
        .Add("shopTotal", "In the shop's money", o => o.ShopTotal, FieldKind.Money, shown: false)
        .Add("createdAt", "Written", o => o.CreatedAt)
        .Add("createdBy", "Written by", o => o.CreatedBy, shown: false)
        .Add("sentAt", "Sent", o => o.SentAt, shown: false)
        .Add("source", "From", o => o.Source, shown: false)
        .Add("supplierId", "Supplier number", o => o.SupplierId, shown: false, offered: false);

    public override string Name => "purchase-orders";

    public override ListFields<PurchaseOrderRow> Fields => AllFields;

    protected override string? Permission => Permissions.PurchasingView;

    protected override ListSort DefaultSort => new("createdAt", Descending: true);

    protected override IQueryable<PurchaseOrderRow> Rows(InventoryDb db) =>
        from order in db.PurchaseOrders
        join supplier in db.Suppliers on order.SupplierId equals supplier.Id
        join location in db.Locations on order.LocationId equals location.Id
        select new PurchaseOrderRow
        {
            Id = order.Id,
            Number = order.Number,
            SupplierId = supplier.Id,
            Supplier = supplier.Name,
            Location = location.Name,
            State = order.State,
            Source = order.Source,
            Lines = order.Lines.Count,
            Open = order.Lines.Where(l => l.Ordered - l.Cancelled > l.Received).Sum(l => l.Ordered - l.Cancelled - l.Received),
            Total = order.Total,
            Currency = order.Currency,
            ShopTotal = order.ShopTotal,
            ExpectedOn = order.ExpectedOn,
            CreatedAt = order.CreatedAt,
            SentAt = order.SentAt,
            CreatedBy = order.CreatedByName,
        };
}
