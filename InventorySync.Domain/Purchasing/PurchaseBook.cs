using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Purchasing;

/// <summary>Opens purchase orders under their lock and writes down what happens to them: what all services of purchasing share.</summary>
public sealed class PurchaseBook(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    internal DateTimeOffset Now => clock.GetUtcNow();

    internal Maker Maker => new(actor.Actor.Name, actor.Actor.PersonId, clock.GetUtcNow());

    internal async Task<DateOnly> TodayAsync() => (await settings.GetAsync<ShopProfile>()).DayOf(clock.GetUtcNow());

    /// <summary>One change of one order, in one transaction. Whoever changes the same order waits.</summary>
    internal Task<T> ChangeAsync<T>(long orderId, Func<InventoryDb, PurchaseOrder, Task<T>> change, CancellationToken ct) =>
        StockGate.ThroughAsync(dbs, () => dbs.ChangeAsync(async db => await change(db, await LockAsync(db, orderId, ct)), ct), ct);

    internal Task<T> ChangeAsync<T>(Func<InventoryDb, Task<T>> change, CancellationToken ct) => dbs.ChangeAsync(change, ct);

    internal static async Task<PurchaseOrder> LockAsync(InventoryDb db, long orderId, CancellationToken ct)
    {
        await db.HoldAsync<PurchaseOrder>([orderId], ct);
        return await Whole(db.PurchaseOrders).FirstOrDefaultAsync(o => o.Id == orderId, ct) ?? throw Missing();
    }

    internal static IQueryable<PurchaseOrder> Whole(IQueryable<PurchaseOrder> orders) => orders
        .Include(o => o.Lines).Include(o => o.Events)
        .Include(o => o.Receipts).ThenInclude(r => r.Lines).ThenInclude(l => l.Serials).Include(o => o.Receipts).ThenInclude(r => r.Costs).AsSplitQuery();

    internal static NotFoundException Missing() => new("This purchase order is not here any more, or not among those you may see.");

    internal async Task CountAsync(PurchaseOrder order) => order.Count((await settings.GetAsync<ShopProfile>()).Currency);

    internal void Happened(PurchaseOrder order, PurchaseEventKind kind, Sentence said) => order.Happened(new PurchaseEvent(kind, said, Maker));

    internal void Tell<TEvent>(InventoryDb db, PurchaseOrder order, TEvent what)
        where TEvent : notnull =>
        db.Outbox.Add(what.Told(order, Now));

    internal void TellChanged(InventoryDb db, PurchaseOrder order) => Tell(db, order, new PurchaseChanged(order.Id, order.Number, order.State));
}
