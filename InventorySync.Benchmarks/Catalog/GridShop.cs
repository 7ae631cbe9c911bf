using InventorySync.Data;
using InventorySync.Data.Common;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Benchmarks.Catalog;

/// <summary>A shop with very many goods in five locations, as the benchmark of the list wants it.</summary>
internal sealed class GridShop(InventoryDatabase database, int variants)
{
    private const int VariantsOfProduct = 2;
    private const int Batch = 2000;

    private static readonly string[] Adjectives = ["Small", "Large", "Round", "Enamel", "Oak", "Linen", "Blue", "Copper", "Travel", "Garden", "Matt", "Folding", "Soft", "Nordic", "Striped", "Glazed"];
    private static readonly string[] Nouns = ["Lamp", "Notebook", "Kettle", "Backpack", "Cushion", "Teapot", "Blanket", "Trowel", "Puzzle", "Candle", "Saucepan", "Towel", "Bowl", "Clock", "Vase", "Pencil"];

    private readonly Random _random = new(11);
    private IReadOnlyList<Brand> _brands = [];
    private int _made;

    public IReadOnlyList<Category> Categories { get; private set; } = [];

    public IReadOnlyList<long> Locations { get; private set; } = [];

    public static string SkuOf(int number) => FormattableString.Invariant($"SKU-{number:000000}");

    public static string BarcodeOf(int number)
    {
        var digits = FormattableString.Invariant($"29{number:0000000000}");
        return digits + FormattableString.Invariant($"{Barcode.CheckDigit(digits)}");
    }

    public async Task FillAsync(CancellationToken ct)
    {
        await using (var db = database.Open(Actor.System("Benchmark")))
        {
            Categories = await CategoriesAsync(db, ct);
            var brands = Enumerable.Range(1, 200).Select(i => Brand.Create(new BrandDetails { Name = $"Brand {i}" })).ToList();
            await db.Brands.AddRangeAsync(brands, ct);
            var locations = Enumerable.Range(1, 5).Select(i => Location.Create(new LocationDetails { Name = $"Store {i}", Code = $"S{i}", TimeZone = "Europe/Berlin" })).ToList();
            await db.Locations.AddRangeAsync(locations, ct);
            await db.SaveChangesAsync(ct);
            Locations = [.. locations.Select(l => l.Id)];
            _brands = brands;
        }

        while (_made < variants)
            await AddBatchAsync(ct);
        await using var last = database.Open(Actor.System("Benchmark"));
        await last.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", ct);
    }

    private static async Task<IReadOnlyList<Category>> CategoriesAsync(InventoryDb db, CancellationToken ct)
    {
        var all = new List<Category>();
        for (var i = 1; i <= 10; i++)
        {
            var above = Category.Create(new CategoryDetails { Name = $"Branch {i}" });
            await db.Categories.AddAsync(above, ct);
            above.MoveUnder(null);
            all.Add(above);
            for (var j = 1; j <= 8; j++)
            {
                var below = Category.Create(new CategoryDetails { Name = $"Twig {i}.{j}" });
                await db.Categories.AddAsync(below, ct);
                below.MoveUnder(above);
                all.Add(below);
            }
        }

        return all;
    }

    private async Task AddBatchAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Benchmark"));
        var products = new List<Product>(Batch);
        while (products.Count < Batch && _made < variants)
            products.Add(NewProduct());
        // adding gives the keys; the database's own loader stores the rows
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await db.Products.AddRangeAsync(products, ct);
        var made = products.SelectMany(p => p.Variants).ToList();
        var summaries = products.Select(SummaryOf).ToList();
        await db.Database.OpenConnectionAsync(ct);
        await BulkLoad.AddAsync(db, products, ct);
        await BulkLoad.AddAsync(db, made, ct);
        await BulkLoad.AddAsync(db, [.. made.SelectMany(v => v.Barcodes)], ct);
        await BulkLoad.AddAsync(db, summaries, ct);
        await StockAsync(db, made[0].Id, made[^1].Id, ct);
    }

    private Product NewProduct()
    {
        var name = $"{Adjectives[_random.Next(Adjectives.Length)]} {Nouns[_random.Next(Nouns.Length)]} {Adjectives[_random.Next(Adjectives.Length)].ToLowerInvariant()} {_made / VariantsOfProduct}";
        var details = new ProductDetails { Name = name, CategoryId = Categories[_random.Next(Categories.Count)].Id, BrandId = _brands[_random.Next(_brands.Count)].Id, Status = _made % 17 == 0 ? ProductStatus.Discontinued : ProductStatus.Active };
        var product = Product.Create(details, [new ProductOption { Name = "Size", Values = ["S", "L"] }], DateTimeOffset.UnixEpoch.AddDays(20_000 + _made % 700));
        foreach (var size in new[] { "S", "L" })
        {
            var number = ++_made;
            product.AddVariant(new VariantDetails { Sku = SkuOf(number), Barcodes = [BarcodeOf(number)], OptionValues = [size], Price = Math.Round(1 + (decimal)_random.NextDouble() * 200, 2), Cost = 1 }).FoldForSearch(name, null);
        }

        return product;
    }

    private ProductSummary SummaryOf(Product product)
    {
        var summary = new ProductSummary(product.Id);
        summary.Tell(product, null);
        var onHand = _random.Next(10) == 0 ? 0 : _random.Next(1, 400);
        summary.Count(onHand, _random.Next(12) == 0 ? 0 : onHand, onHand == 0 ? [] : Locations.Where(_ => _random.Next(3) > 0));
        return summary;
    }

    // five balances for each variant, written by the database itself
    private static Task StockAsync(InventoryDb db, long first, long last, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO stock_items (variant_id, location_id, on_hand, reserved, value, fifo_value, last_unit_cost, movements, lowest)
        SELECT v.id, l.id, (v.id * 7 + l.id) % 40, 0, 10, 10, 1, 1, 0 FROM variants v CROSS JOIN locations l WHERE v.id BETWEEN {first} AND {last}
        """, ct);
}
