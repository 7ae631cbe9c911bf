using InventorySync.Domain.Jobs;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Planning;

/// <summary>Keeps what was wanted of each variant, day by day. It is derived from the ledger, open orders and what channels sold before they
/// were connected; a variant that something happened to is derived anew as a whole, so what comes late corrects the day it belongs to.</summary>
public sealed class DemandHistory(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, TimeProvider clock, Progress progress)
{
    /// <summary>Three years and some weeks: what the forecasts look back upon.</summary>
    public const int Days = 1_150;

    private const int AtOnce = 400;

    private static readonly OrderState[] OpenStates = [OrderState.Confirmed, OrderState.Picking, OrderState.PartlyShipped];

    /// <summary>Brings the history up to now; the answer is how many variants were derived. Broken off, the next run goes on where this one stopped.</summary>
    public async Task<int> UpdateAsync(CancellationToken ct = default)
    {
        var shop = await settings.GetAsync<ShopProfile>();
        var (since, doneUpTo, pastSales) = await BeginAsync(shop, ct);
        var touched = (await TouchedAsync(since, pastSales, ct)).Where(id => id > doneUpTo).Order().ToList();
        var done = 0;
        foreach (var chunk in touched.Chunk(AtOnce))
        {
            await DeriveAsync(chunk, shop, ct);
            done += chunk.Length;
            progress.Report(done, touched.Count, new Sentence("History of demand: {0} of {1} variants.", done, touched.Count));
        }

        await EndAsync(ct);
        return done;
    }

    /// <summary>Everything anew with the next update.</summary>
    public Task ForgetAsync(CancellationToken ct = default) => dbs.ChangeAsync(async db => (await ProgressAsync(db, ct)).Forget(), ct);

    /// <summary>These variants anew, whatever was known of them.</summary>
    public async Task DeriveAsync(IReadOnlyCollection<long> variantIds, CancellationToken ct = default) =>
        await DeriveAsync([.. variantIds], await settings.GetAsync<ShopProfile>(), ct, marks: false);

    private async Task<(DateTimeOffset? Since, long DoneUpTo, long? PastSales)> BeginAsync(ShopProfile shop, CancellationToken ct) => await dbs.ChangeAsync(async db =>
    {
        var row = await ProgressAsync(db, ct);
        row.Begin(shop.TimeZone, clock.GetUtcNow());
        return (row.Until, row.DoneUpTo, row.Until is null ? (long?)null : row.PastSales);
    }, ct);

    private Task EndAsync(CancellationToken ct) => dbs.ChangeAsync(async db => (await ProgressAsync(db, ct)).End(await db.PastSales.LongCountAsync(ct)), ct);

    private static async Task<DemandProgress> ProgressAsync(InventoryDb db, CancellationToken ct)
    {
        var row = await db.DemandProgress.SingleOrDefaultAsync(p => p.Id == DemandProgress.Only, ct);
        if (row is null)
            db.DemandProgress.Add(row = DemandProgress.Nothing());
        return row;
    }

    /// <summary>Whatever moved, is on an open order, was cancelled, or is empty since; everything, where nothing was derived yet.</summary>
    private async Task<HashSet<long>> TouchedAsync(DateTimeOffset? since, long? pastSales, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var touched = new HashSet<long>();
        touched.UnionWith(await Parts(db, Open(db)).ToListAsync(ct));
        if (since is null)
        {
            touched.UnionWith(await db.StockItems.Select(i => i.VariantId).Distinct().ToListAsync(ct));
        }
        else
        {
            // counted, not timed: a sale that a till reports late carries a time that lies long back
            touched.UnionWith(await db.StockItems.Where(i => !db.DemandSeen.Any(s => s.VariantId == i.VariantId && s.LocationId == i.LocationId && s.Movements == i.Movements)).Select(i => i.VariantId).Distinct().ToListAsync(ct));
            touched.UnionWith(await Parts(db, db.OrderLines.Where(l => db.Orders.Any(o => o.Id == l.OrderId && o.State == OrderState.Cancelled && o.CancelledAt >= since.Value.AddMinutes(-10)))).ToListAsync(ct));
            var waitedFor = DateOnly.FromDateTime(since.Value.UtcDateTime).AddDays(-DemandBook.MarkedDays - 7);
            touched.UnionWith(await db.StockItems.Where(i => i.OnHand <= 0 && db.DailyDemand.Any(d => d.VariantId == i.VariantId && d.LocationId == i.LocationId && d.Day >= waitedFor)).Select(i => i.VariantId).Distinct().ToListAsync(ct));
        }

        if (pastSales != await db.PastSales.LongCountAsync(ct))
            touched.UnionWith(await db.PastSales.Select(s => s.VariantId).Distinct().ToListAsync(ct));
        var kits = await db.KitParts.AsNoTracking().Where(p => touched.Contains(p.KitVariantId)).Select(p => p.PartVariantId).Distinct().ToListAsync(ct);
        touched.UnionWith(kits);
        return touched;
    }

    private static IQueryable<OrderLine> Open(InventoryDb db) =>
        db.OrderLines.Where(l => l.VariantId != null && l.Quantity - l.Cancelled - l.Shipped > 0 && db.Orders.Any(o => o.Id == l.OrderId && OpenStates.Contains(o.State)));

    private static IQueryable<long> Parts(InventoryDb db, IQueryable<OrderLine> lines) =>
        lines.Where(l => l.VariantId != null).Select(l => l.VariantId!.Value)
            .Union(lines.Join(db.KitParts, l => l.VariantId, p => p.KitVariantId, (l, p) => p.PartVariantId)).Distinct();

    private async Task DeriveAsync(long[] variantIds, ShopProfile shop, CancellationToken ct, bool marks = true) => await dbs.ChangeAsync(async db =>
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var today = shop.DayOf(clock.GetUtcNow());
        var book = new DemandBook(shop.Zone, today.AddDays(-Days), today);
        // read before the movements: what is written meanwhile makes it be derived once more, never once less
        var seen = await db.StockItems.Where(i => variantIds.Contains(i.VariantId)).Select(i => new DemandSeen(i.VariantId, i.LocationId, i.Movements)).ToListAsync(ct);
        await TakeMovementsAsync(db, variantIds, book, ct);
        await TakeOpenOrdersAsync(db, variantIds, book, ct);
        await TakePastSalesAsync(db, variantIds, book, ct);
        await db.DailyDemand.Where(d => variantIds.Contains(d.VariantId)).ExecuteDeleteAsync(ct);
        await db.LoadAsync(book.Days, ct);
        await db.DemandSeen.Where(d => variantIds.Contains(d.VariantId)).ExecuteDeleteAsync(ct);
        await db.LoadAsync(seen, ct);
        if (marks)
            (await ProgressAsync(db, ct)).Reach(variantIds[^1]);
    }, ct);

    private static async Task TakeMovementsAsync(InventoryDb db, long[] variantIds, DemandBook book, CancellationToken ct)
    {
        var rows =
            from movement in db.StockMovements.Where(m => variantIds.Contains(m.VariantId))
            join order in db.Orders.IgnoreQueryFilters() on new { Key = movement.ReferenceId, Ordered = movement.ReferenceKind == "order" || movement.ReferenceKind == "return" } equals new { Key = (long?)order.Id, Ordered = true } into orders
            from order in orders.DefaultIfEmpty()
            orderby movement.VariantId, movement.LocationId, movement.Sequence
            select new DemandMovement(movement.VariantId, movement.LocationId, movement.At, (DateTimeOffset?)order.PlacedAt, movement.Quantity, movement.BalanceAfter, movement.Kind == MovementKind.Sale, movement.Kind == MovementKind.Return);
        var together = new List<DemandMovement>();
        await foreach (var movement in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (together.Count > 0 && (together[0].VariantId, together[0].LocationId) != (movement.VariantId, movement.LocationId))
            {
                book.Take(together);
                together.Clear();
            }

            together.Add(movement);
        }

        if (together.Count > 0)
            book.Take(together);
    }

    // What is ordered and still here: where it is held, and what is missing where the order is served.
    private static async Task TakeOpenOrdersAsync(InventoryDb db, long[] variantIds, DemandBook book, CancellationToken ct)
    {
        var held = await (
            from hold in db.Reservations.Where(r => r.State == ReservationState.Held && r.Owner == ReservationOwner.Order && variantIds.Contains(r.VariantId))
            join order in db.Orders.IgnoreQueryFilters() on hold.OwnerId equals order.Id
            select new { hold.VariantId, hold.LocationId, order.PlacedAt, hold.Quantity }).ToListAsync(ct);
        foreach (var hold in held)
            book.Sell(hold.VariantId, hold.LocationId, book.DayOf(hold.PlacedAt), hold.Quantity);

        var missing = Open(db).Where(l => l.Counted && l.Quantity - l.Cancelled - l.Shipped > l.Reserved);
        var lacking = await (
            from line in missing
            join order in db.Orders.IgnoreQueryFilters() on line.OrderId equals order.Id
            join part in db.KitParts on line.VariantId equals part.KitVariantId into parts
            from part in parts.DefaultIfEmpty()
            select new { VariantId = part == null ? line.VariantId!.Value : part.PartVariantId, Each = part == null ? 1 : part.Quantity, order.LocationId, order.PlacedAt, Missing = line.Quantity - line.Cancelled - line.Shipped - line.Reserved })
            .Where(l => variantIds.Contains(l.VariantId)).ToListAsync(ct);
        if (lacking.Count == 0)
            return;

        var main = await MainPlaceAsync(db, ct);
        foreach (var line in lacking.Where(l => l.LocationId is not null || main is not null))
            book.Sell(line.VariantId, line.LocationId ?? main!.Value, book.DayOf(line.PlacedAt), line.Missing * line.Each);
    }

    private static async Task TakePastSalesAsync(InventoryDb db, long[] variantIds, DemandBook book, CancellationToken ct)
    {
        var sales = await (
            from sale in db.PastSales
            join part in db.KitParts on sale.VariantId equals part.KitVariantId into parts
            from part in parts.DefaultIfEmpty()
            select new { VariantId = part == null ? sale.VariantId : part.PartVariantId, Each = part == null ? 1 : part.Quantity, sale.ChannelId, sale.At, sale.Quantity })
            .Where(s => variantIds.Contains(s.VariantId)).ToListAsync(ct);
        if (sales.Count == 0)
            return;

        var places = (await db.Channels.AsNoTracking().Select(c => new { c.Id, c.Locations }).ToListAsync(ct)).ToDictionary(c => c.Id, c => c.Locations.Select(l => (long?)l.LocationId).Min());
        var main = await MainPlaceAsync(db, ct);
        foreach (var sale in sales)
        {
            if ((places.GetValueOrDefault(sale.ChannelId) ?? main) is { } place)
                book.Sell(sale.VariantId, place, book.DayOf(sale.At), sale.Quantity * sale.Each);
        }
    }

    private static Task<long?> MainPlaceAsync(InventoryDb db, CancellationToken ct) =>
        db.Locations.IgnoreQueryFilters().Where(l => l.Active).OrderByDescending(l => l.ServesOnlineOrders).ThenBy(l => l.Priority).ThenBy(l => l.Id).Select(l => (long?)l.Id).FirstOrDefaultAsync(ct);
}
