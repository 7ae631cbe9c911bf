using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Moving;

/// <summary>A picture that moves: its name in the package, and the content it has in the file store.</summary>
public sealed record MovedPicture(string Path, string Sha256);

/// <summary>Everything of a shop that moves with it, table by table, read at one moment. Rows name each other by what the shop calls them, never by keys of this database.</summary>
public sealed class ShopTables
{
    public const string Settings = "settings";
    public const string Locations = "locations";
    public const string Rooms = "rooms";
    public const string Bins = "bins";
    public const string Categories = "categories";
    public const string Brands = "brands";
    public const string Products = "products";
    public const string Pictures = "pictures";
    public const string Variants = "variants";
    public const string Barcodes = "barcodes";
    public const string Kits = "kits";
    public const string PriceHistory = "price-history";
    public const string Stock = "stock";

    private readonly InventoryDb _db;
    private readonly IReadOnlyList<SettingsSection> _sections;
    private readonly SettingsContent _content;
    private readonly Costing _costing;
    private Dictionary<long, int> _categories = [];
    private Dictionary<long, string> _brands = [];

    private ShopTables(InventoryDb db, IEnumerable<SettingsSection> sections, SettingsContent content, Costing costing)
    {
        _db = db;
        _sections = [.. sections.OrderBy(s => s.Name, StringComparer.Ordinal)];
        _content = content;
        _costing = costing;
    }

    public static async Task<ShopTables> OfAsync(InventoryDb db, IEnumerable<SettingsSection> sections, SettingsContent content, Costing costing, CancellationToken ct)
    {
        var tables = new ShopTables(db, sections, content, costing);
        tables._brands = await db.Brands.AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        tables._categories = Numbered(await db.Categories.AsNoTracking().ToListAsync(ct));
        return tables;
    }

    /// <summary>In the order in which they are read again: what is named comes before what names it.</summary>
    public IEnumerable<MovedTable> All(CancellationToken ct) =>
    [
        new(Settings, ["section", "setting", "value"], SettingsAsync(ct)),
        new(Locations, ["code", "name", "kind", "street", "postal code", "city", "region", "country", "latitude", "longitude", "time zone", "opening hours", "serves online orders", "priority", "may go below zero", "note", "active", "label"], LocationsAsync()),
        new(Rooms, ["location", "name"], RoomsAsync()),
        new(Bins, ["location", "room", "code", "kind", "active", "label"], BinsAsync()),
        new(Categories, ["number", "parent", "name"], CategoriesAsync(ct)),
        new(Brands, ["name"], BrandsAsync(ct)),
        new(Products, ["product", "name", "description", "status", "category", "brand", "tags", "specifications", "options", "warranty months", "tax class", "created", "archived"], ProductsAsync()),
        new(Pictures, ["product", "position", "file", "name", "small file", "small name"], PicturesAsync(ct)),
        new(Variants, ["product", "sku", "label", "values", "price", "former price", "cost", "lowest price", "weight g", "length mm", "width mm", "height mm", "unit", "pack size", "decimals", "tracking", "status", "picture"], VariantsAsync()),
        new(Barcodes, ["sku", "code"], BarcodesAsync()),
        new(Kits, ["kit", "part", "quantity"], KitsAsync()),
        new(PriceHistory, ["sku", "kind", "from", "to", "at", "who", "reason"], PriceHistoryAsync()),
        new(Stock, ["sku", "location", "bin", "quantity", "value"], StockAsync(ct)),
    ];

    /// <summary>Contents of all pictures, each once.</summary>
    public async IAsyncEnumerable<MovedPicture> FilesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var files = await _db.Files.AsNoTracking().Where(f => _db.Pictures.Any(p => p.File == f.PublicId || p.Thumbnail == f.PublicId))
            .Select(f => new { f.Sha256, f.Name }).ToListAsync(ct);
        foreach (var file in files.Select(f => new MovedPicture(PathOf(f.Sha256, f.Name), f.Sha256)).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal))
            yield return file;
    }

    private async IAsyncEnumerable<object?[]> SettingsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var stored = await _db.Settings.AsNoTracking().ToDictionaryAsync(s => s.Section, s => s.Content, ct);
        foreach (var section in _sections.Where(s => stored.ContainsKey(s.Name)))
        {
            foreach (var (name, value) in MovedSettings.Values(section, _content.Read(section.Type, stored[section.Name])))
                yield return [section.Name, name, value];
        }
    }

    private IAsyncEnumerable<object?[]> LocationsAsync() => _db.Locations.AsNoTracking().OrderBy(l => l.Code).AsAsyncEnumerable().Select(l => new object?[]
    {
        l.Code, l.Name, $"{l.Kind}", l.Street, l.PostalCode, l.City, l.Region, l.Country, l.Latitude, l.Longitude, l.TimeZone, $"{l.OpeningHours}",
        l.ServesOnlineOrders, l.Priority, l.MayGoBelowZero, l.Note, l.Active, l.PublicId,
    });

    private IAsyncEnumerable<object?[]> RoomsAsync() =>
        _db.Rooms.AsNoTracking().Join(_db.Locations, r => r.LocationId, l => l.Id, (r, l) => new { l.Code, r.Name }).OrderBy(r => r.Code).ThenBy(r => r.Name)
            .AsAsyncEnumerable().Select(r => new object?[] { r.Code, r.Name });

    private IAsyncEnumerable<object?[]> BinsAsync() =>
        _db.Bins.AsNoTracking().Join(_db.Locations, b => b.LocationId, l => l.Id, (b, l) => new { Bin = b, l.Code, Room = _db.Rooms.Where(r => r.Id == b.RoomId).Select(r => r.Name).FirstOrDefault() })
            .OrderBy(b => b.Code).ThenBy(b => b.Bin.Code).AsAsyncEnumerable().Select(b => new object?[] { b.Code, b.Room, b.Bin.Code, $"{b.Bin.Kind}", b.Bin.Active, b.Bin.PublicId });

    private async IAsyncEnumerable<object?[]> CategoriesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var all = await _db.Categories.AsNoTracking().ToListAsync(ct);
        foreach (var category in all.OrderBy(c => _categories[c.Id]))
            yield return [_categories[category.Id], category.ParentId is { } parent ? _categories[parent] : null, category.Name];
    }

    private async IAsyncEnumerable<object?[]> BrandsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var name in _brands.Values.Order(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            yield return [name];
        }
    }

    private IAsyncEnumerable<object?[]> ProductsAsync() => _db.Products.AsNoTracking().OrderBy(p => p.CreatedAt).ThenBy(p => p.PublicId).AsAsyncEnumerable().Select(p => new object?[]
    {
        p.PublicId, p.Name, p.Description, $"{p.Status}", p.CategoryId is { } category ? _categories[category] : null, p.BrandId is { } brand ? _brands[brand] : null,
        string.Join('\n', p.Tags), string.Join('\n', p.Specifications.Select(s => $"{s.Name}\t{s.Value}")), string.Join('\n', p.Options.Select(o => string.Join('\t', o.Values.Prepend(o.Name)))),
        p.WarrantyMonths, p.TaxClass, Instant(p.CreatedAt), Instant(p.ArchivedAt),
    });

    private async IAsyncEnumerable<object?[]> PicturesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var rows =
            from picture in _db.Pictures.AsNoTracking()
            join product in _db.Products on picture.ProductId equals product.Id
            join file in _db.Files on picture.File equals file.PublicId
            join small in _db.Files on picture.Thumbnail equals small.PublicId
            orderby product.CreatedAt, product.PublicId, picture.Position, picture.Id
            select new { product.PublicId, picture.Position, Own = picture.File != picture.Thumbnail, file.Sha256, file.Name, Small = small.Sha256, SmallName = small.Name };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            yield return [row.PublicId, row.Position, PathOf(row.Sha256, row.Name), row.Name, row.Own ? PathOf(row.Small, row.SmallName) : null, row.Own ? row.SmallName : null];
    }

    private IAsyncEnumerable<object?[]> VariantsAsync() => _db.Variants.AsNoTracking().OrderBy(v => v.Product.CreatedAt).ThenBy(v => v.Product.PublicId).ThenBy(v => v.Id)
        .Select(v => new { Variant = v, Product = v.Product.PublicId, Picture = _db.Pictures.Where(p => p.Id == v.PictureId).Select(p => (int?)p.Position).FirstOrDefault() })
        .AsAsyncEnumerable().Select(r => (r.Product, V: r.Variant, r.Picture)).Select(r => new object?[]
        {
            r.Product, r.V.Sku, r.V.PublicId, string.Join('\n', r.V.OptionValues), r.V.Price, r.V.CompareAtPrice, r.V.Cost, r.V.FloorPrice, r.V.WeightGrams, r.V.LengthMm, r.V.WidthMm, r.V.HeightMm,
            r.V.Unit, r.V.PackSize, r.V.QuantityDecimals, $"{r.V.Tracking}", $"{r.V.Status}", r.Picture,
        });

    private IAsyncEnumerable<object?[]> BarcodesAsync() =>
        _db.Barcodes.AsNoTracking().Join(_db.Variants, b => b.VariantId, v => v.Id, (b, v) => new { b.Id, b.Code, v.Sku, VariantId = v.Id, v.Product.CreatedAt, v.Product.PublicId })
            .OrderBy(b => b.CreatedAt).ThenBy(b => b.PublicId).ThenBy(b => b.VariantId).ThenBy(b => b.Id).AsAsyncEnumerable().Select(b => new object?[] { b.Sku, b.Code });

    private IAsyncEnumerable<object?[]> KitsAsync() => (
            from part in _db.KitParts.AsNoTracking()
            join kit in _db.Variants on part.KitVariantId equals kit.Id
            join of in _db.Variants on part.PartVariantId equals of.Id
            orderby kit.Sku, of.Sku
            select new { Kit = kit.Sku, Part = of.Sku, part.Quantity })
        .AsAsyncEnumerable().Select(k => new object?[] { k.Kit, k.Part, k.Quantity });

    private IAsyncEnumerable<object?[]> PriceHistoryAsync() =>
        _db.PriceChanges.AsNoTracking().Join(_db.Variants, c => c.VariantId, v => v.Id, (c, v) => new { Change = c, v.Sku })
            .OrderBy(c => c.Change.At).ThenBy(c => c.Sku).ThenBy(c => c.Change.Kind).ThenBy(c => c.Change.Id)
            .AsAsyncEnumerable().Select(c => new object?[] { c.Sku, $"{c.Change.Kind}", c.Change.From, c.Change.To, Instant(c.Change.At), c.Change.ActorName, c.Change.Reason });

    /// <summary>A row for what stands in the location itself and one for each bin. The value is that of the book the shop reads, the last row of a balance takes the rest.</summary>
    private async IAsyncEnumerable<object?[]> StockAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var items =
            from item in _db.StockItems.AsNoTracking().Where(i => i.OnHand != 0)
            join variant in _db.Variants on item.VariantId equals variant.Id
            join location in _db.Locations on item.LocationId equals location.Id
            orderby variant.Sku, location.Code
            select new
            {
                variant.Sku, location.Code, item.OnHand, Value = _costing == Costing.OldestFirst ? item.FifoValue : item.Value,
                Bins = _db.BinStock.Where(b => b.VariantId == item.VariantId && b.LocationId == item.LocationId && b.OnHand != 0)
                    .Join(_db.Bins, b => b.BinId, p => p.Id, (b, p) => new { p.Code, b.OnHand }).OrderBy(b => b.Code).ToList(),
            };
        await foreach (var item in items.AsAsyncEnumerable().WithCancellation(ct))
        {
            var places = item.Bins.Select(b => (Bin: (string?)b.Code, b.OnHand)).ToList();
            if (item.OnHand - item.Bins.Sum(b => b.OnHand) is not 0 and var loose)
                places.Add((null, loose));
            var left = item.Value;
            for (var i = 0; i < places.Count; i++)
            {
                var value = i == places.Count - 1 ? left : StockItem.Round(item.Value * places[i].OnHand / item.OnHand);
                left -= value;
                yield return [item.Sku, item.Code, places[i].Bin, places[i].OnHand, value];
            }
        }
    }

    /// <summary>From the root down, branches by their names: the same tree has the same numbers in every shop.</summary>
    private static Dictionary<long, int> Numbered(List<Category> categories)
    {
        var below = categories.ToLookup(c => c.ParentId ?? 0);
        var numbers = new Dictionary<long, int>();
        Number(0);
        return numbers;

        void Number(long parent)
        {
            foreach (var category in below[parent].OrderBy(c => c.Name, StringComparer.Ordinal))
            {
                numbers[category.Id] = numbers.Count + 1;
                Number(category.Id);
            }
        }
    }

    private static string PathOf(string sha256, string name) => $"pictures/{sha256}{Path.GetExtension(name).ToLowerInvariant()}";

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);
}
