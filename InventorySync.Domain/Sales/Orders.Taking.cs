using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

public sealed partial class Orders
{
    /// <summary>Takes what came from outside. It is never refused for want of stock: what is missing is flagged and told to those who can decide.
    /// Given again, or after a newer one, it changes nothing.</summary>
    public async Task<TakenOrder> TakeAsync(IncomingOrder incoming, HoldOwner? replacing = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        Input.Check(incoming);
        foreach (var line in incoming.Lines)
            Input.Check(line);
        var origin = Order.OriginOf(incoming.ChannelId, incoming.ExternalId);
        try
        {
            return await book.ChangeAsync(db => TakeAsync(db, incoming, replacing, ct), ct);
        }
        catch (Exception failure) when (failure is DbUpdateException or BusinessRuleException { Field: nameof(Order.ExternalId) })
        {
            // another node took the same order in this very moment; its description is there now, to be compared with
            await using (var db = await dbs.CreateDbContextAsync(ct))
            {
                if (!await db.Orders.IgnoreQueryFilters().AnyAsync(o => o.OriginKey == origin, ct))
                    throw;
            }

            return await book.ChangeAsync(db => TakeAsync(db, incoming, replacing, ct), ct);
        }
    }

    private async Task<TakenOrder> TakeAsync(InventoryDb db, IncomingOrder incoming, HoldOwner? replacing, CancellationToken ct)
    {
        var origin = Order.OriginOf(incoming.ChannelId, incoming.ExternalId);
        var known = await db.Orders.IgnoreQueryFilters().Where(o => o.OriginKey == origin).Select(o => new { o.Id, o.Number, o.ExternalUpdatedAt }).FirstOrDefaultAsync(ct);
        // most news of an order tell nothing new: they need neither its lock nor all that hangs on it
        if (known?.ExternalUpdatedAt >= incoming.UpdatedAt)
            return new TakenOrder(known.Id, known.Number, false, []);

        var order = known is not null ? await OrderBook.LockAsync(db, known.Id, ct) : await NewAsync(db, incoming, ct);
        if (known is not null && order.ExternalUpdatedAt >= incoming.UpdatedAt)
            return new TakenOrder(order.Id, order.Number, false, []);

        order.Describe(incoming with { Note = incoming.Note ?? order.Note, Tags = [.. order.Tags.Union(incoming.Tags, StringComparer.OrdinalIgnoreCase)] });
        order.IsToldAs(incoming.ExternalNumber, incoming.UpdatedAt);
        await TakeLinesAsync(db, order, incoming, ct);
        order.TakeOff(incoming.Discount);
        await book.CountAsync(order);
        if (order.State == OrderState.Draft)
            order.Confirm(book.Now);
        await db.SaveChangesAsync(ct); // new lines have their keys now
        var shortages = await FollowGoodsAsync(db, order, incoming, known is null ? replacing : null, ct);
        FollowMoney(db, order, incoming);
        if (known is null)
        {
            book.Happened(order, OrderEventKind.Created, new Sentence("Came in from outside as {0}.", incoming.ExternalNumber ?? incoming.ExternalId));
            book.Tell(db, order, new OrderCreated(order.Id, order.PublicId, order.Number));
        }
        else
        {
            book.Happened(order, OrderEventKind.Changed, "Changed from outside.");
        }

        book.TellChanged(db, order);
        return new TakenOrder(order.Id, order.Number, true, shortages);
    }

    private async Task<Order> NewAsync(InventoryDb db, IncomingOrder incoming, CancellationToken ct)
    {
        var rules = await RulesAsync(incoming.Currency);
        var order = new Order(
            await db.NextOrderNumberAsync(ct), incoming.ChannelId is null ? OrderSource.Api : OrderSource.Channel,
            rules with { PricesIncludeTax = incoming.PricesIncludeTax ?? rules.PricesIncludeTax }, incoming.PlacedAt);
        order.ComesFrom(incoming.ChannelId, incoming.ExternalId);
        // an order is never refused because nobody entered today's rate
        order.SellIn(await rates.RateOrOneAsync(order.Currency, incoming.PlacedAt, ct), locationId: null, priceListId: null);
        await db.Orders.AddAsync(order, ct);
        return order;
    }

    private async Task TakeLinesAsync(InventoryDb db, Order order, IncomingOrder incoming, CancellationToken ct)
    {
        var bySku = await VariantsBySkuAsync(db, incoming, ct);
        var things = await SoldVariant.OfAsync(db, incoming.Lines.Select(l => l.VariantId ?? bySku.GetValueOrDefault(Text.Folded(Text.Tidy(l.Sku)))).Where(id => id != 0), ct);
        var table = await taxes.TableAsync(order.Shipping.Country, order.Shipping.Region, incoming.PlacedAt, ct);
        var gone = order.Lines.Where(l => incoming.Lines.All(i => i.ExternalId != l.ExternalId)).Select(l => (l, Quantity: l.Quantity, Cancelled: l.Quantity - l.Shipped));
        var changes = gone.ToList();
        foreach (var line in incoming.Lines)
        {
            var variantId = line.VariantId ?? bySku.GetValueOrDefault(Text.Folded(Text.Tidy(line.Sku)));
            var thing = things.GetValueOrDefault(variantId);
            var sold = new SoldThing(thing is null ? null : variantId, thing?.Facts.Sku ?? line.Sku ?? "", line.Name, line.Quantity, line.UnitPrice)
            {
                Counted = thing?.Facts.Counted ?? true,
                ExternalId = line.ExternalId,
                Discount = line.Discount,
                TaxClass = thing?.TaxClass ?? "",
                TaxPercent = line.TaxPercent ?? table.PercentOf(thing?.TaxClass),
                GivenTax = line.Tax,
            };
            if (order.Lines.Find(l => l.ExternalId == line.ExternalId) is { } there)
            {
                there.Reprice(sold);
                changes.Add((there, line.Quantity, line.Cancelled));
            }
            else
            {
                order.Sell(sold).Order(line.Quantity, line.Cancelled);
            }
        }

        await LetGoOfLessAsync(db, order, changes, ct);
        order.ShipFor(incoming.ShippingCost, table.PercentOf((await settings.GetAsync<SalesSettings>()).ShippingTaxClass), incoming.ShippingTax);
    }

    /// <summary>Of what is wanted less now, that much is given back before the line changes.</summary>
    private async Task LetGoOfLessAsync(InventoryDb db, Order order, List<(OrderLine Line, decimal Quantity, decimal Cancelled)> changes, CancellationToken ct)
    {
        var less = changes.Select(c => new LineQuantity(c.Line.Id, c.Line.Reserved - Math.Max(0, c.Quantity - c.Cancelled - c.Line.Shipped))).Where(c => c.Quantity > 0).ToList();
        if (less.Count > 0)
            await book.LetGoAsync(db, order, less, reason: null, ct);
        foreach (var (line, quantity, cancelled) in changes)
            line.Order(quantity, cancelled);
    }

    private async Task<IReadOnlyList<Shortage>> FollowGoodsAsync(InventoryDb db, Order order, IncomingOrder incoming, HoldOwner? replacing, CancellationToken ct)
    {
        IReadOnlyList<Shortage> shortages = [];
        var wasOversold = order.Oversold;
        if (incoming.CancelledAt is { } cancelledAt)
        {
            await FollowCancellationAsync(db, order, cancelledAt, ct);
        }
        else if (order.TakeUpAgain())
        {
            book.Happened(order, OrderEventKind.Changed, "Taken up again on the channel.");
            book.Tell(db, order, new OrderConfirmed(order.Id, order.PublicId, order.Number));
        }

        if (order.State != OrderState.Cancelled)
        {
            shortages = await book.HoldAsync(db, order, Extent.AsMuchAsThereIs, replacing, from: null, ct);
            order.Advance(book.Now);
            await FollowShipmentsAsync(db, order, incoming, ct);
            await FollowReturnsAsync(db, order, incoming, ct);
            order.Advance(book.Now);
            if (order.State == OrderState.Cancelled)
                order.CancelThere(book.Now); // all its lines were taken off there
            if (order.Oversold && !wasOversold)
                await book.TellOversoldAsync(db, order, shortages, ct);
        }

        return shortages;
    }

    private async Task FollowCancellationAsync(InventoryDb db, Order order, DateTimeOffset cancelledAt, CancellationToken ct)
    {
        if (!order.Lines.TrueForAll(l => l.Shipped == 0))
            return;

        if (order.State != OrderState.Cancelled)
        {
            await book.CancelAllAsync(db, order, "Cancelled on the channel", ct);
            book.Happened(order, OrderEventKind.Cancelled, "Cancelled on the channel.", cancelledAt);
            book.Tell(db, order, new OrderCancelled(order.Id, order.PublicId, order.Number));
        }

        order.CancelThere(order.CancelledAt ?? book.Now);
    }

    /// <summary>What left elsewhere leaves here too, as far as it was held; the rest stays a shortage that somebody looks at.</summary>
    private async Task FollowShipmentsAsync(InventoryDb db, Order order, IncomingOrder incoming, CancellationToken ct)
    {
        var sent = order.Lines.Select(l => (Line: l, Told: incoming.Lines.FirstOrDefault(i => i.ExternalId == l.ExternalId)))
            .Select(l => new LineQuantity(l.Line.Id, Math.Min(l.Line.Reserved, (incoming.LeavesAtOnce ? l.Line.Quantity : l.Told?.Sent ?? 0) - l.Line.Shipped)))
            .Where(l => l.Quantity > 0).ToList();
        if (sent.Count == 0 || !order.IsOpen)
            return;

        var parcel = incoming.Parcels is [.., var last] ? new ParcelDetails { Carrier = last.Carrier, TrackingNumber = last.TrackingNumber, TrackingAddress = last.TrackingAddress } : new ParcelDetails();
        await shipping.ShipWithinAsync(db, order, new ShipmentDetails { Parcel = parcel, Lines = sent }, order.NextKey("sent"), book.Now, ct);
    }

    private async Task FollowReturnsAsync(InventoryDb db, Order order, IncomingOrder incoming, CancellationToken ct)
    {
        var back = new List<(OrderLine, decimal, bool)>();
        foreach (var line in order.Lines)
        {
            if (incoming.Lines.FirstOrDefault(i => i.ExternalId == line.ExternalId) is not { } told)
                continue;

            var inspected = order.Returns.SelectMany(r => r.Lines).Where(l => l.OrderLineId == line.Id).ToList();
            var came = Math.Min(told.Returned - line.Returned, line.Returnable);
            var restocked = Math.Clamp(told.Restocked - inspected.Sum(l => l.Restocked), 0, Math.Max(0, came));
            if (restocked > 0)
                back.Add((line, restocked, true));
            if (came > restocked)
                back.Add((line, came - restocked, false));
        }

        if (back.Count > 0)
            await returning.RestockWithinAsync(db, order, back, incoming.ReturnsTo, "Returned on the channel", ct);
    }

    private void FollowMoney(InventoryDb db, Order order, IncomingOrder incoming)
    {
        if (incoming.Paid > order.Paid)
            paying.Pay(db, order, PaymentMethod.Online, incoming.Paid - order.Paid, incoming.ExternalNumber, order.NextKey("paid"));
        if (incoming.Refunded > order.Refunded)
            paying.Refund(db, order, PaymentMethod.Online, incoming.Refunded - order.Refunded, incoming.ExternalNumber, order.NextKey("refunded"));
    }

    private static async Task<Dictionary<string, long>> VariantsBySkuAsync(InventoryDb db, IncomingOrder incoming, CancellationToken ct)
    {
        var skus = incoming.Lines.Where(l => l.VariantId is null && !string.IsNullOrWhiteSpace(l.Sku)).Select(l => Text.Folded(Text.Tidy(l.Sku))).Distinct().ToArray();
        return skus.Length == 0 ? [] : await db.Variants.Where(v => skus.Contains(v.SkuFolded)).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct);
    }
}
