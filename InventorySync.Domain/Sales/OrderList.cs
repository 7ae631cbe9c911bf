using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Sales;

public sealed record OrderRow : IListRow
{
    public long Id { get; init; }

    public string PublicId { get; init; } = "";

    public string Number { get; init; } = "";

    public string? ExternalNumber { get; init; }

    public string? Channel { get; init; }

    public long? ChannelId { get; init; }

    public OrderSource Source { get; init; }

    public string Customer { get; init; } = "";

    public string Country { get; init; } = "";

    public OrderState State { get; init; }

    public PaymentState Payment { get; init; }

    public bool Oversold { get; init; }

    public bool Unmatched { get; init; }

    public decimal Units { get; init; }

    public decimal Total { get; init; }

    public string Currency { get; init; } = "";

    public decimal ShopTotal { get; init; }

    public DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset? ShippedAt { get; init; }

    public string? InvoiceNumber { get; init; }

    public string SearchText { get; init; } = "";
}

/// <summary>All orders, newest first.</summary>
public sealed class OrderList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<OrderRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<OrderRow> AllFields = new ListFields<OrderRow>()
        .Add("number", "Order", r => r.Number)
        .Add("placedAt", "Placed", r => r.PlacedAt)
        .Add("customer", "Customer", r => r.Customer)
        .Add("channel", "Channel", r => r.Channel)
        .Add("state", "State", r => r.State)
        .Add("payment", "Payment", r => r.Payment)
        .Add("units", "Units", r => r.Units, FieldKind.Quantity)
        .Add("total", "Total", r => r.Total)
        .Add("currency", "Currency", r => r.Currency, shown: false)
        .Add("shopTotal", "Total in the shop's currency", r => r.ShopTotal, FieldKind.Money, shown: false)
        .Add("oversold", "Oversold", r => r.Oversold, shown: false)
        .Add("unmatched", "Unknown goods", r => r.Unmatched, shown: false)
        .Add("source", "Came by", r => r.Source, shown: false)
        .Add("country", "Country", r => r.Country, shown: false)
        .Add("externalNumber", "Number on the channel", r => r.ExternalNumber, shown: false)
        .Add("shippedAt", "Sent", r => r.ShippedAt, shown: false)
        .Add("invoiceNumber", "Invoice", r => r.InvoiceNumber, shown: false)
        .Add("channelId", "Channel number", r => r.ChannelId, shown: false, offered: false)
        .Add("words", "Words", r => r.SearchText, sortable: false, shown: false, searched: true, folded: true, offered: false);

    public override string Name => "orders";

    public override ListFields<OrderRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override ListSort DefaultSort => new("placedAt", Descending: true);

    protected override int? CountUpTo => 10_000;

    protected override IQueryable<OrderRow> Rows(InventoryDb db) =>
        from order in db.Orders
        join channel in db.Channels on order.ChannelId equals channel.Id into channels
        from channel in channels.DefaultIfEmpty()
        select new OrderRow
        {
            Id = order.Id,
            PublicId = order.PublicId,
            Number = order.Number,
            ExternalNumber = order.ExternalNumber,
            Channel = channel.Name,
            ChannelId = order.ChannelId,
            Source = order.Source,
            Customer = order.CustomerName,
            Country = order.ShippingCountry,
            State = order.State,
            Payment = order.PaymentState,
            Oversold = order.Oversold,
            Unmatched = order.Unmatched,
            Units = order.Lines.Sum(l => l.Quantity - l.Cancelled),
            Total = order.Total,
            Currency = order.Currency,
            ShopTotal = order.ShopTotal,
            PlacedAt = order.PlacedAt,
            ShippedAt = order.ShippedAt,
            InvoiceNumber = order.InvoiceNumber,
            SearchText = order.SearchText,
        };
}

public sealed record ReturnRow : IListRow
{
    public long Id { get; init; }

    public long OrderId { get; init; }

    public string Number { get; init; } = "";

    public string Customer { get; init; } = "";

    public ReturnState State { get; init; }

    public string Reason { get; init; } = "";

    public decimal Units { get; init; }

    public decimal Restocked { get; init; }

    public decimal ToRepair { get; init; }

    public decimal WrittenOff { get; init; }

    public DateTimeOffset AuthorisedAt { get; init; }

    public DateTimeOffset? InspectedAt { get; init; }
}

/// <summary>What comes back from customers.</summary>
public sealed class ReturnList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<ReturnRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<ReturnRow> AllFields = new ListFields<ReturnRow>()
        .Add("number", "Return", r => r.Number, searched: true)
        .Add("authorisedAt", "Allowed", r => r.AuthorisedAt)
        .Add("customer", "Customer", r => r.Customer, searched: true)
        .Add("reason", "Reason", r => r.Reason)
        .Add("state", "State", r => r.State)
        .Add("units", "Units", r => r.Units, FieldKind.Quantity)
        .Add("restocked", "Back to stock", r => r.Restocked, FieldKind.Quantity, shown: false)
        .Add("toRepair", "To repair", r => r.ToRepair, FieldKind.Quantity, shown: false)
        .Add("writtenOff", "Written off", r => r.WrittenOff, FieldKind.Quantity, shown: false)
        .Add("inspectedAt", "Looked at", r => r.InspectedAt, shown: false);

    public override string Name => "returns";

    public override ListFields<ReturnRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override ListSort DefaultSort => new("authorisedAt", Descending: true);

    protected override IQueryable<ReturnRow> Rows(InventoryDb db) =>
        from back in db.OrderReturns
        join order in db.Orders on back.OrderId equals order.Id
        select new ReturnRow
        {
            Id = back.Id,
            OrderId = order.Id,
            Number = back.Number,
            Customer = order.CustomerName,
            State = back.State,
            Reason = back.Reason,
            Units = back.Lines.Sum(l => l.Quantity),
            Restocked = back.Lines.Sum(l => l.Restocked),
            ToRepair = back.Lines.Sum(l => l.ToRepair),
            WrittenOff = back.Lines.Sum(l => l.WrittenOff),
            AuthorisedAt = back.AuthorisedAt,
            InspectedAt = back.InspectedAt,
        };
}
