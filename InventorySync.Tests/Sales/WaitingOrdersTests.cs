using InventorySync.Domain.Common;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Sales;

/// <summary>Orders for more than there was: what comes in is held for them by itself.</summary>
public sealed class WaitingOrdersTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task What_comes_in_goes_to_the_oldest_order_first_and_people_are_told_when_one_has_all()
    {
        var (lamp, store) = await shop.GivenLampsAsync(1);
        var manager = await shop.GivenManagerAsync();
        var younger = await OversoldAsync(lamp, 3, minutesAgo: 10);
        var older = await OversoldAsync(lamp, 3, minutesAgo: 60);

        await shop.GivenStockAsync(lamp, store, 4);
        await FollowAsync();

        // the younger one came in first and holds 1; the older one has the first claim on what is new
        Assert.Equal((3m, 2m), (await shop.HeldForAsync(older), await shop.HeldForAsync(younger)));
        Assert.Equal((false, true), ((await shop.OrderAsync(older)).Oversold, (await shop.OrderAsync(younger)).Oversold));
        await using var db = shop.Db();
        Assert.Single(await db.Notifications.Where(n => n.PersonId == manager && n.Href == $"/orders/{older}" && n.Kind == Domain.Alerts.NotificationKind.Done).ToListAsync());
        Assert.False(await db.Notifications.AnyAsync(n => n.PersonId == manager && n.Href == $"/orders/{younger}" && n.Kind == Domain.Alerts.NotificationKind.Done));
        await shop.ProveAsync();
    }

    [Theory]
    [InlineData("adjusted")]
    [InlineData("released")]
    [InlineData("returned")]
    public async Task Whatever_makes_stock_free_serves_who_waits(string how)
    {
        var (lamp, store) = await shop.GivenLampsAsync(2);
        var holder = await shop.GivenOrderAsync((lamp, 2));
        var waiting = await OversoldAsync(lamp, 2, minutesAgo: 5);
        Assert.Equal(0, await shop.HeldForAsync(waiting));

        if (how == "adjusted")
            await shop.PostAsync(MovementKind.Adjustment, new StockLine(lamp, store, 2));
        else if (how == "returned")
            await shop.PostAsync(MovementKind.Return, new StockLine(lamp, store, 2));
        else
            await shop.Get<Confirming>().CancelAsync(holder, "The customer called.");
        await FollowAsync();

        Assert.Equal(2, await shop.HeldForAsync(waiting));
        Assert.False((await shop.OrderAsync(waiting)).Oversold);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_kit_that_waits_for_its_part_is_held_when_the_part_comes()
    {
        var (part, store) = await shop.GivenLampsAsync(1);
        var kit = await shop.GivenKitAsync((part, 2));
        var waiting = await OversoldAsync(kit, 1, minutesAgo: 5);

        await shop.GivenStockAsync(part, store, 1);
        await FollowAsync();

        Assert.False((await shop.OrderAsync(waiting)).Oversold);
        Assert.Equal(2, (await shop.StockOfAsync(part, store)).Reserved);
    }

    [Fact]
    public async Task The_same_news_twice_or_from_two_nodes_at_once_holds_nothing_twice()
    {
        var (lamp, store) = await shop.GivenLampsAsync(0);
        var first = await OversoldAsync(lamp, 2, minutesAgo: 9);
        var second = await OversoldAsync(lamp, 2, minutesAgo: 8);

        await shop.GivenStockAsync(lamp, store, 3);
        await Task.WhenAll(FollowAsync(), FollowAsync(), FollowAsync());
        await FollowAsync();

        Assert.Equal((2m, 1m), (await shop.HeldForAsync(first), await shop.HeldForAsync(second)));
        Assert.Equal((3m, 3m), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Reserved));
        Assert.Single((await shop.OrderAsync(first)).Events, e => e.Said.Text == "{0} more are held.");
    }

    [Fact]
    public async Task Cancelled_orders_and_orders_of_other_goods_get_nothing()
    {
        var (lamp, store) = await shop.GivenLampsAsync(0);
        var (other, _) = await shop.GivenLampsAsync(0);
        var cancelled = await OversoldAsync(lamp, 1, minutesAgo: 9);
        await shop.Get<Confirming>().CancelAsync(cancelled, "The customer called.");
        var elsewhere = await OversoldAsync(other, 1, minutesAgo: 9);

        await shop.GivenStockAsync(lamp, store, 5);
        await FollowAsync();

        Assert.Equal((0m, 0m, 0m), (await shop.HeldForAsync(cancelled), await shop.HeldForAsync(elsewhere), (await shop.StockOfAsync(lamp, store)).Reserved));
    }

    private async Task<long> OversoldAsync(long variantId, decimal quantity, int minutesAgo)
    {
        var at = shop.Clock.GetUtcNow().AddMinutes(-minutesAgo);
        var taken = await shop.Get<Orders>().TakeAsync(new IncomingOrder
        {
            ExternalId = SalesGoods.NextKey(),
            UpdatedAt = at,
            PlacedAt = at,
            CustomerName = "Carla Customer",
            Lines = [new IncomingLine { ExternalId = "1", VariantId = variantId, Name = "Lamp", Quantity = quantity, UnitPrice = 10 }],
        });
        Assert.True((await shop.OrderAsync(taken.OrderId)).Oversold);
        return taken.OrderId;
    }

    /// <summary>The follower gets all that was told so far, as the dispatcher gives it at least once.</summary>
    private async Task FollowAsync()
    {
        List<OutboxMessage> told;
        await using (var db = shop.Db())
            told = await db.Outbox.AsNoTracking().Where(m => m.Kind == nameof(StockChanged)).OrderBy(m => m.Id).ToListAsync();
        await using var scope = shop.As(Domain.Access.Actor.System("Test"));
        await scope.ServiceProvider.GetRequiredService<WaitingOrders>().HandleAsync(told, CancellationToken.None);
    }
}
