using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Stock;

public enum TimelineKind
{
    Movement,
    Hold,
    HoldEnd,
    Price,
    Share,
}

/// <summary>One thing that happened to a variant. What it was stands in the property of its kind.</summary>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, long Id)
{
    public MovementKind? Movement { get; init; }

    public ReservationOwner? HeldFor { get; init; }

    public ReservationState? Ended { get; init; }

    public PriceKind? Price { get; init; }

    /// <summary>The figure of a channel's share, by its name in the settings.</summary>
    public string? Figure { get; init; }

    /// <summary>The location; for a share the channel or category it was set for, null for the variant or the whole shop.</summary>
    public string? Where { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? BalanceAfter { get; init; }

    public decimal? PriceFrom { get; init; }

    public decimal? PriceTo { get; init; }

    public string? ShareFrom { get; init; }

    public string? ShareTo { get; init; }

    /// <summary>Of the order, cart, delivery it belongs to.</summary>
    public string? Number { get; init; }

    public string? Reason { get; init; }

    public string? Who { get; init; }
}

/// <summary>The whole story of a variant, newest first: what moved, what was held and let go, what its price and its channels' shares were.</summary>
public sealed class Timeline(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public const int Most = 500;

    /// <summary>Before an instant, or from the newest on. Without kinds, all of them.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> OfVariantAsync(long variantId, IReadOnlyCollection<TimelineKind> kinds, int most, DateTimeOffset? before = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        var take = Math.Clamp(most, 1, Most);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();

        var wanted = kinds.Count == 0 ? Enum.GetValues<TimelineKind>().ToHashSet() : kinds.ToHashSet();
        var until = before ?? DateTimeOffset.MaxValue;
        var found = new List<TimelineEntry>();
        if (wanted.Contains(TimelineKind.Movement))
            found.AddRange(await MovementsAsync(db, variantId, until, take, ct));
        if (wanted.Contains(TimelineKind.Hold))
            found.AddRange(await HoldsAsync(db, variantId, until, take, ct));
        if (wanted.Contains(TimelineKind.HoldEnd))
            found.AddRange(await EndsAsync(db, variantId, until, take, ct));
        if (wanted.Contains(TimelineKind.Price) && actor.May(Permissions.CatalogView))
            found.AddRange(await PricesAsync(db, variantId, until, take, ct));
        if (wanted.Contains(TimelineKind.Share))
        {
            found.AddRange(await SharesAsync(db, variantId, until, take, ct));
            found.AddRange(await ShopSharesAsync(db, until, take, ct));
        }

        return [.. found.OrderByDescending(e => e.At).ThenByDescending(e => e.Kind).ThenByDescending(e => e.Id).Take(take)];
    }

    private static Task<List<TimelineEntry>> MovementsAsync(InventoryDb db, long variantId, DateTimeOffset until, int take, CancellationToken ct) => (
        from movement in db.StockMovements.Where(m => m.VariantId == variantId && m.At < until)
        join location in db.Locations on movement.LocationId equals location.Id
        orderby movement.At descending, movement.Id descending
        select new TimelineEntry(movement.At, TimelineKind.Movement, movement.Id)
        {
            Movement = movement.Kind,
            Where = location.Name,
            Quantity = movement.Quantity,
            BalanceAfter = movement.BalanceAfter,
            Number = movement.ReferenceNumber,
            Reason = movement.Reason,
            Who = movement.ActorName,
        }).Take(take).ToListAsync(ct);

    // held ones and ended ones have an index each
    private static async Task<IEnumerable<TimelineEntry>> HoldsAsync(InventoryDb db, long variantId, DateTimeOffset until, int take, CancellationToken ct)
    {
        var live = await Held(db, db.Reservations.Where(r => r.State == ReservationState.Held), variantId, until).Take(take).ToListAsync(ct);
        return live.Concat(await Held(db, db.Reservations.Where(r => r.State != ReservationState.Held), variantId, until).Take(take).ToListAsync(ct));
    }

    private static IQueryable<TimelineEntry> Held(InventoryDb db, IQueryable<Reservation> holds, long variantId, DateTimeOffset until) =>
        from hold in holds.Where(r => r.VariantId == variantId && r.CreatedAt < until)
        join location in db.Locations on hold.LocationId equals location.Id
        orderby hold.CreatedAt descending, hold.Id descending
        select new TimelineEntry(hold.CreatedAt, TimelineKind.Hold, hold.Id)
        {
            HeldFor = hold.Owner,
            Where = location.Name,
            Quantity = hold.Quantity,
            Number = hold.OwnerNumber,
        };

    private static Task<List<TimelineEntry>> EndsAsync(InventoryDb db, long variantId, DateTimeOffset until, int take, CancellationToken ct) => (
        from hold in db.Reservations.Where(r => r.VariantId == variantId && r.State != ReservationState.Held && r.EndedAt < until)
        join location in db.Locations on hold.LocationId equals location.Id
        orderby hold.EndedAt descending, hold.Id descending
        select new TimelineEntry(hold.EndedAt!.Value, TimelineKind.HoldEnd, hold.Id)
        {
            HeldFor = hold.Owner,
            Ended = hold.State,
            Where = location.Name,
            Quantity = hold.Quantity,
            Number = hold.OwnerNumber,
            Reason = hold.EndReason,
        }).Take(take).ToListAsync(ct);

    private static Task<List<TimelineEntry>> PricesAsync(InventoryDb db, long variantId, DateTimeOffset until, int take, CancellationToken ct) => db.PriceChanges
        .Where(c => c.VariantId == variantId && c.At < until)
        .OrderByDescending(c => c.At).ThenByDescending(c => c.Id)
        .Select(c => new TimelineEntry(c.At, TimelineKind.Price, c.Id) { Price = c.Kind, PriceFrom = c.From, PriceTo = c.To, Reason = c.Reason, Who = c.ActorName })
        .Take(take).ToListAsync(ct);

    /// <summary>What was set for it, for its categories, and for whole channels.</summary>
    private static async Task<List<TimelineEntry>> SharesAsync(InventoryDb db, long variantId, DateTimeOffset until, int take, CancellationToken ct)
    {
        var branch = await BranchAsync(db, variantId, ct);
        var changes = db.AllocationChanges.Where(c => c.At < until && (c.VariantId == variantId || (c.VariantId == null && (c.CategoryId == null || branch.Contains(c.CategoryId.Value)))));
        return await (
            from change in changes
            join channel in db.Channels on change.ChannelId equals channel.Id into channels
            from channel in channels.DefaultIfEmpty()
            join category in db.Categories on change.CategoryId equals category.Id into categories
            from category in categories.DefaultIfEmpty()
            orderby change.At descending, change.Id descending
            select new TimelineEntry(change.At, TimelineKind.Share, change.Id)
            {
                Figure = change.Figure,
                Where = category.Name != null && channel.Name != null ? category.Name + ", " + channel.Name : category.Name ?? channel.Name,
                ShareFrom = change.From,
                ShareTo = change.To,
                Who = change.ActorName,
            }).Take(take).ToListAsync(ct);
    }

    private static async Task<List<long>> BranchAsync(InventoryDb db, long variantId, CancellationToken ct)
    {
        var category = await db.Variants.Where(v => v.Id == variantId).Join(db.Categories, v => v.Product.CategoryId, c => c.Id, (v, c) => new { c.Id, c.Path }).FirstOrDefaultAsync(ct);
        return category is null ? [] : [.. category.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(k => long.Parse(k, CultureInfo.InvariantCulture)).Append(category.Id).Distinct()];
    }

    /// <summary>The shop's own figures hold wherever nothing nearer is set.</summary>
    private static async Task<IEnumerable<TimelineEntry>> ShopSharesAsync(InventoryDb db, DateTimeOffset until, int take, CancellationToken ct)
    {
        var section = db.Settings.Where(s => s.Section == AllocationSettings.Section).Select(s => (long?)s.Id);
        var saves = await db.Audit.AsNoTracking().Where(e => e.SubjectKind == "Settings" && section.Contains(e.SubjectId) && e.At < until)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(take).ToListAsync(ct);
        return saves.SelectMany(save => save.Fields.Select(field => new TimelineEntry(save.At, TimelineKind.Share, save.Id)
        {
            Figure = field.Name,
            ShareFrom = field.From,
            ShareTo = field.To,
            Who = save.ActorName,
        }));
    }
}
