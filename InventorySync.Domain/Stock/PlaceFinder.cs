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
    private const double EarthRadius = 6371;

    /// <summary>From one of the shop's locations, or from nowhere: then those with the most come first.</summary>
    public async Task<IReadOnlyList<FoundPlace>> FindAsync(long variantId, long? fromLocationId = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.CatalogView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();
        var from = fromLocationId is null ? null : await db.Locations.Where(l => l.Id == fromLocationId).Select(l => new { l.Latitude, l.Longitude }).FirstOrDefaultAsync(ct);
        // the locations' own filter keeps out what this person does not see
        var places = await (from item in db.StockItems
                            join location in db.Locations on item.LocationId equals location.Id
                            where item.VariantId == variantId && item.OnHand != 0
                            select new { location.Id, location.Name, location.Code, location.City, location.Latitude, location.Longitude, item.OnHand, item.Reserved }).ToListAsync(ct);
        var bins = await BinBalance.OfVariantAsync(db, variantId, ct);
        return
        [
            .. places
                .Select(p => new FoundPlace(p.Id, p.Name, p.Code, p.City, p.OnHand, p.Reserved, p.Id == fromLocationId ? 0 : Distance(from?.Latitude, from?.Longitude, p.Latitude, p.Longitude)) { Bins = [.. bins[p.Id]] })
                .OrderBy(p => p.Available <= 0).ThenBy(p => p.Kilometres ?? double.MaxValue).ThenByDescending(p => p.Available).ThenBy(p => p.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>In kilometres; null where a coordinate is missing.</summary>
    public static double? Distance(double? latitude, double? longitude, double? otherLatitude, double? otherLongitude)
    {
        if (latitude is not { } a || longitude is not { } b || otherLatitude is not { } c || otherLongitude is not { } d)
            return null;

        var (north, east) = (Radians(c - a) / 2, Radians(d - b) / 2);
        var chord = Math.Pow(Math.Sin(north), 2) + Math.Cos(Radians(a)) * Math.Cos(Radians(c)) * Math.Pow(Math.Sin(east), 2);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
