using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Sales;

public sealed class CounterSalesTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_sale_over_the_counter_is_paid_and_gone_at_once()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var key = SalesGoods.NextKey();

        var orderId = await SellAsync(Sale(store, (lamp, 2)) with { Discount = 1.80m }, key);
        Assert.Equal(orderId, await SellAsync(Sale(store, (lamp, 2)) with { Discount = 1.80m }, key));

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((3m, 0m), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Reserved));
        Assert.Equal((OrderState.Delivered, PaymentState.Paid, 38m), (order.State, order.PaymentState, order.Total));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task The_same_sale_from_two_taps_at_once_is_one_sale()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var key = SalesGoods.NextKey();

        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await scope.ServiceProvider.GetRequiredService<CounterSales>().SellAsync(Sale(store, (lamp, 2)), key);
        }));

        Assert.Single(orders.Distinct());
        Assert.Equal(3, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task What_is_held_for_others_is_not_sold_and_nothing_is_left_behind()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        await shop.GivenOrderAsync((lamp, 4));
        await using var db = shop.Db();
        var before = await db.Orders.CountAsync();

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => SellAsync(Sale(store, (lamp, 1), (lamp, 1)), SalesGoods.NextKey()));

        Assert.Contains("free here", refused.Message, StringComparison.Ordinal);
        Assert.Equal((before, 5m), (await db.Orders.CountAsync(), (await shop.StockOfAsync(lamp, store)).OnHand));
    }

    [Fact]
    public async Task Kits_never_oversell_their_parts_over_the_counter()
    {
        var (shade, store) = await shop.GivenLampsAsync(3);
        var kit = await shop.GivenKitAsync((shade, 2));

        await Assert.ThrowsAsync<BusinessRuleException>(() => SellAsync(Sale(store, (kit, 1), (shade, 2)), SalesGoods.NextKey()));
        var orderId = await SellAsync(Sale(store, (kit, 1), (shade, 1)), SalesGoods.NextKey());

        Assert.Equal(0, (await shop.StockOfAsync(shade, store)).OnHand);
        Assert.Equal(shade, Assert.Single((await shop.OrderAsync(orderId)).Shipments[0].Lines[0].Takes).VariantId);
    }

    private Task<long> SellAsync(CounterSale sale, string key) => shop.Get<CounterSales>().SellAsync(sale, key);

    private static CounterSale Sale(long locationId, params (long VariantId, decimal Quantity)[] lines) =>
        new() { LocationId = locationId, Lines = [.. lines.Select(l => new DraftLine { VariantId = l.VariantId, Quantity = l.Quantity })] };
}
