using InventorySync.Domain.Access;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Sales;

/// <summary>The power fails at each statement in turn: the change is there as a whole, or not at all.</summary>
public sealed class BrokenOffTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_shipment_that_breaks_off_anywhere_leaves_nothing_behind()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 2));

        var breaks = await BreakEverywhereAsync(
            services => services.GetRequiredService<Shipping>().ShipAsync(orderId, new ShipmentDetails(), "once"),
            async () =>
            {
                var (stock, order) = (await shop.StockOfAsync(lamp, store), await shop.OrderAsync(orderId));
                return (stock.OnHand, stock.Reserved, order.State, order.Shipments.Count, await shop.HeldForAsync(orderId), await MessagesAsync());
            });

        Assert.InRange(breaks, 5, 200);
        Assert.Equal((OrderState.Shipped, 3m), ((await shop.OrderAsync(orderId)).State, (await shop.StockOfAsync(lamp, store)).OnHand));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_counter_sale_that_breaks_off_anywhere_leaves_neither_order_nor_money()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);

        var breaks = await BreakEverywhereAsync(
            services => services.GetRequiredService<CounterSales>().SellAsync(new CounterSale { LocationId = store, Lines = [new DraftLine { VariantId = lamp, Quantity = 2 }] }, "till-1"),
            async () =>
            {
                await using var db = shop.Db();
                return ((await shop.StockOfAsync(lamp, store)).OnHand, await db.Orders.CountAsync(o => o.LocationId == store), await db.OrderPayments.CountAsync(), await MessagesAsync());
            });

        Assert.InRange(breaks, 5, 200);
        Assert.Equal(3, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task An_order_from_outside_that_breaks_off_anywhere_is_not_there_and_comes_whole_the_next_time()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var incoming = new IncomingOrder
        {
            ExternalId = "broken-1",
            UpdatedAt = shop.Clock.GetUtcNow(),
            PlacedAt = shop.Clock.GetUtcNow(),
            Paid = 20,
            Lines = [new IncomingLine { ExternalId = "1", VariantId = lamp, Name = "Lamp", Quantity = 2, UnitPrice = 10, Sent = 1 }],
        };

        var breaks = await BreakEverywhereAsync(
            services => services.GetRequiredService<Orders>().TakeAsync(incoming),
            async () =>
            {
                await using var db = shop.Db();
                var stock = await shop.StockOfAsync(lamp, store);
                return (stock.OnHand, stock.Reserved, await db.Orders.CountAsync(o => o.ExternalId == "broken-1"), await MessagesAsync());
            });

        Assert.InRange(breaks, 5, 200);
        Assert.Equal((4m, 1m), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Reserved));
        await shop.ProveAsync();
    }

    /// <summary>Lets the work fail at its first statement, its second and so on, until it comes through; the answer is how often it failed.</summary>
    private async Task<int> BreakEverywhereAsync<TState>(Func<IServiceProvider, Task> work, Func<Task<TState>> look)
    {
        var before = await look();
        for (var at = 1; ; at++)
        {
            var failing = new FailingAt(at);
            await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(failing));
            await using var scope = node.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Test");
            if (await Record.ExceptionAsync(() => work(scope.ServiceProvider)) is not { } failure)
                return at - 1;

            Assert.True(failing.Failed, failure.ToString());
            Assert.Equal(before, await look());
        }
    }

    private async Task<int> MessagesAsync()
    {
        await using var db = shop.Db();
        return await db.Outbox.CountAsync();
    }
}
