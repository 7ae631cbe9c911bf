using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Channels;

/// <summary>One stock, two channels that break, lose and double things, and a counter: in the end everything agrees.</summary>
public sealed class TwoChannelsTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    private const int Goods = 6;
    private const int Acts = 160;

    [Fact]
    public async Task After_a_bad_hour_both_channels_show_what_they_may_sell_and_no_order_is_lost_or_doubled()
    {
        var goods = new List<(long VariantId, long[] Shown)>();
        for (var i = 0; i < Goods; i++)
        {
            var variantId = await site.GivenVariantAsync($"TWO-{i}", 40);
            goods.Add((variantId, [await site.GivenGoodAsync($"TWO-{i}", shop: "east"), await site.GivenGoodAsync($"TWO-{i}", shop: "west")]));
        }

        string[] shops = ["east", "west"];
        var channels = new[] { await site.GivenConnectedAsync("East", shop: "east"), await site.GivenConnectedAsync("West", shop: "west") };
        foreach (var channel in channels)
            await site.SettledAsync(channel);
        await site.MoodAsync(new DemoChannelSettings { BrokenPercent = 10, LostAnswerPercent = 10, TooManyPercent = 5, LostNewsPercent = 25, DoubledNewsPercent = 25 });

        var random = new Random(11);
        var bought = new List<long>();
        for (var i = 0; i < Acts; i++)
        {
            var (variantId, shown) = goods[random.Next(Goods)];
            var side = random.Next(2);
            switch (random.Next(8))
            {
                case < 4:
                    if (await site.TryBuyAsync(shops[side], shown[side], random.Next(1, 3)) is { } orderId)
                        bought.Add(orderId);
                    break;
                case 4 when bought.Count > 0:
                    await site.CancelThereAsync(bought[random.Next(bought.Count)]);
                    break;
                case 5:
                    await site.TryMoveAsync(MovementKind.Sale, variantId, -1);
                    break;
                case 6:
                    await site.TryMoveAsync(MovementKind.Return, variantId, 1);
                    break;
                default:
                    await site.TryMoveAsync(MovementKind.Receipt, variantId, 2);
                    break;
            }
        }

        await site.MoodAsync(new DemoChannelSettings());
        await AgreeAsync(channels);

        await using var db = site.Db();
        foreach (var channel in channels)
        {
            var told = await db.Orders.Where(o => o.ChannelId == channel).Select(o => o.ExternalId).ToListAsync();
            Assert.Equal(told.Count, told.Distinct().Count());
        }

        Assert.Equal(await db.DemoOrders.CountAsync(), await db.Orders.CountAsync(o => o.ChannelId != null));
        Assert.Equal(bought.Count, await db.DemoOrders.CountAsync());
        foreach (var (variantId, shown) in goods)
        {
            var may = (await site.AskAsync<Allocating, IReadOnlyList<ChannelAllocation>>(a => a.OfVariantAsync(variantId))).ToDictionary(a => a.ChannelId, a => a.Allocation.Sellable);
            Assert.Equal((may[channels[0]], may[channels[1]]), (await site.ShownAsync(shown[0]), await site.ShownAsync(shown[1])));
        }

        var proof = await site.AskAsync<Proving, StockProof>(p => p.ProveAsync());
        Assert.Empty(proof.Findings);
    }

    // orders whose news were lost are found by asking, as the schedule does; what they changed is then sent
    private async Task AgreeAsync(IReadOnlyList<long> channels)
    {
        foreach (var channel in channels)
            await site.DoAsync<OrderIntake>(intake => intake.ReconcileAsync(channel));
        await Eventually.TrueAsync(async () =>
        {
            await using var db = site.Db();
            return !await db.InboundCalls.AnyAsync(c => c.State == InboundState.Waiting);
        }, "all news were worked on", seconds: 60);
        foreach (var channel in channels)
            await site.SettledAsync(channel, seconds: 90);
        await Task.Delay(500);
        foreach (var channel in channels)
            await site.SettledAsync(channel, seconds: 90);
    }
}
