using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Stock;

public sealed record BinBalance(long BinId, string Bin, decimal OnHand)
{
    /// <summary>By location, and there by code.</summary>
    internal static async Task<ILookup<long, BinBalance>> OfVariantAsync(InventoryDb db, long variantId, CancellationToken ct) => (await (
        from stock in db.BinStock.Where(b => b.VariantId == variantId)
        join bin in db.Bins on stock.BinId equals bin.Id
        orderby bin.CodeKey
        select new { bin.LocationId, Balance = new BinBalance(bin.Id, bin.Code, stock.OnHand) }).ToListAsync(ct)).ToLookup(b => b.LocationId, b => b.Balance);
}

/// <summary>A variant at one location, with what of it lies in bins.</summary>
public sealed record LocationBalance(long LocationId, string Location, decimal OnHand, decimal Reserved, decimal? Value)
{
    public decimal Available => OnHand - Reserved;

    public IReadOnlyList<BinBalance> Bins { get; init; } = [];

    public decimal Loose => OnHand - Bins.Sum(b => b.OnHand);
}

/// <summary>How much stood there at the end of a day.</summary>
public sealed record DayBalance(DateOnly Day, decimal Balance);

/// <summary>The stock of today; the value only for those who may see costs.</summary>
public sealed record StockSums(decimal OnHand, decimal Reserved, int SoldOut, decimal? Value);

/// <summary>Answers what people ask about one variant: where it stands, how it came there, what a kit allows.</summary>
public sealed class StockBoard(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<LocationBalance>> BalancesAsync(long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        var costs = actor.May(Permissions.StockCosts);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var oldestFirst = await db.Settings.AnyAsync(s => s.Section == StockSettings.Section && s.Content.Contains(StockSettings.OldestFirstKept), ct);
        var balances = await (
            from item in db.StockItems.Where(i => i.VariantId == variantId)
            join location in db.Locations on item.LocationId equals location.Id
            orderby location.Priority, location.Name
            select new LocationBalance(location.Id, location.Name, item.OnHand, item.Reserved, !costs ? null : oldestFirst ? item.FifoValue : item.Value)).ToListAsync(ct);
        var bins = await BinBalance.OfVariantAsync(db, variantId, ct);
        return [.. balances.Select(b => b with { Bins = [.. bins[b.LocationId]] })];
    }

    /// <summary>The balance at the end of each of the last days, by the calendar of this zone, over all locations this person sees.</summary>
    public async Task<IReadOnlyList<DayBalance>> DaysAsync(long variantId, int days, TimeZoneInfo zone, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var since = now.AddDays(-days - 1);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = db.Locations.Select(l => l.Id);
        var balance = await db.StockItems.Where(i => i.VariantId == variantId && seen.Contains(i.LocationId)).SumAsync(i => i.OnHand, ct);
        var changes = new Dictionary<DateOnly, decimal>();
        await foreach (var moved in db.StockMovements.Where(m => m.VariantId == variantId && m.At >= since && seen.Contains(m.LocationId)).Select(m => new { m.At, m.Quantity }).AsAsyncEnumerable().WithCancellation(ct))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moved.At, zone).DateTime);
            changes[day] = changes.GetValueOrDefault(day) + moved.Quantity;
        }

        var result = new DayBalance[days];
        for (var i = 0; i < days; i++)
        {
            var day = today.AddDays(-i);
            result[days - 1 - i] = new DayBalance(day, balance);
            balance -= changes.GetValueOrDefault(day);
        }

        return result;
    }

    /// <summary>All stock of the locations that the actor sees, in a few figures.</summary>
    public async Task<StockSums> TodayAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = db.Locations.Select(l => l.Id);
        var oldestFirst = await db.Settings.AnyAsync(s => s.Section == StockSettings.Section && s.Content.Contains(StockSettings.OldestFirstKept), ct);
        var sums = await db.StockItems.Where(i => seen.Contains(i.LocationId)).GroupBy(_ => 1)
            .Select(g => new { OnHand = g.Sum(i => i.OnHand), Reserved = g.Sum(i => i.Reserved), Value = g.Sum(i => oldestFirst ? i.FifoValue : i.Value) })
            .SingleOrDefaultAsync(ct);
        var soldOut = await db.ProductSummaries.CountAsync(s => (s.Stock == StockState.OutOfStock || s.Stock == StockState.BelowZero) && !s.Archived, ct);
        return new StockSums(sums?.OnHand ?? 0, sums?.Reserved ?? 0, soldOut, actor.May(Permissions.StockCosts) ? sums?.Value ?? 0 : null);
    }
}
