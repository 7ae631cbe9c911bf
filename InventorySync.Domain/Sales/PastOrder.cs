namespace InventorySync.Domain.Sales;

/// <summary>What was sold on a line of a past order, and which goods left for it.</summary>
public sealed record PastGoods(SoldThing Sold, IReadOnlyList<StockTake> Takes);

/// <summary>An order that is over, to be brought in as history: it was paid and sent, and its goods have left the books already. Nothing is told to anybody.</summary>
public sealed record PastOrder(long Number, OrderSource Source, PricingRules Rules, DateTimeOffset PlacedAt, string ActorName)
{
    public long? ChannelId { get; init; }

    public string? ExternalId { get; init; }

    public long? LocationId { get; init; }

    public required CustomerDetails Customer { get; init; }

    public required IReadOnlyList<PastGoods> Goods { get; init; }

    public required string ShopCurrency { get; init; }

    public decimal Rate { get; init; } = 1;

    public decimal ShippingCost { get; init; }

    public decimal ShippingTaxPercent { get; init; }

    public PaymentMethod PaidBy { get; init; }

    public ParcelDetails Parcel { get; init; } = new();

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Order, lines and payment. Once it has its keys, Send adds what was sent.</summary>
    public Order Write()
    {
        var order = new Order(Number, Source, Rules, PlacedAt);
        order.ComesFrom(ChannelId, ExternalId);
        order.Describe(Customer);
        if (ExternalId is not null)
            order.IsToldAs($"#{ExternalId}", DeliveredAt ?? SentAt);
        order.SellIn(Rate, LocationId, priceListId: null);
        order.ShipFor(ShippingCost, ShippingTaxPercent);
        foreach (var goods in Goods)
            order.Sell(goods.Sold);
        order.Count();
        order.CountIn(ShopCurrency);
        order.Confirm(PlacedAt);
        Happened(order, OrderEventKind.Created, Source == OrderSource.Counter ? "Sold over the counter." : new Sentence("Came in from outside as {0}.", order.ExternalNumber ?? order.Number), PlacedAt);
        if (order.Total > 0)
        {
            order.Pay(new OrderPayment(FormattableString.Invariant($"past:{Number}"), PaidBy, order.Total, reference: null, PlacedAt, ActorName));
            Happened(order, OrderEventKind.Paid, new Sentence("Paid: {0} {1}", order.Total, order.Currency), PlacedAt);
        }

        return order;
    }

    public void Send(Order order)
    {
        var shipment = new Shipment(FormattableString.Invariant($"past:{Number}"), Parcel, SentAt);
        foreach (var (line, goods) in order.Lines.Zip(Goods))
        {
            line.Hold(line.Quantity);
            line.Ship(line.Quantity);
            shipment.Lines.Add(new ShipmentLine(line, line.Quantity, goods.Takes));
        }

        if (DeliveredAt is { } delivered)
            shipment.Deliver(delivered);
        order.Shipments.Add(shipment);
        order.Advance(DeliveredAt ?? SentAt);
        if (Source == OrderSource.Counter)
            return;

        Happened(order, OrderEventKind.Shipped, new Sentence("Sent: {0}.", OrderBook.Listed([.. order.Lines.Select(l => $"{l.Quantity.Plain()} × {l.Sku}")])), SentAt);
        if (DeliveredAt is { } arrived)
            Happened(order, OrderEventKind.Delivered, "It arrived.", arrived);
    }

    private void Happened(Order order, OrderEventKind kind, Sentence said, DateTimeOffset at) => order.Happened(new OrderEvent(kind, said, at, ActorName, personId: null));
}
