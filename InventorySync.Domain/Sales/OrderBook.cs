using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>Opens orders under their lock, holds stock for them and writes down what happens to them: what all services of orders share.</summary>
public sealed class OrderBook(IDbContextFactory<InventoryDb> dbs, Reservations reservations, HoldEndings endings, Notifications notifications, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    internal DateTimeOffset Now => clock.GetUtcNow();

    internal CurrentActor Actor => actor;

    /// <summary>One change of one order, in one transaction. Whoever changes the same order waits.</summary>
    internal Task<T> ChangeAsync<T>(long orderId, Func<InventoryDb, Order, Task<T>> change, CancellationToken ct) =>
        StockGate.ThroughAsync(dbs, () => dbs.ChangeAsync(async db => await change(db, await LockAsync(db, orderId, ct)), ct), ct);

    /// <summary>A change that makes an order.</summary>
    internal Task<T> ChangeAsync<T>(Func<InventoryDb, Task<T>> change, CancellationToken ct) => StockGate.ThroughAsync(dbs, () => dbs.ChangeAsync(change, ct), ct);

    internal static async Task<Order> LockAsync(InventoryDb db, long orderId, CancellationToken ct)
    {
        await db.LockOrderAsync(orderId, ct);
        return await Whole(db.Orders).FirstOrDefaultAsync(o => o.Id == orderId, ct) ?? throw Missing();
    }

    internal static IQueryable<Order> Whole(IQueryable<Order> orders) => orders
        .Include(o => o.Lines).Include(o => o.Payments).Include(o => o.Shipments).ThenInclude(s => s.Lines)
        .Include(o => o.Returns).ThenInclude(r => r.Lines).Include(o => o.Events).AsSplitQuery();

    internal static NotFoundException Missing() => new("This order is not here any more, or not among those you may see.");

    internal async Task CountAsync(Order order)
    {
        order.Count();
        order.CountIn((await settings.GetAsync<ShopProfile>()).Currency);
    }

    /// <summary>Holds what is not held yet. All or nothing, or as much as there is; the answer is what is missing.</summary>
    internal async Task<IReadOnlyList<Shortage>> HoldAsync(InventoryDb db, Order order, Extent extent, HoldOwner? replacing, long? from, CancellationToken ct)
    {
        foreach (var line in order.Lines.Where(l => !l.Counted))
            line.Hold(line.Missing);
        var wanted = order.Lines.Where(l => l is { Counted: true, VariantId: not null, Missing: > 0 }).ToList();
        if (wanted.Count == 0)
            return [];

        var place = from ?? order.LocationId;
        var holder = new ReservationHolder(ReservationOwner.Order, order.Id, order.Number) { ChannelId = order.ChannelId };
        var answer = await reservations.ReserveWithinAsync(db, new ReserveCommand(order.NextKey("hold"), holder, [.. wanted.Select(l => new WantedLine(l.VariantId!.Value, l.Missing) { LocationId = place })])
        {
            Extent = extent,
            Replacing = replacing,
            Among = await ServingAsync(db, order, ct),
        }, ct);
        return Spread(wanted, answer, refused: answer.Holds.Count == 0 && !answer.Complete && extent == Extent.AllOrNothing);
    }

    private static List<Shortage> Spread(List<OrderLine> wanted, ReserveAnswer answer, bool refused)
    {
        var left = answer.Lines.GroupBy(l => l.VariantId).ToDictionary(g => g.Key, g => g.Sum(l => refused ? l.Possible : l.Held));
        var shortages = new List<Shortage>();
        foreach (var line in wanted)
        {
            var missing = line.Missing;
            var held = Math.Min(missing, left[line.VariantId!.Value]);
            left[line.VariantId.Value] -= held;
            if (!refused)
                line.Hold(held);
            if (held < missing)
                shortages.Add(new Shortage(line.Id, line.VariantId.Value, line.Sku, line.Name, missing.Plain(), held.Plain()));
        }

        return shortages;
    }

    private static async Task<IReadOnlyCollection<long>> ServingAsync(InventoryDb db, Order order, CancellationToken ct) => order.ChannelId is { } channelId
        ? await db.Channels.Where(c => c.Id == channelId).SelectMany(c => c.Locations.Select(l => l.LocationId)).ToListAsync(ct)
        : [];

    /// <summary>Gives back what is held for a line beyond what it still wants.</summary>
    internal async Task LetGoAsync(InventoryDb db, Order order, IReadOnlyList<LineQuantity> parts, string? reason, CancellationToken ct)
    {
        var holds = await db.LockHoldsAsync(new HoldOwner(ReservationOwner.Order, order.Id), ct);
        var picking = new HoldPicking(order, holds);
        var freed = parts.Where(p => p.Quantity > 0).SelectMany(p => picking.Take(p.LineId, p.Quantity, locationId: null)).GroupBy(p => p.Hold).Select(g => (g.Key, g.Sum(p => p.Quantity))).ToList();
        if (freed.Count > 0)
            await endings.GiveBackAsync(db, freed, reason, ct);
        foreach (var part in parts)
            order.Lines.First(l => l.Id == part.LineId).LetGo(part.Quantity);
    }

    /// <summary>The whole order is off: its lines stay readable, and everything held for them is free again.</summary>
    internal async Task CancelAllAsync(InventoryDb db, Order order, string? reason, CancellationToken ct)
    {
        await LetGoAsync(db, order, [.. order.Lines.Where(l => l.Reserved > 0).Select(l => new LineQuantity(l.Id, l.Reserved))], reason, ct);
        order.Cancel(Now);
    }

    /// <summary>The first few of many, for a sentence.</summary>
    internal static string Listed(IReadOnlyList<string> things)
    {
        const int Few = 5;
        return things.Count <= Few ? string.Join(", ", things) : $"{string.Join(", ", things.Take(Few))} … (+{things.Count - Few})";
    }

    internal void Happened(Order order, OrderEventKind kind, Sentence said, DateTimeOffset? at = null) =>
        order.Happened(new OrderEvent(kind, said, at ?? Now, actor.Actor.Name, actor.Actor.PersonId));

    internal void Tell<TEvent>(InventoryDb db, Order order, TEvent what)
        where TEvent : notnull =>
        db.Outbox.Add(what.Told(order, Now));

    internal void TellChanged(InventoryDb db, Order order) => Tell(db, order, new OrderChanged(order.Id, order.PublicId, order.Number));

    /// <summary>Those who can do something about it read what is missing and where to decide.</summary>
    internal async Task TellOversoldAsync(InventoryDb db, Order order, IReadOnlyList<Shortage> shortages, CancellationToken ct)
    {
        var missing = Listed([.. shortages.Select(s => $"{s.Missing} × {s.Sku}")]);
        Happened(order, OrderEventKind.Oversold, new Sentence("More was sold than there is. Missing: {0}.", missing));
        Tell(db, order, new OrderOversold(order.Id, order.PublicId, order.Number));
        await notifications.AddForThoseWhoMayAsync(db, Permissions.OrdersEdit, new News(
            NotificationKind.Problem, "Order {0} is oversold: {1} missing. Take it from another location, wait for more, or cancel it.", order.Number, missing)
        {
            Href = $"/orders/{order.Id}",
        }, ct);
    }
}

/// <summary>Chooses which holds of an order a quantity of a line is taken from: of a kit first those that stand there assembled, then its parts together.</summary>
internal sealed class HoldPicking(Order order, IReadOnlyList<Reservation> holds)
{
    private readonly Dictionary<Reservation, decimal> _left = holds.ToDictionary(h => h, h => h.Quantity);

    public List<(Reservation Hold, decimal Quantity)> Take(long lineId, decimal quantity, long? locationId)
    {
        var line = order.Lines.FirstOrDefault(l => l.Id == lineId) ?? throw new NotFoundException("This line is not on the order any more.");
        if (quantity > line.Reserved)
            throw new BusinessRuleException("Only {0} of “{1}” are held for this order; {2} are wanted.", line.Reserved, line.Name, quantity) { Field = nameof(LineQuantity.Quantity) };
        if (!line.Counted || line.VariantId is not { } variantId)
            return [];

        var whole = Holds(variantId, kit: null, locationId);
        var parts = Kits(variantId);
        var (taken, missing) = Take(whole, quantity);
        if (missing == 0)
            return taken;

        // what is held for a kit's parts belongs to as many kits as are not held assembled
        var kits = order.Lines.Where(l => l.VariantId == variantId).Sum(l => l.Reserved) - Holds(variantId, kit: null, locationId: null).Sum(h => h.Quantity);
        foreach (var part in parts)
        {
            var each = Math.Round(part.Sum(h => h.Quantity) / kits, 3);
            var (used, lacking) = Take(locationId is null ? part : part.Where(h => h.LocationId == locationId), missing * each);
            if (lacking > 0)
                throw Elsewhere(line);
            taken.AddRange(used);
        }

        return parts.Count == 0 ? throw Elsewhere(line) : taken;
    }

    private List<Reservation> Holds(long variantId, long? kit, long? locationId) =>
        [.. holds.Where(h => h.VariantId == variantId && h.KitVariantId == kit && (locationId is null || h.LocationId == locationId)).OrderBy(h => h.Id)];

    private List<IGrouping<long, Reservation>> Kits(long variantId) => [.. holds.Where(h => h.KitVariantId == variantId).OrderBy(h => h.Id).GroupBy(h => h.VariantId)];

    private (List<(Reservation Hold, decimal Quantity)> Taken, decimal Missing) Take(IEnumerable<Reservation> from, decimal quantity)
    {
        List<(Reservation, decimal)> taken = [];
        foreach (var hold in from)
        {
            var part = Math.Min(quantity, _left[hold]);
            if (part <= 0)
                continue;

            _left[hold] -= part;
            quantity -= part;
            taken.Add((hold, part));
        }

        return (taken, quantity);
    }

    private static BusinessRuleException Elsewhere(OrderLine line) =>
        new("What is held of “{0}” does not stand at this location. Ship it from where it is held, or look at what is held.", line.Name) { Field = "LocationId" };
}
