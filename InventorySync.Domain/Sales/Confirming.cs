using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>Turns a draft into a promise: the stock is asked at this very moment, and held.</summary>
public sealed class Confirming(OrderBook book, CurrentActor actor)
{
    /// <summary>All or nothing, unless it is confirmed with a shortage on purpose. Confirmed again, it answers the same.</summary>
    /// <param name="replacing">The cart that becomes this order: its holds make room, so that a shopper never stands in his own way.</param>
    public Task<ConfirmAnswer> ConfirmAsync(long orderId, bool evenShort = false, HoldOwner? replacing = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.IsOpen)
                return new ConfirmAnswer(true, []);

            order.Confirm(book.Now);
            await db.SaveChangesAsync(ct); // lines have their keys now
            var shortages = await book.HoldAsync(db, order, evenShort ? Extent.AsMuchAsThereIs : Extent.AllOrNothing, replacing, from: null, ct);
            if (shortages.Count > 0 && !evenShort)
            {
                order.BackToDraft();
                return new ConfirmAnswer(false, shortages);
            }

            order.Advance(book.Now);
            book.Happened(order, OrderEventKind.Confirmed, "Confirmed; the goods are held.");
            book.Tell(db, order, new OrderConfirmed(order.Id, order.PublicId, order.Number));
            if (shortages.Count > 0)
                await book.TellOversoldAsync(db, order, shortages, ct);
            return new ConfirmAnswer(true, shortages);
        }, ct);
    }

    /// <summary>Tries again for what is missing, from one location or from all that serve.</summary>
    public Task<IReadOnlyList<Shortage>> HoldMissingAsync(long orderId, long? locationId = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            order.DemandOpen();
            var before = order.Lines.Sum(l => l.Missing);
            var shortages = await book.HoldAsync(db, order, Extent.AsMuchAsThereIs, replacing: null, locationId, ct);
            order.Advance(book.Now);
            if (before > order.Lines.Sum(l => l.Missing))
            {
                book.Happened(order, OrderEventKind.Changed, new Sentence("{0} more are held.", before - order.Lines.Sum(l => l.Missing)));
                book.TellChanged(db, order);
            }

            return shortages;
        }, ct);
    }

    /// <summary>Back to a draft: everything that was held is free again.</summary>
    public Task BackToDraftAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.State == OrderState.Draft)
                return false;

            order.BackToDraft();
            await book.LetGoAsync(db, order, [.. order.Lines.Where(l => l.Reserved > 0).Select(l => new LineQuantity(l.Id, l.Reserved))], reason: null, ct);
            book.Happened(order, OrderEventKind.Changed, "Taken back to a draft; nothing is held any more.");
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    public Task PickAsync(long orderId, bool starts = true, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersShip);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            order.Pick(starts);
            book.Happened(order, OrderEventKind.Picking, starts ? "Picking began." : "Picking was put off.");
            book.TellChanged(db, order);
            return await Task.FromResult(true);
        }, ct);
    }

    /// <summary>Takes the whole order off, or what is still to be sent of it. What was held is free again.</summary>
    public Task CancelAsync(long orderId, string reason, IReadOnlyList<LineQuantity>? lines = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 300)
            throw new BusinessRuleException("Say why it is cancelled, in up to 300 characters.") { Field = "Reason" };
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.State == OrderState.Cancelled)
                return false;
            if (order.State != OrderState.Draft)
                order.DemandOpen();

            await CancelWithinAsync(db, order, lines, Text.Tidy(reason), ct);
            return true;
        }, ct);
    }

    /// <summary>It is not at the channel any more. Should it come back there, it is taken up again.</summary>
    internal Task VanishThereAsync(long orderId, CancellationToken ct)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (!order.IsOpen)
                return false;

            await CancelWithinAsync(db, order, lines: null, "It is not there any more at the channel.", ct);
            if (order.State == OrderState.Cancelled)
                order.VanishThere(book.Now);
            return true;
        }, ct);
    }

    internal static bool IsAll(Order order, IReadOnlyList<LineQuantity>? lines) =>
        order.Lines.TrueForAll(l => l.Shipped == 0) && (lines is null || order.Lines.TrueForAll(l => lines.Where(p => p.LineId == l.Id).Sum(p => p.Quantity) == l.Open));

    private async Task CancelWithinAsync(InventoryDb db, Order order, IReadOnlyList<LineQuantity>? lines, string reason, CancellationToken ct)
    {
        var all = IsAll(order, lines);
        if (all)
            await book.CancelAllAsync(db, order, reason, ct);
        else
            await CancelPartsAsync(db, order, lines ?? [.. order.Lines.Where(l => l.Open > 0).Select(l => new LineQuantity(l.Id, l.Open))], reason, ct);
        book.Happened(order, OrderEventKind.Cancelled, new Sentence(all ? "Cancelled: {0}" : "Cancelled in part: {0}", reason));
        book.Tell(db, order, new OrderCancelled(order.Id, order.PublicId, order.Number));
    }

    private async Task CancelPartsAsync(InventoryDb db, Order order, IReadOnlyList<LineQuantity> parts, string reason, CancellationToken ct)
    {
        foreach (var part in parts)
        {
            var line = order.Lines.Find(l => l.Id == part.LineId) ?? throw new NotFoundException("This line is not on the order any more.");
            if (part.Quantity <= 0 || part.Quantity > line.Open)
                throw new BusinessRuleException("“{0}”: {1} can still be cancelled.", line.Name, line.Open) { Field = nameof(LineQuantity.Quantity) };

            // what is not held goes first, so that a shortage is mended before anything is given back
            await book.LetGoAsync(db, order, [new LineQuantity(line.Id, Math.Max(0, part.Quantity - line.Missing))], reason, ct);
            line.Cancel(part.Quantity);
        }

        await book.CountAsync(order);
        order.Advance(book.Now);
    }
}
