using InventorySync.Domain.Webhooks;

namespace InventorySync.Tests.Webhooks;

public sealed class WebhookNodesTests(WebhookShop hooks) : IClassFixture<WebhookShop>
{
    [Fact]
    public async Task Two_nodes_send_each_delivery_once()
    {
        var webhook = await hooks.GivenWebhookAsync("/nodes");
        for (var n = 0; n < 40; n++)
            await hooks.Shop.GivenLocationAsync($"Node {n}");
        await hooks.FollowAsync();
        var other = hooks.Get<WebhookSending>(hooks.NewNode());
        var one = hooks.Get<WebhookSending>();

        await Task.WhenAll(Task.Run(() => one.SendDueAsync()), Task.Run(() => other.SendDueAsync()));

        // each may run dry while the other still sends; what is left then is due at once
        await one.SendDueAsync();
        Assert.Equal(40, hooks.CallsTo("/nodes").Count);
        Assert.Equal(40, hooks.CallsTo("/nodes").Select(c => c.Headers["X-InventorySync-Event-Id"]).Distinct().Count());
        Assert.All(await hooks.DeliveriesAsync(webhook.Id), d => Assert.Equal((DeliveryState.Delivered, 1), (d.State, d.Attempts)));
    }

    [Fact]
    public async Task A_node_that_dies_while_sending_keeps_its_delivery_for_a_minute_only()
    {
        var webhook = await hooks.GivenWebhookAsync("/died");
        await hooks.Shop.GivenLocationAsync("Died");
        await hooks.FollowAsync();
        var dead = hooks.Get<IDeliveryQueue>(hooks.NewNode());
        Assert.NotEmpty(await dead.LeaseDueAsync(50, default));

        Assert.Equal(0, await hooks.Get<WebhookSending>().SendDueAsync());
        hooks.Shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await hooks.Get<WebhookSending>().SendDueAsync();

        Assert.Equal(DeliveryState.Delivered, Assert.Single(await hooks.DeliveriesAsync(webhook.Id)).State);
    }

    [Fact]
    public async Task A_slow_receiver_gets_few_at_once_so_that_others_are_not_held_up()
    {
        var webhook = await hooks.GivenWebhookAsync("/slow");
        for (var n = 0; n < 10; n++)
            await hooks.Shop.GivenLocationAsync($"Slow {n}");
        await hooks.FollowAsync();
        var queue = hooks.Get<IDeliveryQueue>();

        var first = await queue.LeaseDueAsync(50, default);
        var second = await queue.LeaseDueAsync(50, default);

        var slow = (await hooks.DeliveriesAsync(webhook.Id)).Select(d => d.Id).ToHashSet();
        Assert.Equal(4, first.Count(slow.Contains));
        Assert.Equal(0, second.Count(slow.Contains));
    }
}
