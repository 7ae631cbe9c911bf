using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Files;
using InventorySync.Domain.Places;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Moving;

/// <summary>A package that arrives: its tables row by row, and the files in it.</summary>
public interface IArrivingPackage
{
    IAsyncEnumerable<MovedRow> Rows(string table, CancellationToken ct);

    Task<Stream> OpenAsync(string path, CancellationToken ct);
}

/// <summary>Puts a shop that moved here into an empty database, all of it within one change.</summary>
public sealed partial class ShopArrival(
    ShopSettings settings, SettingsContent content, IEnumerable<SettingsSection> sections, Ledger ledger, ShopFiles files, CurrentActor actor)
{
    private const int Batch = 500;

    private readonly Dictionary<string, Location> _locations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _bins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Category> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _brands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _variants = new(StringComparer.Ordinal);

    public static async Task DemandEmptyAsync(InventoryDb db, CancellationToken ct)
    {
        if (await db.Locations.IgnoreQueryFilters().AnyAsync(ct) || await db.Products.AnyAsync(ct) || await db.Categories.AnyAsync(ct) || await db.Brands.AnyAsync(ct) || await db.StockMovements.AnyAsync(ct))
            throw new BusinessRuleException("This shop already has locations or goods, and two shops would be mixed. Import into a shop that is empty: a new installation without demo data.");
    }

    /// <summary>Tells with every batch how many rows it has come through.</summary>
    public async Task PutAsync(InventoryDb db, IArrivingPackage package, string key, Action<long> came, CancellationToken ct)
    {
        actor.Demand(Permissions.DataExport);
        Forget();
        await DemandEmptyAsync(db, ct);
        var rows = 0L;
        void Came(long more) => came(rows += more);

        Came(await SettingsAsync(db, package, ct));
        Came(await PlacesAsync(db, package, ct));
        Came(await CategoriesAsync(db, package, ct));
        Came(await BrandsAsync(db, package, ct));
        await ProductsAsync(db, package, Came, ct);
        Came(await KitsAsync(db, package, ct));
        await PricesAsync(db, package, Came, ct);
        await StockAsync(db, package, key, Came, ct);
        await CloseAsync(db, package, ct);
    }

    // a change that is begun anew after a deadlock begins with nothing
    private void Forget()
    {
        _locations.Clear();
        _rooms.Clear();
        _bins.Clear();
        _categories.Clear();
        _brands.Clear();
        _variants.Clear();
    }

    private async Task<long> SettingsAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        await using var rows = new MovedRows(package.Rows(ShopTables.Settings, ct));
        while (await rows.PeekAsync() is { } first)
        {
            var name = first.Text("section");
            var arriving = await rows.TakeWhileAsync("section", name);
            if (sections.FirstOrDefault(s => s.Name == name) is not { } section)
                continue; // of a capability that this version does not have

            var stored = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Section == name, ct);
            var wanted = MovedSettings.Read(section, content, arriving, content.Read(section.Type, stored?.Content));
            Input.Check(wanted);
            await settings.StoreAsync(db, section, wanted, stored?.Version, ct);
        }

        return rows.Taken;
    }

    private async Task<long> PlacesAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        var count = 0L;
        await foreach (var row in package.Rows(ShopTables.Locations, ct))
        {
            var location = row.Made(() => Location.Create(new LocationDetails
            {
                Name = row.Text("name"), Code = row.Text("code"), Kind = row.Choice<LocationKind>("kind"), Street = row.Text("street"), PostalCode = row.Text("postal code"), City = row.Text("city"),
                Region = row.Text("region"), Country = row.Text("country"), Latitude = row.DegreesOrNone("latitude"), Longitude = row.DegreesOrNone("longitude"), TimeZone = row.Text("time zone"),
                ServesOnlineOrders = row.Yes("serves online orders"), Priority = row.Whole("priority"), MayGoBelowZero = row.Yes("may go below zero"), Note = row.Text("note"),
            }));
            location.OpenAt(OpeningHours.Parse(row.Text("opening hours")));
            await AddAsync(db, location, row.Text("label"), ct);
            _locations[location.Code] = location;
            count++;
        }

        await foreach (var row in package.Rows(ShopTables.Rooms, ct))
        {
            var room = row.Made(() => Room.Create(row.Known("location", _locations), new RoomDetails { Name = row.Text("name") }));
            await db.AddAsync(room, ct);
            _rooms[Place(row.Text("location"), room.Name)] = room.Id;
            count++;
        }

        await db.SaveChangesAsync(ct);
        return count + await BinsAsync(db, package, ct);
    }

    private async Task<long> BinsAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        var count = 0L;
        await foreach (var row in package.Rows(ShopTables.Bins, ct))
        {
            var location = row.Known("location", _locations);
            var bin = row.Made(() => Bin.Create(location, null, new BinDetails { Code = row.Text("code"), Kind = row.Choice<BinKind>("kind") }));
            await AddAsync(db, bin, row.Text("label"), ct);
            if (row.TextOrNone("room") is { } room)
                db.Entry(bin).Property(b => b.RoomId).CurrentValue = _rooms.TryGetValue(Place(location.Code, room), out var roomId) ? roomId : throw row.Unknown("room");
            _bins[Place(location.Code, bin.Code)] = bin.Id;
            if (++count % Batch == 0)
                await SaveAsync(db, ct);
        }

        await SaveAsync(db, ct);
        return count;
    }

    private async Task<long> CategoriesAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        await foreach (var row in package.Rows(ShopTables.Categories, ct))
        {
            var category = row.Made(() => Category.Create(new CategoryDetails { Name = row.Text("name") }));
            await db.Categories.AddAsync(category, ct);
            category.MoveUnder(row.TextOrNone("parent") is null ? null : row.Known("parent", _categories));
            _categories[row.Text("number")] = category;
        }

        await SaveAsync(db, ct);
        return _categories.Count;
    }

    private async Task<long> BrandsAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        await foreach (var row in package.Rows(ShopTables.Brands, ct))
        {
            var brand = row.Made(() => Brand.Create(new BrandDetails { Name = row.Text("name") }));
            await db.Brands.AddAsync(brand, ct);
            _brands[brand.Name] = brand.Id;
        }

        await SaveAsync(db, ct);
        return _brands.Count;
    }

    // deactivated places took their stock before
    private async Task CloseAsync(InventoryDb db, IArrivingPackage package, CancellationToken ct)
    {
        await foreach (var row in package.Rows(ShopTables.Bins, ct))
        {
            if (row.Yes("active"))
                continue;
            var binId = _bins[Place(row.Text("location"), row.Text("code"))];
            (await db.Bins.SingleAsync(b => b.Id == binId, ct)).Deactivate();
        }

        var inactive = new List<string>();
        await foreach (var row in package.Rows(ShopTables.Locations, ct))
        {
            if (!row.Yes("active"))
                inactive.Add(row.Text("code"));
        }

        foreach (var location in await db.Locations.Where(l => inactive.Contains(l.Code)).ToListAsync(ct))
            location.Deactivate(_locations.Count - inactive.Count);
        await SaveAsync(db, ct);
    }

    private static string Place(string location, string name) => $"{location}\n{Text.Key(name)}";

    /// <summary>Labels that are printed and codes that others know stay what they were.</summary>
    private static async Task AddAsync<T>(InventoryDb db, T thing, string publicId, CancellationToken ct)
        where T : class
    {
        var entry = await db.AddAsync(thing, ct);
        if (publicId.Length > 0)
            entry.Property("PublicId").CurrentValue = publicId;
    }

    private static async Task SaveAsync(InventoryDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}
