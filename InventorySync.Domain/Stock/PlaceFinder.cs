using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Stock;

/// <summary>A location that has a variant. Kilometres are as the crow flies, where both ends have coordinates.</summary>
public sealed record FoundPlace(long LocationId, string Name, string Code, string City, decimal OnHand, decimal Reserved, double? Kilometres)
{
    public decimal Available => OnHand - Reserved;

    /// <summary>Where in it; what is in no bin stands in the location itself.</summary>
    public IReadOnlyList<BinBalance> Bins { get; init; } = [];
}

/// <summary>Tells which places have a variant, the nearest first.</summary>
public sealed class PlaceFinder(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    /// <summary>From one of the shop's locations, or from nowhere: then those with the most come first.</summary>
    public async Task<IReadOnlyList<FoundPlace>> FindAsync(long variantId, long? fromLocationId = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();
        var from = fromLocationId is null ? null : await db.Locations.Where(l => l.Id == fromLocationId).Select(l => new { l.Latitude, l.Longitude }).FirstOrDefaultAsync(ct);
        var start = from is { Latitude: { } north, Longitude: { } east } ? new GeoPoint(north, east) : null;
        // the locations' own filter keeps out what this person does not see
        var places = await (from item in db.StockItems
                            join location in db.Locations on item.LocationId equals location.Id
                            where item.VariantId == variantId && item.OnHand != 0
                            select new { location.Id, location.Name, location.Code, location.City, location.Latitude, location.Longitude, item.OnHand, item.Reserved }).ToListAsync(ct);
        var bins = await BinBalance.OfVariantAsync(db, variantId, ct);
        return
        [
            .. places
                .Select(p => new FoundPlace(p.Id, p.Name, p.Code, p.City, p.OnHand, p.Reserved, p.Id == fromLocationId ? 0 : start is not null && p.Latitude is { } latitude && p.Longitude is { } longitude ? start.KmTo(latitude, longitude) : null) { Bins = [.. bins[p.Id]] })
                .OrderBy(p => p.Available <= 0).ThenBy(p => p.Kilometres ?? double.MaxValue).ThenByDescending(p => p.Available).ThenBy(p => p.Name, StringComparer.CurrentCulture),
        ];
    }
}
