using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

public sealed record BoardCard(long OrderId, string Number, string Customer, string? Channel, OrderState State, PaymentState Payment, bool Oversold, decimal Units, decimal Total, string Currency, DateTimeOffset PlacedAt);

/// <summary>What waits in the shop today.</summary>
public sealed record SalesToday(int ToShip, int Oversold, int ReturnsToInspect, decimal SoldToday);

/// <summary>A bin to walk to, and what is taken from there for which order.</summary>
public sealed record PickLine(string Location, string Bin, string Sku, string Name, decimal Quantity, string Unit);

/// <summary>Answers what people ask about the orders of the day: what is to be sent, what is picked where.</summary>
public sealed class OrderBoard(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    public const int MostInColumn = 50;

    private static readonly OrderState[] Open = [OrderState.Confirmed, OrderState.Picking, OrderState.PartlyShipped];

    /// <summary>The oldest first: who waits longest is served first.</summary>
    public async Task<IReadOnlyList<BoardCard>> ColumnAsync(OrderState state, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var orders = db.Orders.Where(o => o.State == state);
        var found = await (
            from order in state is OrderState.Shipped or OrderState.Draft ? orders.OrderByDescending(o => o.PlacedAt).Take(MostInColumn) : orders.OrderBy(o => o.PlacedAt).Take(MostInColumn)
            join channel in db.Channels on order.ChannelId equals channel.Id into channels
            from channel in channels.DefaultIfEmpty()
            select new BoardCard(order.Id, order.Number, order.CustomerName, channel.Name, order.State, order.PaymentState, order.Oversold, order.Lines.Sum(l => l.Quantity - l.Cancelled), order.Total, order.Currency, order.PlacedAt)).ToListAsync(ct);
        return [.. state is OrderState.Shipped or OrderState.Draft ? found.OrderByDescending(c => c.PlacedAt) : found.OrderBy(c => c.PlacedAt)];
    }

    public async Task<IReadOnlyDictionary<OrderState, int>> CountsAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Orders.Where(o => Open.Contains(o.State) || o.State == OrderState.Draft || o.State == OrderState.Shipped)
            .GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    public async Task<SalesToday> TodayAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        var shop = await settings.GetAsync<ShopProfile>();
        var midnight = shop.DayOf(clock.GetUtcNow()).ToDateTime(TimeOnly.MinValue);
        var since = new DateTimeOffset(midnight, shop.Zone.GetUtcOffset(midnight));
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new SalesToday(
            await db.Orders.CountAsync(o => Open.Contains(o.State), ct),
            await db.Orders.CountAsync(o => o.Oversold && Open.Contains(o.State), ct),
            await db.OrderReturns.CountAsync(r => r.State == ReturnState.Received, ct),
            await db.Orders.Where(o => o.PlacedAt >= since && o.State != OrderState.Draft && o.State != OrderState.Cancelled).SumAsync(o => o.ShopTotal, ct));
    }

    /// <summary>What is held for an order, in the order in which a person walks along the bins.</summary>
    public async Task<IReadOnlyList<PickLine>> PickAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var holds = await (
            from hold in db.Reservations.Where(r => r.Owner == ReservationOwner.Order && r.OwnerId == orderId && r.State == ReservationState.Held)
            join location in db.Locations.IgnoreQueryFilters() on hold.LocationId equals location.Id
            join variant in db.Variants on hold.VariantId equals variant.Id
            select new { hold.VariantId, hold.LocationId, Location = location.Name, variant.Sku, Name = variant.Product.Name, variant.OptionValues, variant.Unit, hold.Quantity }).ToListAsync(ct);
        var wanted = holds.Select(h => h.VariantId).Distinct().ToArray();
        var bins = await (
            from stock in db.BinStock.Where(b => wanted.Contains(b.VariantId))
            join bin in db.Bins.IgnoreQueryFilters() on stock.BinId equals bin.Id
            orderby bin.CodeKey
            select new { stock.VariantId, bin.LocationId, bin.Code, stock.OnHand }).ToListAsync(ct);
        var loose = await db.StockItems.Where(i => wanted.Contains(i.VariantId)).Select(i => new { i.VariantId, i.LocationId, i.OnHand }).ToListAsync(ct);
        var lines = new List<PickLine>();
        foreach (var hold in holds.GroupBy(h => (h.VariantId, h.LocationId)))
        {
            var (first, left) = (hold.First(), hold.Sum(h => h.Quantity));
            var name = first.OptionValues.Count == 0 ? first.Name : $"{first.Name} · {string.Join(" / ", first.OptionValues)}";
            var here = bins.Where(b => b.VariantId == hold.Key.VariantId && b.LocationId == hold.Key.LocationId).ToList();
            var standing = Math.Max(0, loose.Where(i => i.VariantId == hold.Key.VariantId && i.LocationId == hold.Key.LocationId).Sum(i => i.OnHand) - here.Sum(b => b.OnHand));
            // as the book takes it: from the location itself first, then from the bins by their codes
            foreach (var (code, there) in here.Select(b => (b.Code, b.OnHand)).Prepend(("", here.Count == 0 ? left : standing)))
            {
                var taken = Math.Min(left, there);
                if (taken > 0)
                    lines.Add(new PickLine(first.Location, code, first.Sku, name, taken.Plain(), first.Unit));
                left -= Math.Max(0, taken);
            }
        }

        return [.. lines.OrderBy(l => l.Location, StringComparer.CurrentCulture).ThenBy(l => l.Bin, StringComparer.Ordinal).ThenBy(l => l.Sku, StringComparer.Ordinal)];
    }

    /// <summary>What can still be promised of these: everywhere that serves online orders, or at one location.</summary>
    public async Task<IReadOnlyDictionary<long, decimal>> AvailableAsync(IReadOnlyCollection<long> variantIds, long? locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        var wanted = variantIds.Distinct().ToArray();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var places = db.Locations.IgnoreQueryFilters().Where(l => l.Active && (locationId == null ? l.ServesOnlineOrders : l.Id == locationId)).Select(l => l.Id);
        var facts = await db.VariantFactsAsync(wanted, ct);
        var all = facts.Keys.ToArray();
        var stock = (await db.StockItems.AsNoTracking().Where(i => all.Contains(i.VariantId) && places.Contains(i.LocationId)).ToListAsync(ct)).ToLookup(i => i.VariantId);
        return wanted.ToDictionary(id => id, id => (stock[id].Sum(i => i.Available) + (facts[id].IsKit ? Stock.KitStock.AvailableOf(facts[id].Parts, stock) : 0)).Plain());
    }
}
