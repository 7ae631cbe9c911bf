using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>What leaves. Without lines, everything that is held; without a location, from wherever it is held.</summary>
public sealed record ShipmentDetails
{
    public ParcelDetails Parcel { get; set; } = new();

    public long? LocationId { get; set; }

    public IReadOnlyList<LineQuantity>? Lines { get; set; }
}

/// <summary>Sends goods: what was held leaves the shelves.</summary>
public sealed class Shipping(OrderBook book, HoldEndings endings, CurrentActor actor)
{
    /// <summary>Given again with the same key, nothing more leaves.</summary>
    public Task<long> ShipAsync(long orderId, ShipmentDetails details, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersShip);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.Shipments.Find(s => s.Key == KeyOf(order, key)) is { } earlier)
                return earlier.Id;

            order.DemandOpen();
            return (await ShipWithinAsync(db, order, details, key, book.Now, ct)).Id;
        }, ct);
    }

    /// <summary>As part of a larger change of an order that is locked.</summary>
    internal async Task<Shipment> ShipWithinAsync(InventoryDb db, Order order, ShipmentDetails details, string key, DateTimeOffset at, CancellationToken ct)
    {
        if (key.Length is 0 or > StockLimits.LongestKey)
            throw new BusinessRuleException("Give the command a key of 1 to {0} characters, so that it is carried out once only.", StockLimits.LongestKey) { Field = "Key" };
        var wanted = details.Lines is null
            ? [.. order.Lines.Where(l => l.Reserved > 0).Select(l => new LineQuantity(l.Id, l.Reserved))]
            : details.Lines.Where(l => l.Quantity != 0).GroupBy(l => l.LineId).Select(g => new LineQuantity(g.Key, g.Sum(l => l.Quantity))).ToList();
        if (wanted.Count == 0)
            throw new BusinessRuleException("Nothing is held for this order, so nothing can be sent. Hold what is missing first.");
        if (wanted.Any(l => l.Quantity < 0))
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = nameof(LineQuantity.Quantity) };

        var holds = await db.LockHoldsAsync(new HoldOwner(ReservationOwner.Order, order.Id), ct);
        var picking = new HoldPicking(order, holds);
        var taken = wanted.Select(w => (Line: order.Lines.First(l => l.Id == w.LineId), w.Quantity, From: picking.Take(w.LineId, w.Quantity, details.LocationId))).ToList();
        var shipment = new Shipment(KeyOf(order, key), details.Parcel, at);
        foreach (var (line, quantity, from) in taken)
        {
            shipment.Lines.Add(new ShipmentLine(line, quantity, from.Select(f => new StockTake { VariantId = f.Hold.VariantId, LocationId = f.Hold.LocationId, Quantity = f.Quantity })));
            line.Ship(quantity);
        }

        order.Shipments.Add(shipment);
        await db.SaveChangesAsync(ct); // the shipment has its key now, which names the command
        var uses = taken.SelectMany(t => t.From).GroupBy(f => f.Hold.Id).Select(g => new UsedHold(g.Key) { Quantity = g.Sum(f => f.Quantity) }).ToList();
        if (uses.Count > 0)
        {
            await endings.UseAsync(db, new UseHoldsCommand(FormattableString.Invariant($"shipment:{shipment.Id}"), new HoldOwner(ReservationOwner.Order, order.Id))
            {
                Holds = uses,
                Reference = new StockReference("order", order.Id, order.Number),
            }, ct);
        }

        order.Advance(book.Now);
        book.Happened(order, OrderEventKind.Shipped, new Sentence(order.State == OrderState.PartlyShipped ? "Sent in part: {0}." : "Sent: {0}.", Said(shipment, order)), at);
        book.Tell(db, order, new OrderShipped(order.Id, order.PublicId, order.Number, shipment.Carrier, shipment.TrackingNumber));
        return shipment;
    }

    public Task DescribeAsync(long orderId, long shipmentId, ParcelDetails parcel, CancellationToken ct = default) => ChangeAsync(orderId, shipmentId, (order, shipment) =>
    {
        shipment.Describe(parcel);
        book.Happened(order, OrderEventKind.Changed, new Sentence("Tracking: {0} {1}", shipment.Carrier, shipment.TrackingNumber));
        return new OrderChanged(order.Id, order.PublicId, order.Number);
    }, ct);

    public Task DeliverAsync(long orderId, long shipmentId, CancellationToken ct = default) => ChangeAsync(orderId, shipmentId, (order, shipment) =>
    {
        if (shipment.DeliveredAt is not null)
            return null;

        shipment.Deliver(book.Now);
        order.Advance(book.Now);
        book.Happened(order, OrderEventKind.Delivered, "It arrived.");
        return new OrderDelivered(order.Id, order.PublicId, order.Number);
    }, ct);

    private Task ChangeAsync(long orderId, long shipmentId, Func<Order, Shipment, object?> change, CancellationToken ct)
    {
        actor.Demand(Permissions.OrdersShip);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var shipment = order.Shipments.Find(s => s.Id == shipmentId) ?? throw new NotFoundException("This shipment is not on the order any more.");
            if (change(order, shipment) is OrderDelivered delivered)
                book.Tell(db, order, delivered);
            else
                book.TellChanged(db, order);
            return await Task.FromResult(true);
        }, ct);
    }

    // a key of one order may come again with another
    private static string KeyOf(Order order, string key) => FormattableString.Invariant($"{order.Id}:{key}");

    private static string Said(Shipment shipment, Order order) =>
        OrderBook.Listed([.. shipment.Lines.Select(l => $"{l.Quantity.Plain()} × {order.Lines.First(o => o.Id == l.OrderLineId).Sku}")]);
}
