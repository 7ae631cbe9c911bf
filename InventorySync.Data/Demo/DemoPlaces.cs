using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>A warehouse, a store and an online hub that grew over two years.</summary>
internal sealed class DemoPlaces : IDemoShare
{
    private const string Warehouse = "WH-LEIPZIG";
    private const string Store = "BERLIN";
    private const string Hub = "ONLINE";

    public int Order => 20;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return Owner("places: the store", calendar.DaysAgo(758), (places, ct) => places.OpenAsync(StoreDetails, "Mon 10:00-18:30, Tue 10:00-18:30, Wed 10:00-18:30, Thu 10:00-18:30, Fri 10:00-18:30, Sat 10:00-16:00", ct));
        yield return Owner("places: the store's shelves", calendar.DaysAgo(758, 11), (places, ct) => places.ShelveStoreAsync(Store, ct));
        yield return Owner("places: the warehouse", calendar.DaysAgo(715), (places, ct) => places.OpenAsync(WarehouseDetails, "Mon 07:00-17:00, Tue 07:00-17:00, Wed 07:00-17:00, Thu 07:00-17:00, Fri 07:00-15:00", ct));
        yield return Owner("places: the first hall", calendar.DaysAgo(714), (places, ct) => places.WallAsync(Warehouse, "Hall 1", BinKind.Shelf, "A", "D", 12, 5, ct));
        yield return Owner("places: goods in", calendar.DaysAgo(713), (places, ct) => places.WallAsync(Warehouse, "Goods in", BinKind.Pallet, "IN", "IN", 8, 0, ct));
        yield return Owner("places: the warehouse's own person", calendar.DaysAgo(709), (places, ct) => places.LimitAsync(DemoPerson.Warehouse, Warehouse, ct));
        yield return Owner("places: the online hub", calendar.DaysAgo(540), (places, ct) => places.OpenAsync(HubDetails with { Name = "Web corner" }, "Mon 08:00-16:30, Tue 08:00-16:30, Wed 08:00-16:30, Thu 08:00-16:30, Fri 08:00-16:30", ct));
        yield return Owner("places: the hub's fast movers", calendar.DaysAgo(539), (places, ct) => places.WallAsync(Hub, "Fast movers", BinKind.Bin, "F", "G", 10, 4, ct));
        yield return Manager("places: the second hall", calendar.DaysAgo(365, 9), (places, ct) => places.WallAsync(Warehouse, "Hall 2", BinKind.Pallet, "H", "K", 10, 3, ct));
        yield return Manager("places: the cold room", calendar.DaysAgo(301, 9, 40), (places, ct) => places.WallAsync(Warehouse, "Cold room", BinKind.Shelf, "R", "R", 6, 4, ct));
        yield return Manager("places: the hub's new name", calendar.DaysAgo(210, 15), (places, ct) => places.RenameAsync(Hub, HubDetails.Name, ct));
        yield return Manager("places: longer evenings", calendar.DaysAgo(95, 16, 20), (places, ct) => places.OpenLongerAsync(Store, ct));
        yield return Manager("places: a broken shelf", calendar.DaysAgo(12, 8, 15), (places, ct) => places.TakeOutAsync(Warehouse, "A-07-05", ct));
    }

    private static LocationDetails StoreDetails { get; } = new()
    {
        Name = "Berlin store", Code = Store, Kind = LocationKind.Store, Street = "Kastanienallee 44", PostalCode = "10119", City = "Berlin", Region = "Berlin", Country = "DE",
        Latitude = 52.5363, Longitude = 13.4064, TimeZone = "Europe/Berlin", ServesOnlineOrders = true, Priority = 30,
        Note = "Deliveries through the yard, before ten in the morning.",
    };

    private static LocationDetails WarehouseDetails { get; } = new()
    {
        Name = "Leipzig warehouse", Code = Warehouse, Kind = LocationKind.Warehouse, Street = "Torgauer Straße 231", PostalCode = "04347", City = "Leipzig", Region = "Sachsen", Country = "DE",
        Latitude = 51.3602, Longitude = 12.4301, TimeZone = "Europe/Berlin", ServesOnlineOrders = true, Priority = 20,
        Note = "Ramp 2 takes lorries up to 12 tonnes.",
    };

    private static LocationDetails HubDetails { get; } = new()
    {
        Name = "Online hub", Code = Hub, Kind = LocationKind.Online, Street = "Torgauer Straße 231a", PostalCode = "04347", City = "Leipzig", Region = "Sachsen", Country = "DE",
        Latitude = 51.3605, Longitude = 12.4307, TimeZone = "Europe/Berlin", ServesOnlineOrders = true, Priority = 10,
    };

    private static DemoStep Owner(string name, DateTimeOffset at, Func<Builder, CancellationToken, Task> act) => Step(name, at, DemoPerson.Owner, act);

    private static DemoStep Manager(string name, DateTimeOffset at, Func<Builder, CancellationToken, Task> act) => Step(name, at, DemoPerson.Manager, act);

    private static DemoStep Step(string name, DateTimeOffset at, DemoPerson by, Func<Builder, CancellationToken, Task> act) =>
        new(name, at, by, (services, ct) => act(ActivatorUtilities.CreateInstance<Builder>(services), ct));

    /// <summary>Does each thing only where it is missing, so that a step may run again.</summary>
    private sealed class Builder(IDbContextFactory<InventoryDb> dbs, Locations locations, Rooms rooms, Bins bins)
    {
        public async Task OpenAsync(LocationDetails details, string hours, CancellationToken ct)
        {
            if (await FindAsync(details.Code, ct) is null)
                await locations.CreateAsync(details, ct);
            var location = (await FindAsync(details.Code, ct))!;
            await locations.OpenAtAsync(location.Id, location.Version, OpeningHours.Parse(hours), ct);
        }

        public async Task ShelveStoreAsync(string code, CancellationToken ct)
        {
            await WallAsync(code, "Sales floor", BinKind.Shelf, "S", "S", 24, 0, ct);
            await WallAsync(code, "Back store", BinKind.Shelf, "B", "C", 6, 4, ct);
            await WallAsync(code, "Window", BinKind.Shelf, "W", "W", 3, 0, ct);
        }

        public async Task WallAsync(string code, string room, BinKind kind, string firstAisle, string lastAisle, int racks, int levels, CancellationToken ct)
        {
            var location = (await FindAsync(code, ct))!;
            await bins.MakeAsync(location.Id, new BinPlan
            {
                RoomId = await RoomAsync(location.Id, room, ct),
                Kind = kind,
                Aisles = new() { From = firstAisle, To = lastAisle },
                Racks = new() { From = "1", To = $"{racks}" },
                Levels = levels == 0 ? new() : new() { From = "1", To = $"{levels}" },
            }, ct);
        }

        public async Task LimitAsync(DemoPerson somebody, string code, CancellationToken ct)
        {
            var location = (await FindAsync(code, ct))!;
            await dbs.ChangeAsync(async db =>
            {
                var person = await db.People.Include(p => p.Locations).SingleAsync(p => p.DisplayName == somebody.Name, ct);
                person.LimitedToLocations = true;
                if (person.Locations.All(l => l.LocationId != location.Id))
                    person.Locations.Add(new PersonLocation { LocationId = location.Id });
            }, ct);
        }

        public async Task RenameAsync(string code, string name, CancellationToken ct)
        {
            var location = (await FindAsync(code, ct))!;
            await locations.ChangeAsync(location.Id, location.Version, LocationDetails.Of(location) with { Name = name }, ct);
        }

        public async Task OpenLongerAsync(string code, CancellationToken ct)
        {
            var location = (await FindAsync(code, ct))!;
            var hours = location.OpeningHours.Periods.Select(p => p.Day is DayOfWeek.Thursday or DayOfWeek.Friday ? p with { To = new TimeOnly(20, 0) } : p);
            await locations.OpenAtAsync(location.Id, location.Version, OpeningHours.Of(hours), ct);
        }

        public async Task TakeOutAsync(string code, string binCode, CancellationToken ct)
        {
            var location = (await FindAsync(code, ct))!;
            await using var db = await dbs.CreateDbContextAsync(ct);
            var bin = await db.Bins.Where(b => b.LocationId == location.Id && b.Code == binCode).Select(b => b.Id).SingleAsync(ct);
            await bins.DeactivateAsync(location.Id, [bin], ct);
        }

        private async Task<Location?> FindAsync(string code, CancellationToken ct)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            return await db.Locations.AsNoTracking().FirstOrDefaultAsync(l => l.Code == code, ct);
        }

        private async Task<long> RoomAsync(long locationId, string name, CancellationToken ct)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            return await db.Rooms.Where(r => r.LocationId == locationId && r.Name == name).Select(r => (long?)r.Id).FirstOrDefaultAsync(ct)
                ?? await rooms.CreateAsync(locationId, new RoomDetails { Name = name }, ct);
        }
    }
}
