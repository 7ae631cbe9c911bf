using System.Net;
using System.Text;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Sales;

namespace InventorySync.Tests.Channels;

/// <summary>Orders on their way from a channel into the shop.</summary>
public sealed class OrderIntakeTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    [Fact]
    public async Task An_order_placed_there_is_promised_here_and_both_show_what_is_left()
    {
        var (lamp, shown) = await site.GivenSoldAsync(10, shop: "orders");
        var channel = await site.GivenConnectedAsync("Orders come", shop: "orders");
        await site.ShowsAsync(shown, 10);

        var bought = await site.BuyAsync("orders", shown, 3);

        var order = await site.OrderAsync(channel, bought);
        await using var db = site.Db();
        Assert.Equal(3, await db.StockItems.Where(i => i.VariantId == lamp).SumAsync(i => i.Reserved));
        Assert.Equal((lamp, 3m), order.Lines.Select(l => (l.VariantId!.Value, l.Quantity)).Single());
        await site.SettledAsync(channel);
        Assert.Equal(7, await site.ShownAsync(shown));
    }

    [Fact]
    public async Task What_was_told_twice_is_one_order_and_a_cancelled_one_gives_its_goods_back()
    {
        var (lamp, shown) = await site.GivenSoldAsync(10, shop: "twice");
        var channel = await site.GivenConnectedAsync("Told twice", shop: "twice");
        await site.ShowsAsync(shown, 10);
        await site.MoodAsync(new DemoChannelSettings { DoubledNewsPercent = 100 });

        var bought = await site.BuyAsync("twice", shown, 4);
        await site.OrderAsync(channel, bought);
        await site.CancelThereAsync(bought);

        await Eventually.TrueAsync(async () => (await site.OrderAsync(channel, bought)).State == OrderState.Cancelled, "the order is cancelled");
        await site.MoodAsync(new DemoChannelSettings());
        await using var db = site.Db();
        Assert.Equal(1, await db.Orders.CountAsync(o => o.ChannelId == channel));
        Assert.Equal(0, await db.StockItems.Where(i => i.VariantId == lamp).SumAsync(i => i.Reserved));
        await site.ShowsAsync(shown, 10);
    }

    [Fact]
    public async Task Orders_of_which_nobody_told_are_found_by_asking()
    {
        var (_, shown) = await site.GivenSoldAsync(10, shop: "silent");
        var channel = await site.GivenConnectedAsync("Silent", shop: "silent");
        await site.ShowsAsync(shown, 10);
        await site.MoodAsync(new DemoChannelSettings { LostNewsPercent = 100 });
        var bought = await site.BuyAsync("silent", shown, 1);
        await site.MoodAsync(new DemoChannelSettings());

        await site.DoAsync<OrderIntake>(intake => intake.ReconcileAsync(channel));

        Assert.Equal(1, (await site.OrderAsync(channel, bought)).Lines.Single().Quantity);
    }

    [Fact]
    public async Task More_than_there_is_becomes_an_order_that_says_so_and_never_makes_stock_negative()
    {
        var (lamp, shown) = await site.GivenSoldAsync(5, shop: "many");
        var channel = await site.GivenConnectedAsync("Too many", shop: "many");
        await site.ShowsAsync(shown, 5);
        await site.DoAsync<Connecting>(c => c.PauseAsync(channel));
        await site.MoveAsync(Domain.Stock.MovementKind.Sale, lamp, -3); // at the counter, while the channel still shows five

        var bought = await site.BuyAsync("many", shown, 4);

        var order = await site.OrderAsync(channel, bought);
        Assert.True(order.Oversold);
        await using var db = site.Db();
        var item = await db.StockItems.SingleAsync(i => i.VariantId == lamp);
        Assert.InRange(item.OnHand - item.Reserved, 0, 2);
    }

    [Fact]
    public async Task An_order_that_is_gone_there_gives_its_goods_back()
    {
        var (lamp, shown) = await site.GivenSoldAsync(6, shop: "gone");
        var channel = await site.GivenConnectedAsync("Gone order", shop: "gone");
        await site.ShowsAsync(shown, 6);
        var bought = await site.BuyAsync("gone", shown, 2);
        await site.OrderAsync(channel, bought);
        await using var db = site.Db();
        await db.DemoOrders.Where(o => o.Id == bought).ExecuteDeleteAsync();

        await site.DoAsync<OrderIntake>(intake => intake.TakeAsync(channel, bought.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(OrderState.Cancelled, (await site.OrderAsync(channel, bought)).State);
        Assert.Equal(0, await db.StockItems.Where(i => i.VariantId == lamp).SumAsync(i => i.Reserved));
    }

    [Fact]
    public async Task Whoever_does_not_know_the_secret_is_not_heard()
    {
        var channel = await site.GivenConnectedAsync("Secret");
        await using var db = site.Db();
        var token = await db.ChannelConnections.Where(c => c.ChannelId == channel).Select(c => c.HookToken).SingleAsync();
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };

        foreach (var door in new[] { token, "no-such-door" })
        {
            using var body = new StringContent("""{"eventId":"1","kind":"order","orderId":1}""", Encoding.UTF8, "application/json");
            body.Headers.Add("X-Demo-Signature", "00");
            using var answer = await client.PostAsync($"hooks/{door}", body);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.False(await db.InboundCalls.AnyAsync(c => c.ChannelId == channel));
    }
}
