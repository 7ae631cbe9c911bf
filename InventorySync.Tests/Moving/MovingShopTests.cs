using System.IO.Compression;
using System.Text;
using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Places;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Documents;
using InventorySync.Tests.Catalog;
using InventorySync.Web;
using InventorySync.Web.Moving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Moving;

public sealed class MovingShopTests : IAsyncLifetime
{
    private readonly TestShop _old = new();
    private readonly TestShop _new = new();

    public async Task InitializeAsync()
    {
        await _old.InitializeAsync();
        await _new.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_shop_moves_and_leaves_its_new_home_as_the_same_files()
    {
        await DemoShop.FillAsync(
            services =>
            {
                services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
                services.AddSingleton(_old.Services.GetRequiredService<DataFolder>());
                services.AddSingleton(new DemoSize(Variants: 300, Days: 60));
                ShopHost.AddShop(services, ShopDatabase.At(TestServer.Provider, _old.ConnectionString));
            },
            _old.Clock);
        await AddOddThingsAsync();
        var package = await ExportAsync(_old);

        var said = await ImportAsync(_new, package);

        Assert.Contains("has moved here", said.Said.ToString(), StringComparison.Ordinal);
        Assert.Equal(Parts(package), Parts(await ExportAsync(_new)));
        Assert.Equal(await WorthAsync(_old), await WorthAsync(_new));
        await using var db = _new.Db();
        Assert.All(await db.StockMovements.ToListAsync(), m => Assert.Contains(m.Kind, new[] { MovementKind.Import, MovementKind.CostCorrection }));
        Assert.Equal(0, await db.Variants.CountAsync(v => v.SearchText == ""));
        Assert.NotEmpty(await _new.Get<ProductList>().PageAsync(new() { Search = "ODD-KIT" }) is { } page ? page.Rows : []);
        Assert.Equal([], await db.Variants.Where(v => v.PictureId != null && !db.Pictures.Any(p => p.Id == v.PictureId)).Select(v => v.Sku).ToListAsync());
    }

    [Fact]
    public async Task A_small_shop_moves_with_its_odd_things()
    {
        await AddOddThingsAsync();
        var package = await ExportAsync(_old);
        var parts = Parts(package);

        await ImportAsync(_new, package);

        Assert.Equal(parts, Parts(await ExportAsync(_new)));
        Assert.Contains("ODD-1,ODD,B-01,3,10.5\r\nODD-1,ODD,,4,14\r\n", parts["stock.csv"], StringComparison.Ordinal);
        Assert.Contains("ODD-BELOW,ODD,,-2,-9\r\n", parts["stock.csv"], StringComparison.Ordinal);
        Assert.Contains("ODD-KIT,ODD-1,2\r\n", parts["kits.csv"], StringComparison.Ordinal);
        Assert.Contains("shop,name,\"\"\"Odd, \\\"shop\\\"\"\"\"\r\n".Replace("\\\"", "\\u0022", StringComparison.Ordinal), parts["settings.csv"], StringComparison.Ordinal);
        Assert.Single(parts.Keys, k => k.StartsWith("pictures/", StringComparison.Ordinal));
        await using var db = _new.Db();
        Assert.False((await db.Bins.SingleAsync(b => b.Code == "B-01")).Active);
        Assert.False((await db.Locations.SingleAsync(l => l.Code == "SHUT")).Active);
        Assert.True((await db.Products.SingleAsync(p => p.Name == "Gone")).Archived);
        Assert.Equal("Odd, \"shop\"", (await _new.Get<ShopSettings>().GetAsync<ShopProfile>()).Name);
    }

    [Fact]
    public async Task A_shop_that_has_something_already_takes_no_other()
    {
        await _old.GivenProductAsync("Lamp");
        await _new.GivenLocationAsync("Main");
        var package = await ExportAsync(_old);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => ImportAsync(_new, package));

        Assert.Equal("This shop already has locations or goods, and two shops would be mixed. Import into a shop that is empty: a new installation without demo data.", refused.Message);
        Assert.False(await _new.Get<MovingShop>().IsEmptyAsync());
    }

    [Theory]
    [InlineData("variants.csv", "ODD-KIT", "")]
    [InlineData("stock.csv", "ODD-1,ODD,B-01,3", "ODD-1,ODD,B-77,3")]
    [InlineData("stock.csv", "ODD-1,ODD,,4,14", "ODD-1,ODD,,4.5,14")]
    [InlineData("kits.csv", "ODD-1,2", "NOWHERE,2")]
    [InlineData("locations.csv", "Europe/Berlin", "Europe/Nowhere")]
    public async Task A_package_with_a_fault_anywhere_leaves_nothing_behind(string table, string from, string to)
    {
        await AddOddThingsAsync();
        var package = Changed(await ExportAsync(_old), table, from, to);

        await Assert.ThrowsAnyAsync<BusinessRuleException>(() => ImportAsync(_new, package));

        await using var db = _new.Db();
        Assert.Equal((0, 0, 0, 0, 0), (await db.Locations.CountAsync(), await db.Products.CountAsync(), await db.Brands.CountAsync(), await db.Settings.CountAsync(), await db.StockMovements.CountAsync()));
        Assert.True(await _new.Get<MovingShop>().IsEmptyAsync());
    }

    [Fact]
    public async Task A_fault_is_told_with_its_table_and_row()
    {
        await AddOddThingsAsync();
        var package = Changed(await ExportAsync(_old), "stock.csv", "B-01", "B-77");

        var refused = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => ImportAsync(_new, package));

        Assert.Equal("stock.csv, row 2: “B-77” in the column “bin” is not in the tables before. Nothing was imported.", refused.Message);
    }

    [Fact]
    public async Task A_package_that_lost_rows_or_is_another_zip_is_refused()
    {
        await AddOddThingsAsync();
        var cut = Changed(await ExportAsync(_old), "barcodes.csv", "ODD-1,4006381333931\r\n", "");

        Assert.StartsWith("The file is damaged or was changed", (await Assert.ThrowsAsync<BusinessRuleException>(() => ImportAsync(_new, cut))).Message, StringComparison.Ordinal);
        Assert.StartsWith("This is not the export of a whole shop.", (await Assert.ThrowsAsync<BusinessRuleException>(() => ImportAsync(_new, Importing.Sheets.Package([("x.csv", "a,b")])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_export_the_shop_starts_it()
    {
        await using var manager = _old.As(BuiltInRoles.Manager);
        var moving = manager.ServiceProvider.GetRequiredService<MovingShop>();

        await Assert.ThrowsAsync<ForbiddenException>(() => moving.StartExportAsync());
        await Assert.ThrowsAsync<ForbiddenException>(() => moving.StartImportAsync(new FileToStore("shop.zip", Stream.Null)));

        var limited = new Actor(ActorKind.Person, "Limited") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner], Locations = new HashSet<long> { 1 } };
        await using var someone = _old.As(limited);
        await Assert.ThrowsAsync<BusinessRuleException>(() => someone.ServiceProvider.GetRequiredService<MovingShop>().StartExportAsync());
    }

    /// <summary>What demo shops seldom have: stock below zero, places that are shut, texts that look like formulas.</summary>
    private async Task AddOddThingsAsync()
    {
        var (profile, version) = await _old.Get<ShopSettings>().ReadAsync<ShopProfile>();
        await _old.Get<ShopSettings>().SaveAsync(profile with { Name = "Odd, \"shop\"", Currency = "EUR" }, version);
        var place = await _old.Get<Locations>().CreateAsync(new LocationDetails { Name = "=Odd store", Code = "ODD", TimeZone = "Europe/Berlin", Latitude = 52.5163, Longitude = 13.3777, MayGoBelowZero = true, Note = "two\nlines" });
        var shut = await _old.Get<Locations>().CreateAsync(new LocationDetails { Name = "Shut store", Code = "SHUT", TimeZone = "Africa/Nairobi" });
        var room = await _old.GivenRoomAsync(place, "Cold, room");
        var bin = await _old.GivenBinAsync(place, "B-01", room);
        var plain = await OddAsync("Odd \"cup\" – 15\"", "ODD-1", v => v with { Price = 9.99m, CompareAtPrice = 12, Cost = 3.5m, WeightGrams = 0.125m, Barcodes = ["4006381333931", "'=code"], Unit = "cup" });
        var below = await OddAsync("Below", "ODD-BELOW", v => v with { Cost = 4.5m });
        var kit = await OddAsync("Kit", "ODD-KIT", v => v);
        var shutGoods = await OddAsync("In the shut store", "ODD-SHUT", v => v with { QuantityDecimals = 3 });
        var gone = await _old.GivenProductAsync("Gone", sku: "ODD-GONE");
        await _old.Get<Products>().ArchiveAsync(gone);
        await _old.Get<Pictures>().AddAsync(plain.ProductId, new FileToStore("Front.PNG", new MemoryStream([0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[300]])));
        plain = await _old.VariantAsync(plain.Id);
        await _old.Get<Variants>().ChangeAsync(plain.Id, plain.Version, VariantDetails.Of(plain) with { Price = 8.49m }, "-10 % “sale”");
        kit = await _old.VariantAsync(kit.Id);
        await _old.Get<Variants>().MakeKitAsync(kit.Id, kit.Version, [new WantedPart(plain.Id, 2)]);
        var adjusting = _old.Get<Adjusting>();
        await adjusting.ReceiveAsync(new StockReceipt { VariantId = plain.Id, LocationId = place, Quantity = 4, UnitCost = 3.5m }, "odd 1");
        await adjusting.ReceiveAsync(new StockReceipt { VariantId = plain.Id, LocationId = place, BinId = bin, Quantity = 3, UnitCost = 3.5m }, "odd 2");
        await adjusting.ReceiveAsync(new StockReceipt { VariantId = shutGoods.Id, LocationId = shut, Quantity = 1.234m, UnitCost = 1.11m }, "odd 3");
        await adjusting.ReceiveAsync(new StockReceipt { VariantId = below.Id, LocationId = place, Quantity = 1, UnitCost = 4.5m }, "odd 4");
        await _old.Get<Ledger>().PostAsync(new StockCommand("odd 5", MovementKind.Sale, [new StockLine(below.Id, place, -3)]));
        await _old.Get<Bins>().DeactivateAsync(place, [bin]);
        await _old.Get<Locations>().DeactivateAsync(shut);
    }

    private async Task<Variant> OddAsync(string name, string sku, Func<VariantDetails, VariantDetails> more)
    {
        var id = await _old.Get<Products>().CreateAsync(new NewProduct
        {
            Details = new ProductDetails { Name = name, Description = "=1+1\r\nsecond \"line\"", Tags = ["-sale", "a,b"], Specifications = [new() { Name = "Power: max", Value = "1,200 W" }, new() { Name = "Plain" }], WarrantyMonths = 24 },
            Axes = sku == "ODD-1" ? [new ProductOption { Name = "Size", Values = ["S", "L, XL"] }] : [],
            Variants = [more(new VariantDetails { Sku = sku, Price = 5, OptionValues = sku == "ODD-1" ? ["L, XL"] : [] })],
        });
        return (await _old.Get<Products>().FindAsync(id)).Variants[0];
    }

    private static async Task<byte[]> ExportAsync(TestShop shop)
    {
        var result = await RunAsync(shop, await shop.Get<MovingShop>().StartExportAsync());
        await using var file = await shop.Get<ShopFiles>().OpenAsync(result.Link!.Split('/')[2]);
        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<WorkResult> ImportAsync(TestShop shop, byte[] package) =>
        await RunAsync(shop, await shop.Get<MovingShop>().StartImportAsync(new FileToStore("shop.zip", new MemoryStream(package))));

    private static async Task<WorkResult> RunAsync(TestShop shop, long taskId)
    {
        await using var db = shop.Db();
        var task = await db.BackgroundTasks.SingleAsync(t => t.Id == taskId);
        task.Begin("test", $"token {taskId}", shop.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        await db.SaveChangesAsync();
        await using var scope = shop.As(task.StarterActor);
        var work = scope.ServiceProvider.GetServices<IBackgroundWork>().Single(w => w.Kind == task.Kind);
        return await work.RunAsync(new RunningTask(task, $"token {taskId}"), default);
    }

    private static async Task<decimal> WorthAsync(TestShop shop) => (await shop.Get<StockWorth>().ValueAsync(shop.Clock.GetUtcNow())).Sum(r => r.Value);

    /// <summary>The files of a package by their paths, without the time in its manifest.</summary>
    private static SortedDictionary<string, string> Parts(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(e => e.FullName != PackageManifest.Path))
        {
            using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
            parts[entry.FullName] = reader.ReadToEnd();
        }

        return parts;
    }

    private static byte[] Changed(byte[] package, string table, string from, string to)
    {
        using var file = new MemoryStream();
        file.Write(package);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(table)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
                text = reader.ReadToEnd();
            Assert.Contains(from, text, StringComparison.Ordinal);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(table).Open());
            writer.Write(text.Replace(from, to, StringComparison.Ordinal));
        }

        return file.ToArray();
    }
}
