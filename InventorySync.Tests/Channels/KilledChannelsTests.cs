using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using InventorySync.Web.DemoChannel;

namespace InventorySync.Tests.Channels;

/// <summary>The built app is killed again and again while it pushes quantities to two channels and works on what they tell. The channels stand on a server
/// of their own, where people go on buying.</summary>
public sealed class KilledChannelsTests : IAsyncLifetime
{
    private const int Kills = 3;
    private const int Goods = 8;
    private static readonly string[] Shops = ["east", "west"];

    private readonly TestShop _shop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("killed-channels-");
    private readonly List<(long VariantId, long[] Shown)> _goods = [];
    private readonly List<long> _channels = [];
    private readonly List<long> _bought = [];
    private DemoShopProcess _there = null!;
    private long _store;
    private volatile bool _closing;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        // the app goes by the real clock
        _shop.Clock.Advance(TimeProvider.System.GetUtcNow() - _shop.Clock.GetUtcNow());
        _there = await DemoShopProcess.StartAsync(_shop, _folder.FullName);
        await _there.ChooseAsync(new AllocationSettings { Policy = AllocationPolicy.All, Buffer = 0 });
        _store = await _shop.GivenLocationAsync();
        for (var i = 0; i < Goods; i++)
            _goods.Add(await _shop.GivenSoldThereAsync(_store, 40, Shops));
        foreach (var name in Shops)
            _channels.Add(await _there.GivenConnectedAsync(name, OwnersHand.DemoInput(name, _there.Key, "http://127.0.0.1:9")));
        await _there.ChooseAsync(new DemoChannelSettings { OrdersPerHour = 0, CallsPerSecond = 1000, LatencyMs = 40, LostNewsPercent = 10, DoubledNewsPercent = 20, LostAnswerPercent = 5 });
    }

    public async Task DisposeAsync()
    {
        await _there.DisposeAsync();
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task However_often_the_app_is_killed_both_channels_show_what_they_may_sell_and_no_order_is_lost_or_doubled()
    {
        var people = Shops.Select((_, side) => Task.Run(() => ShopAsync(side))).ToList();
        var (pushing, working) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var node = await StartAsync();
            var (pushes, done) = (_there.Pushes, await DoneAsync());
            await Eventually.TrueAsync(async () => await AllWellAsync(people) && _there.Pushes > pushes, "it pushes", seconds: 90);
            await Eventually.TrueAsync(async () => await AllWellAsync(people) && await DoneAsync() > done, "it works on news", seconds: 90);
            await Task.Delay(Random.Shared.Next(0, 250));
            await node.KillAsync();
            (pushing, working) = (pushing + await CountAsync(l => l.WaitingSince != null), working + await WaitingNewsAsync());
        }

        _closing = true;
        await Task.WhenAll(people).WaitAsync(TimeSpan.FromSeconds(30));
        await _there.ChooseAsync(new DemoChannelSettings { OrdersPerHour = 0, CallsPerSecond = 1000 });
        using var last = await StartAsync();
        await AgreeAsync();

        Assert.True(pushing > 0 && working > 0, $"It never died in the middle of something: {pushing} quantities, {working} news.");
        await DemandOrdersAsync();
        await DemandShownAsync();
        Assert.Empty((await _shop.Get<Proving>().ProveAsync()).Findings);
    }

    private static async Task<bool> AllWellAsync(List<Task> people)
    {
        foreach (var broken in people.Where(p => p.IsFaulted))
            await broken;
        return true;
    }

    private async Task DemandOrdersAsync()
    {
        await using var db = _shop.Db();
        var there = (await db.DemoOrders.Select(o => o.Id).ToListAsync()).ConvertAll(id => FormattableString.Invariant($"{id}"));
        var here = await db.Orders.AsNoTracking().Where(o => o.ChannelId != null).Include(o => o.Lines).ToListAsync();
        Assert.Equal(there.Order(StringComparer.Ordinal), here.Select(o => o.ExternalId).Order(StringComparer.Ordinal));
        Assert.Equal(_bought.Count, there.Count);
        Assert.All(here, order => Assert.Equal(order.Oversold, order.IsOpen && order.Lines.Any(l => l.Missing > 0)));
    }

    private async Task DemandShownAsync()
    {
        await using var db = _shop.Db();
        foreach (var (variantId, shown) in _goods)
        {
            var may = (await _shop.Get<Allocating>().OfVariantAsync(variantId)).ToDictionary(a => a.ChannelId, a => a.Allocation.Sellable);
            var shows = await db.DemoGoods.Where(g => shown.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => (decimal)g.Quantity);
            Assert.Equal((may[_channels[0]], may[_channels[1]]), (shows[shown[0]], shows[shown[1]]));
        }
    }

    private async Task<WebNode> StartAsync()
    {
        var node = await WebNode.StartAsync(_shop.ConnectionString, _folder.FullName, $"Channels:Demo:Address={_there.Address}");
        await using var db = _shop.Db();
        foreach (var channelId in _channels)
        {
            var (shop, token) = (Shops[_channels.IndexOf(channelId)], await db.ChannelConnections.Where(c => c.ChannelId == channelId).Select(c => c.HookToken).SingleAsync());
            await db.DemoHooks.Where(h => h.Shop == shop).ExecuteUpdateAsync(set => set.SetProperty(h => h.Address, $"{node.Address}hooks/{token}"));
        }

        return node;
    }

    // people buy, change their minds, and somebody sells and books in at the store
    private async Task ShopAsync(int side)
    {
        var random = new Random(side);
        for (var act = 0; !_closing; act++)
        {
            var (variantId, shown) = _goods[random.Next(Goods)];
            switch (random.Next(6))
            {
                case < 3:
                    if (await _there.AskAsync<DemoChannelShop, long?>(s => s.BuyAsync(Shops[side], "Ada Brook", [(shown[side], random.Next(1, 3))])) is { } bought)
                        Bought(bought);
                    break;
                case 3 when OneBought(random) is { } orderId:
                    await _there.DoAsync<DemoChannelShop>(s => s.CancelAsync(orderId));
                    break;
                case 4:
                    await MoveAsync($"sale-{side}-{act}", MovementKind.Sale, variantId, -1);
                    break;
                default:
                    await MoveAsync($"receipt-{side}-{act}", MovementKind.Receipt, variantId, 2);
                    break;
            }

            await Task.Delay(random.Next(400, 900));
        }
    }

    private async Task MoveAsync(string key, MovementKind kind, long variantId, decimal quantity)
    {
        try
        {
            await _there.DoAsync<Ledger>(l => l.PostAsync(new StockCommand(key, kind, [new StockLine(variantId, _store, quantity) { UnitCost = quantity > 0 ? 5 : null }])));
        }
        catch (Domain.Common.BusinessRuleException soldOut)
        {
            Assert.True(quantity < 0, soldOut.Message);
        }
    }

    private void Bought(long orderId)
    {
        lock (_bought)
            _bought.Add(orderId);
    }

    private long? OneBought(Random random)
    {
        lock (_bought)
            return _bought.Count == 0 ? null : _bought[random.Next(_bought.Count)];
    }

    // orders whose news were lost are found by asking, as the schedule does; what they changed is then sent
    private async Task AgreeAsync()
    {
        foreach (var channel in _channels)
            await _there.DoAsync<OrderIntake>(intake => intake.ReconcileAsync(channel));
        for (var quiet = 0; quiet < 3; quiet++)
        {
            await Eventually.TrueAsync(QuietAsync, "nothing waits any more", seconds: 90);
            await Task.Delay(200);
        }
    }

    // what was told was worked on, what came of it is known to the channels' follower, and what that marked was sent
    private async Task<bool> QuietAsync()
    {
        await using var db = _shop.Db();
        var last = await db.OutboxSequence.Select(s => s.LastPosition).SingleAsync();
        return await WaitingNewsAsync() == 0
            && !await db.Outbox.AnyAsync(m => m.Position == null)
            && await db.FollowerPlaces.Where(f => f.Name == "channels").AllAsync(f => f.Position >= last)
            && await CountAsync(l => l.WaitingSince != null) == 0;
    }

    private async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<Listing, bool>> which)
    {
        await using var db = _shop.Db();
        return await db.Listings.CountAsync(which);
    }

    private async Task<int> WaitingNewsAsync()
    {
        await using var db = _shop.Db();
        return await db.InboundCalls.CountAsync(c => c.State == InboundState.Waiting);
    }

    private async Task<int> DoneAsync()
    {
        await using var db = _shop.Db();
        return await db.InboundCalls.CountAsync(c => c.State == InboundState.Done);
    }
}
