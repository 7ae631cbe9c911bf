using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;
using InventorySync.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Demo;

/// <summary>The demo's goods and what happened to them in the last half year: the same as in two years, in a quarter of the time.</summary>
public sealed class DemoGoodsTests : IAsyncLifetime
{
    private const int Days = 190;

    private readonly StoppedClock _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inventorysync-goods-");
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return TestServer.DropAsync(_connectionString);
    }

    [Fact]
    public async Task The_books_of_the_demo_are_in_order_and_its_goods_complete()
    {
        // made before breakfast, it knows nothing of the morning to come
        _clock.Advance(TimeSpan.FromHours(-5));
        await FillAsync();
        await using var database = new InventoryDatabase(TestServer.Provider, _connectionString, []);
        await using var db = database.Open(Actor.System("Test"));

        await BooksAreInOrderAsync(db);
        await GoodsAreCompleteAsync(db);
        await SalesFollowWeekdaysAsync(db);
        await ListsAgreeWithTheBooksAsync(db);
        Assert.True(await db.StockMovements.MaxAsync(m => m.At) <= _clock.GetUtcNow());
        Assert.True(await db.PurchaseOrders.MaxAsync(o => o.CreatedAt) <= _clock.GetUtcNow());
        Assert.True(await db.Audit.MaxAsync(a => a.At) <= _clock.GetUtcNow());
        var files = (await db.Files.CountAsync(), Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Count());
        var movements = await db.StockMovements.CountAsync();

        await FillAsync();

        Assert.Equal(movements, await db.StockMovements.CountAsync());
        Assert.Equal(files, (await db.Files.CountAsync(), Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Count()));
    }

    private static async Task BooksAreInOrderAsync(InventoryDb db)
    {
        var items = await db.StockItems.AsNoTracking().ToDictionaryAsync(i => new StockKey(i.VariantId, i.LocationId));
        var movements = (await db.StockMovements.AsNoTracking().ToListAsync()).GroupBy(m => new StockKey(m.VariantId, m.LocationId)).ToList();
        Assert.Equal(items.Keys.Order(), movements.Select(g => g.Key).Order());
        foreach (var shelf in movements)
        {
            var inOrder = shelf.OrderBy(m => m.Sequence).ToList();
            Assert.Equal(Enumerable.Range(1, inOrder.Count).Select(i => (long)i), inOrder.Select(m => m.Sequence));
            Assert.Equal(inOrder.Select(m => m.At).Order(), inOrder.Select(m => m.At));
            var balance = 0m;
            Assert.All(inOrder, m => Assert.Equal(balance += m.Quantity, m.BalanceAfter));
            Assert.All(inOrder, m => Assert.True(m.BalanceAfter >= 0));
            var item = items[shelf.Key];
            Assert.Equal((balance, inOrder.Sum(m => m.Value), (long)inOrder.Count), (item.OnHand, item.Value, item.Movements));
        }
    }

    private static async Task GoodsAreCompleteAsync(InventoryDb db)
    {
        Assert.Equal(400, await db.Variants.CountAsync());
        var codes = await db.Barcodes.Select(b => b.Code).ToListAsync();
        Assert.Equal(400, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(Symbology.Ean13, Barcode.Of(code).Symbology));
        Assert.Equal(24, await db.Variants.CountAsync(v => v.IsKit));
        Assert.Equal(0, await db.Products.CountAsync(p => p.CategoryId == null || p.Pictures.Count == 0));
        Assert.True(await db.PriceChanges.CountAsync() > 500);
        Assert.True(await db.StockItems.CountAsync(i => i.OnHand > 0) > 600);
        Assert.Equal(3, await db.StockMovements.Where(m => m.BinId != null).Select(m => m.LocationId).Distinct().CountAsync());
    }

    // the store is closed on Sundays in the shop's own zone, and Saturday is its best day
    private static async Task SalesFollowWeekdaysAsync(InventoryDb db)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var store = await db.Locations.Where(l => l.Code == "BERLIN").Select(l => l.Id).SingleAsync();
        var sales = await db.StockMovements.Where(m => m.Kind == MovementKind.Sale && m.LocationId == store).Select(m => new { m.At, m.Quantity }).ToListAsync();
        var byDay = sales.GroupBy(s => TimeZoneInfo.ConvertTime(s.At, zone).DayOfWeek).ToDictionary(g => g.Key, g => -g.Sum(s => s.Quantity));
        Assert.False(byDay.ContainsKey(DayOfWeek.Sunday));
        Assert.True(byDay[DayOfWeek.Saturday] > 1.5m * byDay[DayOfWeek.Monday]);
        Assert.All(sales, s => Assert.InRange(TimeZoneInfo.ConvertTime(s.At, zone).Hour, 10, 18));
    }

    private static async Task ListsAgreeWithTheBooksAsync(InventoryDb db)
    {
        var byProduct = await db.StockItems.Join(db.Variants, i => i.VariantId, v => v.Id, (i, v) => new { v.ProductId, i.OnHand }).GroupBy(x => x.ProductId).Select(g => new { g.Key, Sum = g.Sum(x => x.OnHand) }).ToDictionaryAsync(g => g.Key, g => g.Sum);
        var summaries = await db.ProductSummaries.AsNoTracking().ToListAsync();
        Assert.All(summaries, s => Assert.Equal(byProduct.GetValueOrDefault(s.ProductId), s.OnHand));
        Assert.Contains(summaries, s => s.HasKit && s.Available > 0);
        Assert.Contains(summaries, s => s.Stock == StockState.InStock);
    }

    private Task<bool> FillAsync() => DemoShop.FillAsync(
        services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton(new DataFolder(_folder.FullName));
            services.AddSingleton(new DemoSize(Variants: 400, Days));
            ShopHost.AddShop(services, ShopDatabase.At(TestServer.Provider, _connectionString));
        },
        _clock);
}
