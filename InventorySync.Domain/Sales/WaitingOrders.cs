using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>What comes in, comes back or is let go is held for the orders that wait for it, the oldest first.</summary>
[Follower("Waiting orders", "Holds what comes in for orders that wait for it, the oldest first.")]
public sealed class WaitingOrders(IDbContextFactory<InventoryDb> dbs, OrderBook book, Notifications notifications) : IFollower
{
    public string Name => "waiting-orders";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var changed = batch.Where(m => m.Kind == nameof(StockChanged)).Select(m => m.Read<StockChanged>().VariantId).Distinct().ToArray();
        if (changed.Length == 0)
            return;

        foreach (var orderId in await WaitingAsync(changed, ct))
            await HoldAsync(orderId, ct);
    }

    private async Task<IReadOnlyList<long>> WaitingAsync(long[] changed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        // most changes leave nothing free of what somebody waits for, and most shops have no such order
        var waiting = db.Orders.IgnoreQueryFilters().Where(o => o.Oversold && (o.State == OrderState.Confirmed || o.State == OrderState.Picking || o.State == OrderState.PartlyShipped));
        if (!await waiting.AnyAsync(ct))
            return [];

        var free = db.StockItems.Where(i => changed.Contains(i.VariantId) && i.OnHand > i.Reserved).Select(i => i.VariantId);
        var kits = db.KitParts.Where(p => free.Contains(p.PartVariantId)).Select(p => p.KitVariantId);
        return await waiting
            .Where(o => o.Lines.Any(l => l.Counted && l.VariantId != null && l.Quantity - l.Cancelled - l.Shipped > l.Reserved && (free.Contains(l.VariantId.Value) || kits.Contains(l.VariantId.Value))))
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).Select(o => o.Id).ToListAsync(ct);
    }

    private Task HoldAsync(long orderId, CancellationToken ct) => book.ChangeAsync(orderId, async (db, order) =>
    {
        if (!order.IsOpen || !order.Oversold)
            return false;

        var before = Missing(order);
        await book.HoldAsync(db, order, Extent.AsMuchAsThereIs, replacing: null, from: null, ct);
        if (Missing(order) is var missing && missing == before)
            return false;

        order.Advance(book.Now);
        book.Happened(order, OrderEventKind.Changed, new Sentence("{0} more are held.", (before - missing).Plain()));
        book.TellChanged(db, order);
        if (!order.Oversold)
        {
            var news = new News(NotificationKind.Done, new Sentence("What order {0} waited for has come in and is held for it. It can be sent.", order.Number)) { Href = $"/orders/{order.Id}" };
            await notifications.AddForThoseWhoMayAsync(db, Permissions.OrdersEdit, news, ct);
        }

        return true;
    }, ct);

    private static decimal Missing(Order order) => order.Lines.Where(l => l is { Counted: true, VariantId: not null }).Sum(l => l.Missing);
}
