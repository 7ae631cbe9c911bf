using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Access;
using InventorySync.Web.DemoChannel;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Channels;

/// <summary>A running shop with a channel that is connected over HTTP to the demo channel, which has a stock of its own.</summary>
public sealed class ChannelSite : OwnersHand, IAsyncLifetime
{
    private string _connectionString = "";
    private TestSite _site = null!;
    private int _made;

    public long LocationId { get; private set; }

    public string Key => _site.App.Services.GetRequiredService<DemoChannelGate>().Key;

    public string Address => _site.Address.ToString();

    protected override IServiceProvider Services => _site.App.Services;

    public async Task InitializeAsync()
    {
        _connectionString = await TestServer.NewDatabaseAsync();
        _site = await TestSite.StartAsync(_connectionString, settings: "Outbound:AllowedInternal:0=127.0.0.1");
        await DoAsync<Owners>(o => o.CreateAsync(new NewOwner { Name = "Olivia Owner", Email = "olivia@shop.test", Password = GivenPeople.Password }));
        await MoodAsync(new DemoChannelSettings());
        await ChooseAsync(new AllocationSettings { Policy = AllocationPolicy.All, Buffer = 0 });
        LocationId = await AskAsync<Locations, long>(l => l.CreateAsync(new LocationDetails { Name = "Store", Code = "S", TimeZone = "Europe/Berlin", ServesOnlineOrders = true }));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await TestServer.DropAsync(_connectionString);
    }

    public InventoryDb Db() => _site.App.Services.GetRequiredService<InventoryDatabase>().Open(Actor.System("Test"));

    /// <summary>A variant with stock, which the demo channel sells too under the same SKU.</summary>
    public async Task<(long VariantId, long GoodId)> GivenSoldAsync(decimal onHand, string? sku = null, string shop = "one")
    {
        var number = Interlocked.Increment(ref _made);
        sku ??= $"CH-{number}";
        var variantId = await GivenVariantAsync(sku, onHand);
        return (variantId, await GivenGoodAsync(sku, shop: shop));
    }

    public async Task<long> GivenVariantAsync(string sku, decimal onHand)
    {
        var productId = await AskAsync<Products, long>(p => p.CreateAsync(new NewProduct { Details = new ProductDetails { Name = $"Good {sku}" }, Variants = [new VariantDetails { Sku = sku, Price = 9.90m }] }));
        await using var db = Db();
        var variantId = await db.Variants.Where(v => v.ProductId == productId).Select(v => v.Id).SingleAsync();
        if (onHand > 0)
            await MoveAsync(MovementKind.Receipt, variantId, onHand);
        return variantId;
    }

    public async Task<long> GivenGoodAsync(string sku, string? barcode = null, string shop = "one")
    {
        await using var db = Db();
        var good = new DemoGood(shop, sku, $"Good {sku}", barcode, 9.90m, 777);
        db.DemoGoods.Add(good);
        await db.SaveChangesAsync();
        return good.Id;
    }

    public Task MoveAsync(MovementKind kind, long variantId, decimal quantity) => DoAsync<Ledger>(ledger =>
        ledger.PostAsync(new StockCommand($"channel-{Interlocked.Increment(ref _made)}", kind, [new StockLine(variantId, LocationId, quantity) { UnitCost = quantity > 0 ? 5 : null }])));

    public Task<long> GivenChannelAsync(string name) => AskAsync<SalesChannels, long>(c => c.CreateAsync(new ChannelDetails { Name = name, Kind = ChannelKind.Website }));

    /// <summary>A channel connected to the demo channel, whose catalogue was read.</summary>
    public Task<long> GivenConnectedAsync(string name, DriftPolicy drift = DriftPolicy.Ask, string shop = "one") =>
        GivenConnectedAsync(name, Input(shop) with { Drift = drift });

    public ConnectionInput Input(string shop = "one") => DemoInput(shop, Key, Address);

    public Task MoodAsync(DemoChannelSettings mood) => ChooseAsync(mood with { OrdersPerHour = 0 });

    public async Task<long> BuyAsync(string shop, long goodId, int quantity) => await TryBuyAsync(shop, goodId, quantity) ?? throw new InvalidOperationException("The channel shows too few.");

    public Task<long?> TryBuyAsync(string shop, long goodId, int quantity) => AskAsync<DemoChannelShop, long?>(s => s.BuyAsync(shop, "Ada Brook", [(goodId, quantity)]));

    public Task CancelThereAsync(long orderId) => DoAsync<DemoChannelShop>(s => s.CancelAsync(orderId));

    /// <summary>The order that this one has become, as soon as it is there.</summary>
    public async Task<Order> OrderAsync(long channelId, long bought)
    {
        var externalId = bought.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var db = Db();
        await Eventually.TrueAsync(() => db.Orders.AnyAsync(o => o.ChannelId == channelId && o.ExternalId == externalId), "the order is there");
        return await db.Orders.AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.ChannelId == channelId && o.ExternalId == externalId);
    }

    /// <summary>Where there is enough.</summary>
    public async Task TryMoveAsync(MovementKind kind, long variantId, decimal quantity)
    {
        try
        {
            await MoveAsync(kind, variantId, quantity);
        }
        catch (BusinessRuleException)
        {
            // sold out here: nothing moves
        }
    }

    public async Task<int> ShownAsync(long goodId)
    {
        await using var db = Db();
        return await db.DemoGoods.Where(g => g.Id == goodId).Select(g => g.Quantity).SingleAsync();
    }

    public Task ShowsAsync(long goodId, int quantity, int seconds = 30) =>
        Eventually.TrueAsync(async () => await ShownAsync(goodId) == quantity, async () => $"the channel shows {quantity}, not {await ShownAsync(goodId)}\n{await StateAsync(goodId)}", seconds);

    // what a journey cannot see when nothing comes
    private async Task<string> StateAsync(long goodId)
    {
        var externalId = goodId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var db = Db();
        var said = new List<object>();
        said.AddRange(await db.Listings.AsNoTracking().Where(l => l.ExternalId == externalId).ToListAsync());
        said.AddRange(await db.ChannelConnections.AsNoTracking().Select(c => new { c.ChannelId, c.State, c.Problem, c.NotBefore, c.LeasedUntil, c.FailuresInARow }).ToListAsync());
        said.AddRange(await db.BackgroundTasks.AsNoTracking().OrderByDescending(t => t.Id).Take(5).Select(t => new { t.Kind, t.State, t.Note, t.Attempts, t.Error }).ToListAsync());
        said.AddRange(await db.SyncRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(5).Select(r => new { r.ChannelId, r.Kind, r.StartedAt, r.Note, r.Failed }).ToListAsync());
        return string.Join('\n', said.Select(o => System.Text.Json.JsonSerializer.Serialize(o)));
    }

    public async Task<Listing> ListingAsync(long channelId, long goodId)
    {
        var externalId = goodId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var db = Db();
        return await db.Listings.AsNoTracking().SingleAsync(l => l.ChannelId == channelId && l.ExternalId == externalId);
    }

    /// <summary>Until everything that waits was sent.</summary>
    public Task SettledAsync(long channelId, int seconds = 60) => Eventually.TrueAsync(async () =>
    {
        await using var db = Db();
        return !await db.Listings.AnyAsync(l => l.ChannelId == channelId && l.VariantId != null && l.WaitingSince != null);
    }, "nothing waits any more", seconds);
}
