using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Access;
using InventorySync.Tests.Sales;
using InventorySync.Tests.Stock;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Purchasing;

public sealed class ReceivingTests(TestShop shop) : IClassFixture<TestShop>
{
    private Receiving Receiving => shop.Get<Receiving>();

    [Fact]
    public async Task Goods_come_in_parts_and_stand_in_the_books_for_what_they_cost()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 4);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));

        await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 4), BuyingGoods.NextKey());
        Assert.Equal((PurchaseState.PartlyReceived, 6m), ((await shop.PurchaseAsync(order.Id)).State, (await shop.PurchaseAsync(order.Id)).Lines[0].Open));
        await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 6), BuyingGoods.NextKey());

        Assert.Equal(PurchaseState.Received, (await shop.PurchaseAsync(order.Id)).State);
        var stock = await shop.StockOfAsync(lamp, store);
        Assert.Equal((10m, 40m), (stock.OnHand, stock.Value));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task Freight_and_duty_become_a_part_of_what_the_goods_cost()
    {
        var (lamp, vase, store, supplier) = (await shop.GivenVariantAsync(v => v.WeightGrams = 900), await shop.GivenVariantAsync(v => v.WeightGrams = 100), await shop.GivenLocationAsync(), await shop.GivenSupplierAsync());
        await shop.GivenOfferAsync(supplier, lamp, 10);
        await shop.GivenOfferAsync(supplier, vase, 30);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 1), (vase, 1));

        await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 1, 1) with
        {
            Costs = [new() { Kind = LandedCostKind.Freight, Spread = CostSpread.ByWeight, Amount = 5 }, new() { Kind = LandedCostKind.Duty, Spread = CostSpread.ByValue, Amount = 1 }],
        }, BuyingGoods.NextKey());

        Assert.Equal((14.75m, 31.25m), ((await shop.StockOfAsync(lamp, store)).Value, (await shop.StockOfAsync(vase, store)).Value));
        var receipt = (await shop.PurchaseAsync(order.Id)).Receipts.Single();
        Assert.Equal((40m, 6m), (receipt.Lines.Sum(l => l.GoodsCost), receipt.Lines.Sum(l => l.LandedCost)));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task The_same_receipt_given_again_receives_nothing_more()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));
        var key = BuyingGoods.NextKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Warehouse);
            return await scope.Get<Receiving>().ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 4), key);
        }));

        Assert.Single(answers.Select(a => a.ReceiptId).Distinct());
        Assert.Equal(4, (await shop.StockOfAsync(lamp, store)).OnHand);
        Assert.Single((await shop.PurchaseAsync(order.Id)).Receipts);
    }

    [Fact]
    public async Task Two_people_who_receive_the_same_line_at_once_do_not_receive_more_than_came()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Warehouse);
            return await scope.Get<Receiving>().ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 10), BuyingGoods.NextKey());
        }));

        Assert.Single(answers, a => a.Received);
        Assert.All(answers.Where(a => !a.Received), a => Assert.Equal((0m, 10m), (a.Over.Single().Open, a.Over.Single().Arrived)));
        Assert.Equal(10, (await shop.StockOfAsync(lamp, store)).OnHand);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task More_than_was_ordered_is_asked_about_and_taken_in_only_when_somebody_says_so()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));

        var asked = await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 12), BuyingGoods.NextKey());
        Assert.False(asked.Received);
        Assert.Equal(PurchaseState.Sent, (await shop.PurchaseAsync(order.Id)).State);

        Assert.True((await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 12) with { EvenMore = true }, BuyingGoods.NextKey())).Received);
        Assert.Equal((12m, PurchaseState.Received), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.PurchaseAsync(order.Id)).State));
    }

    [Fact]
    public async Task What_is_rejected_needs_a_reason_and_does_not_go_to_stock()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));
        var line = new ArrivedLine { LineId = order.Lines[0].Id, Accepted = 7, Rejected = 3 };

        await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Receiving.ReceiveAsync(order.Id, new ReceiptDetails { Lines = [line] }, BuyingGoods.NextKey()));
        await Receiving.ReceiveAsync(order.Id, new ReceiptDetails { Lines = [line with { RejectReason = "Damaged" }] }, BuyingGoods.NextKey());

        var after = await shop.PurchaseAsync(order.Id);
        Assert.Equal((7m, 3m, PurchaseState.PartlyReceived), ((await shop.StockOfAsync(lamp, store)).OnHand, after.Lines[0].Open, after.State));
        Assert.Equal("Damaged", after.Receipts[0].Lines[0].RejectReason);
        Assert.Equal(0.7m, (await shop.Get<SupplierPerformance>().OfAsync(supplier)).Quality);
    }

    [Fact]
    public async Task A_cancelled_order_a_draft_and_a_closed_one_receive_nothing()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var draft = await shop.PurchaseAsync(await shop.Get<PurchaseOrders>().CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 5))));
        var cancelled = await shop.GivenSentAsync(supplier, store, (lamp, 5));
        await shop.Get<PurchaseOrders>().CancelAsync(cancelled.Id, null);
        var closed = await shop.GivenSentAsync(supplier, store, (lamp, 5));
        await shop.Get<PurchaseOrders>().CloseAsync(closed.Id, "Not made any more");

        foreach (var order in new[] { draft, cancelled, closed })
            await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 1), BuyingGoods.NextKey()));

        Assert.Equal(0, (await shop.PurchaseAsync(closed.Id)).Total);
        Assert.False(await shop.HasMovementsAtAsync(store));
    }

    [Fact]
    public async Task A_receipt_that_was_wrong_is_taken_back_and_the_order_waits_again()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 7);
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 5);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));
        var receipt = (await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 10), BuyingGoods.NextKey())).ReceiptId!.Value;

        await Receiving.UndoAsync(order.Id, receipt, "Wrong pallet");
        await Receiving.UndoAsync(order.Id, receipt, "Clicked twice");

        var (after, stock) = (await shop.PurchaseAsync(order.Id), await shop.StockOfAsync(lamp, store));
        Assert.Equal((PurchaseState.Sent, 10m, 10m), (after.State, after.Lines[0].Open, stock.OnHand));
        Assert.Equal((50m, 50m), (stock.Value, stock.FifoValue));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task What_was_sold_meanwhile_cannot_be_taken_back()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 3));
        var receipt = (await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 3), BuyingGoods.NextKey())).ReceiptId!.Value;
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -2));

        await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.UndoAsync(order.Id, receipt, null));

        Assert.Equal((PurchaseState.Received, 1m), ((await shop.PurchaseAsync(order.Id)).State, (await shop.StockOfAsync(lamp, store)).OnHand));
    }

    [Fact]
    public async Task Goods_are_put_into_the_bin_that_is_named_and_the_next_ones_are_suggested_there()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var bin = await shop.GivenBinAsync(store, "A-1");
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 10));
        Assert.Null((await shop.Get<IncomingDeliveries>().FindAsync(order.Id)).Lines[0].Bin);

        await Receiving.ReceiveAsync(order.Id, new ReceiptDetails { Lines = [new() { LineId = order.Lines[0].Id, Accepted = 4, BinId = bin }] }, BuyingGoods.NextKey());

        await using var db = shop.Db();
        Assert.Equal(4, await db.BinStock.Where(b => b.BinId == bin && b.VariantId == lamp).Select(b => b.OnHand).SingleAsync());
        Assert.Equal("A-1", (await shop.Get<IncomingDeliveries>().FindAsync(order.Id)).Lines[0].Bin);
    }

    [Fact]
    public async Task What_arrives_is_held_for_the_orders_that_wait_the_oldest_first()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var (first, second) = (await GivenOversoldAsync(lamp, 3), await GivenOversoldAsync(lamp, 3));
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 4));
        var receipt = (await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 4), BuyingGoods.NextKey())).ReceiptId!.Value;

        await using var db = shop.Db();
        var received = await db.Outbox.AsNoTracking().SingleAsync(m => m.Kind == nameof(GoodsReceived) && m.Subject == $"purchase:{order.Id}");
        Assert.Equal(receipt, received.Read<GoodsReceived>().ReceiptId);
        await using var follower = shop.As(Actor.System("Follower"));
        await follower.ServiceProvider.GetRequiredService<WaitingOrders>().HandleAsync(await db.Outbox.AsNoTracking().Where(m => m.Kind == nameof(StockChanged)).ToListAsync(), CancellationToken.None);

        Assert.Equal((3m, 1m), (await shop.HeldForAsync(first), await shop.HeldForAsync(second)));
        Assert.False((await shop.OrderAsync(first)).Oversold);
        Assert.True((await shop.OrderAsync(second)).Oversold);
    }

    [Fact]
    public async Task A_receipt_that_breaks_off_anywhere_leaves_nothing_behind()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        await shop.GivenStockAsync(lamp, store, 1);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 5));
        var receipt = BuyingGoods.Arrived(order, 5) with { Costs = [new() { Amount = 3 }] };
        var before = await LookAsync();
        var breaks = 0;
        for (var at = 1; ; at++)
        {
            var failing = new FailingAt(at);
            await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(failing));
            await using var scope = node.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Test");
            if (await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<Receiving>().ReceiveAsync(order.Id, receipt, "once")) is not { } failure)
                break;

            Assert.True(failing.Failed, failure.ToString());
            Assert.Equal(before, await LookAsync());
            breaks++;
        }

        Assert.InRange(breaks, 8, 200);
        Assert.Equal(6, (await shop.StockOfAsync(lamp, store)).OnHand);
        await shop.ProveAsync();

        async Task<(decimal, PurchaseState, int, int, int)> LookAsync()
        {
            await using var db = shop.Db();
            var now = await shop.PurchaseAsync(order.Id);
            return ((await shop.StockOfAsync(lamp, store)).OnHand, now.State, now.Receipts.Count, now.Events.Count, await db.Outbox.CountAsync());
        }
    }

    [Fact]
    public async Task Lead_times_are_measured_from_sent_to_received()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        await using (var db = shop.Db())
        {
            foreach (var days in new[] { 4, 6, 8 })
            {
                var order = await shop.GivenSentAsync(supplier, store, (lamp, 1));
                var receipt = (await Receiving.ReceiveAsync(order.Id, BuyingGoods.Arrived(order, 1), BuyingGoods.NextKey())).ReceiptId;
                await db.PurchaseOrders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.SentAt, shop.Clock.GetUtcNow().AddDays(-days)));
            }
        }

        var measured = await shop.Get<LeadTimes>().OfAsync(supplier);

        Assert.Equal((3, 6.0, 2.0, 6.0), (measured.Measured, Math.Round(measured.MeanDays!.Value, 6), Math.Round(measured.SpreadDays!.Value, 6), Math.Round(measured.PlannedDays, 6)));
    }

    [Fact]
    public async Task A_supplier_of_whom_nothing_came_has_a_stated_lead_time_and_no_figures()
    {
        var figures = await shop.Get<SupplierPerformance>().OfAsync(await shop.GivenSupplierAsync());

        Assert.Equal((7.0, 0, null, null), (figures.LeadTime.PlannedDays, figures.Deliveries, figures.OnTime, figures.Quality));
    }

    private async Task<long> GivenOversoldAsync(long lamp, decimal quantity)
    {
        var orderId = await shop.GivenDraftAsync((lamp, quantity));
        await shop.Get<Confirming>().ConfirmAsync(orderId, evenShort: true);
        Assert.True((await shop.OrderAsync(orderId)).Oversold);
        return orderId;
    }
}
