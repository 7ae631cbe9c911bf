using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Access;
using InventorySync.Tests.Sales;
using InventorySync.Tests.Stock;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Purchasing;

/// <summary>Freight and duty that are billed after the goods came.</summary>
public sealed class LateBillsTests(TestShop shop) : IClassFixture<TestShop>
{
    private Receiving Receiving => shop.Get<Receiving>();

    [Fact]
    public async Task While_everything_is_still_there_the_stock_is_worth_the_bill_more()
    {
        var (lamp, vase, store, supplier) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenSupplierAsync());
        await shop.GivenOfferAsync(supplier, lamp, 10);
        await shop.GivenOfferAsync(supplier, vase, 30);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 1), (vase, 1));
        var receipt = await ReceiveAsync(order, BuyingGoods.Arrived(order, 1, 1));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Kind = LandedCostKind.Freight, Spread = CostSpread.ByValue, Amount = 8, Note = "Bill 4711" }, "bill-1");

        Assert.Equal(((12m, 12m), (36m, 36m)), (await WorthAsync(lamp, store), await WorthAsync(vase, store)));
        var after = await shop.PurchaseAsync(order.Id);
        Assert.Equal(8, after.Receipts.Single().Lines.Sum(l => l.LandedCost));
        Assert.Equal("Freight of 8 USD came later for receipt " + after.Receipts.Single().Number + ".", after.Events.MaxBy(e => e.Position)!.Said.ToString());
        await shop.ProveAsync();
    }

    [Fact]
    public async Task What_was_sold_before_the_bill_came_costs_its_part_of_it()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -4));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "bill");

        Assert.Equal((30m, 30m), await WorthAsync(lamp, store));
        await using var db = shop.Db();
        var booked = await db.StockMovements.Where(m => m.VariantId == lamp).OrderBy(m => m.Sequence).Select(m => new { m.Kind, m.Quantity, m.Value, m.FifoValue }).ToListAsync();
        Assert.Equal([(MovementKind.Receipt, 40m, 40m), (MovementKind.Sale, -16m, -16m), (MovementKind.LandedCost, 10m, 10m), (MovementKind.CostCorrection, -4m, -4m)], booked.Select(m => (m.Kind, m.Value, m.FifoValue)));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task Each_book_of_cost_knows_in_its_own_way_what_is_gone()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 6);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -10));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "bill");

        // by the average ten of twenty at five are left; the oldest first took all that the bill is for
        Assert.Equal((60m, 60m), await WorthAsync(lamp, store));
        await using var db = shop.Db();
        var correction = await db.StockMovements.SingleAsync(m => m.VariantId == lamp && m.Kind == MovementKind.CostCorrection);
        Assert.Equal((0m, -10m), (correction.Value, correction.FifoValue));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task With_nothing_left_all_of_it_is_cost_of_what_was_sold()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(3, cost: 4);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -3));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 5 }, "bill");

        Assert.Equal((0m, 0m), await WorthAsync(lamp, store));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task The_same_bill_given_again_or_at_once_is_booked_once()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Manager);
            await scope.Get<Receiving>().AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "once");
        }));

        Assert.Equal((50m, 50m), await WorthAsync(lamp, store));
        Assert.Single((await shop.PurchaseAsync(order.Id)).Receipts.Single().Costs);
    }

    [Fact]
    public async Task A_credit_takes_off_what_the_bill_put_on_and_no_more()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);
        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "bill");
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -3));

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = -10.01m }, "too-much"));
        Assert.Equal((nameof(LateBill.Amount), "That is more than this receipt was charged for it. At most the 10 that were entered come off, spread the same way."), (refusal.Field, refusal.Message));
        Assert.Equal((35m, 35m), await WorthAsync(lamp, store));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = -10 }, "credit");

        Assert.Equal((28m, 28m), await WorthAsync(lamp, store));
        Assert.Equal(0, (await shop.PurchaseAsync(order.Id)).Receipts.Single().Lines.Single().LandedCost);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_receipt_that_is_taken_back_goes_with_its_late_costs()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 7);
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 5);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));
        var receipt = await ReceiveAsync(order, BuyingGoods.Arrived(order, 10));
        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 20 }, "bill");

        await Receiving.UndoAsync(order.Id, receipt, "Wrong pallet");

        Assert.Equal((50m, 50m), await WorthAsync(lamp, store));
        await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 1 }, "later still"));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_bill_is_booked_on_a_closed_order_too_but_not_by_who_only_receives()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);
        await shop.Get<PurchaseOrders>().CloseAsync(order.Id, null);
        await using var warehouse = shop.As(BuiltInRoles.Warehouse);
        await Assert.ThrowsAnyAsync<BusinessRuleException>(() => warehouse.Get<Receiving>().AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "bill"));

        await Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "bill");

        Assert.Equal((50m, 50m), await WorthAsync(lamp, store));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_bill_without_an_amount_is_refused_at_the_field(int? amount)
    {
        var (_, order, _, receipt) = await GivenReceivedAsync(1, cost: 4);

        var refusal = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Receiving.AddCostAsync(order.Id, receipt, new LateBill { Amount = amount }, "bill"));

        Assert.Equal("Enter an amount.", refusal.Message);
    }

    [Fact]
    public async Task A_bill_that_breaks_off_anywhere_leaves_nothing_behind()
    {
        var (lamp, order, store, receipt) = await GivenReceivedAsync(10, cost: 4);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -4));
        var before = await LookAsync();
        var breaks = 0;
        for (var at = 1; ; at++)
        {
            var failing = new FailingAt(at);
            await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(failing));
            await using var scope = node.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Test");
            if (await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<Receiving>().AddCostAsync(order.Id, receipt, new LateBill { Amount = 10 }, "once")) is not { } failure)
                break;

            Assert.True(failing.Failed, failure.ToString());
            Assert.Equal(before, await LookAsync());
            breaks++;
        }

        Assert.InRange(breaks, 5, 200);
        Assert.Equal((30m, 30m), await WorthAsync(lamp, store));
        await shop.ProveAsync();

        async Task<((decimal, decimal), int, int, int)> LookAsync()
        {
            await using var db = shop.Db();
            var now = await shop.PurchaseAsync(order.Id);
            return (await WorthAsync(lamp, store), now.Receipts.Single().Costs.Count, now.Events.Count, await db.Outbox.CountAsync());
        }
    }

    private async Task<(long Lamp, PurchaseOrder Order, long Store, long Receipt)> GivenReceivedAsync(decimal quantity, decimal cost)
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: cost);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, quantity));
        return (lamp, order, store, await ReceiveAsync(order, BuyingGoods.Arrived(order, quantity)));
    }

    private async Task<long> ReceiveAsync(PurchaseOrder order, ReceiptDetails details) => (await Receiving.ReceiveAsync(order.Id, details, BuyingGoods.NextKey())).ReceiptId!.Value;

    private async Task<(decimal Average, decimal Fifo)> WorthAsync(long variantId, long locationId)
    {
        var item = await shop.StockOfAsync(variantId, locationId);
        return (item.Value, item.FifoValue);
    }
}
