using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using InventorySync.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks;

/// <summary>The real services on a benchmark's database, with goods that stand on one location.</summary>
internal sealed class StockShop : IAsyncDisposable
{
    private readonly BenchmarkShop _shop;
    private readonly ServiceProvider _services;

    private StockShop(BenchmarkShop shop, ServiceProvider services)
    {
        _shop = shop;
        _services = services;
    }

    public string ConnectionString => _shop.ConnectionString;

    public long LocationId { get; private set; }

    public IReadOnlyList<long> Variants { get; private set; } = [];

    /// <summary>Variants that stand nowhere yet.</summary>
    public static async Task<StockShop> StartAsync(BenchmarkOptions options, int variants, CancellationToken ct)
    {
        var shop = await BenchmarkShop.StartAsync(options, ct);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new DataFolder(Path.Combine(options.Data, "files")));
        ShopHost.AddShop(services, ShopDatabase.At(DatabaseProvider.PostgreSql, shop.ConnectionString));
        var stock = new StockShop(shop, services.BuildServiceProvider(validateScopes: true));
        try
        {
            await stock.FillAsync(variants, ct);
            return stock;
        }
        catch
        {
            await stock.DisposeAsync();
            throw;
        }
    }

    /// <summary>A scope in which the shop itself acts.</summary>
    public AsyncServiceScope Open()
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Benchmark");
        return scope;
    }

    public InventoryDb Db() => _services.GetRequiredService<InventoryDatabase>().Open(Actor.System("Benchmark"));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _shop.DisposeAsync();
    }

    /// <summary>So many of each, as if one receipt had brought them.</summary>
    public async Task StockAsync(decimal onHand, CancellationToken ct)
    {
        await using var db = Db();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest)
            SELECT id, {LocationId}, {onHand}, 0, {onHand}, {onHand}, 1, 1, 0 FROM variants;
            INSERT INTO stock_movements (id, variant_id, location_id, sequence, quantity, balance_after, value, fifo_value, kind, at, actor_name, command_key, command_line)
            SELECT -id, id, {LocationId}, 1, {onHand}, {onHand}, {onHand}, {onHand}, 'Receipt', now(), 'Benchmark', 'filled-' || id, 0 FROM variants;
            INSERT INTO stock_layers (variant_id, location_id, sequence, received_at, remaining, value) SELECT id, {LocationId}, 1, now(), {onHand}, {onHand} FROM variants;
            """, ct);
        await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE stock_items", ct);
    }

    private async Task FillAsync(int variants, CancellationToken ct)
    {
        await using var db = Db();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var location = Location.Create(new LocationDetails { Name = "Hall", Code = "HALL", TimeZone = "UTC", ServesOnlineOrders = true });
        db.Locations.Add(location);
        await db.SaveChangesAsync(ct);
        LocationId = location.Id;
        var first = Variant(db);
        await db.SaveChangesAsync(ct);
        await CopyAsync(db, first, variants, ct);
        Variants = await db.Variants.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(ct);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", ct);
    }

    // The first one as often as is wanted, by the database itself: the catalogue's own doors would take minutes.
    private static async Task CopyAsync(InventoryDb db, long first, int variants, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $$"""
        WITH numbers AS MATERIALIZED (SELECT number, nextval('keys') AS product_id, nextval('keys') AS variant_id FROM generate_series(2, {{variants}}) number),
        goods AS (
            INSERT INTO products
            SELECT copy.* FROM products p JOIN variants v ON v.product_id = p.id AND v.id = {{first}} CROSS JOIN numbers n
            CROSS JOIN jsonb_populate_record(p, jsonb_build_object('id', n.product_id, 'public_id', 'goods-' || n.number, 'name', 'Goods ' || n.number)) copy)
        INSERT INTO variants
        SELECT copy.* FROM variants v CROSS JOIN numbers n
        CROSS JOIN jsonb_populate_record(v, jsonb_build_object('id', n.variant_id, 'public_id', 'variant-' || n.number, 'product_id', n.product_id,
            'sku', 'SKU-' || lpad(n.number::text, 6, '0'), 'sku_folded', 'sku-' || lpad(n.number::text, 6, '0'))) copy
        WHERE v.id = {{first}}
        """, ct);

    private static long Variant(InventoryDb db)
    {
        var (product, variant) = (New<Product>(), New<Variant>());
        const string Sku = "SKU-000001";
        var goods = db.Add(product);
        goods.Property(nameof(Product.Name)).CurrentValue = "Goods 1";
        var entry = db.Add(variant);
        entry.Property(nameof(Domain.Catalog.Variant.ProductId)).CurrentValue = product.Id;
        entry.Property(nameof(Domain.Catalog.Variant.Sku)).CurrentValue = Sku;
        entry.Property(nameof(Domain.Catalog.Variant.SkuFolded)).CurrentValue = Text.Folded(Sku);
        return variant.Id;
    }

    private static T New<T>() => (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
}
