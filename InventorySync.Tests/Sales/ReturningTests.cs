using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Sales;

public sealed class ReturningTests(TestShop shop) : IClassFixture<TestShop>
{
    private Returning Returning => shop.Get<Returning>();

    [Fact]
    public async Task What_comes_back_is_put_back_repaired_or_written_off_where_it_came_in()
    {
        var (lamp, store) = await shop.GivenLampsAsync(10);
        var desk = await shop.GivenLocationAsync();
        var orderId = await GivenSentAsync(lamp, 6);
        var returnId = await AuthoriseAsync(orderId, 5);

        await Returning.ReceiveAsync(orderId, returnId, desk);
        Assert.Equal(4, (await shop.StockOfAsync(lamp, store)).OnHand);
        var line = (await shop.OrderAsync(orderId)).Returns[0].Lines[0].Id;
        await Returning.InspectAsync(orderId, returnId, new InspectionDetails { Lines = [new(line, 2, 1, 1)] });

        var (there, here) = (await shop.StockOfAsync(lamp, store), await shop.StockOfAsync(lamp, desk));
        Assert.Equal((4m, 3m, 1m, 2m), (there.OnHand, here.OnHand, here.Reserved, here.Available));
        await using var db = shop.Db();
        var kinds = await db.StockMovements.Where(m => m.ReferenceKind == "return" && m.ReferenceId == orderId).OrderBy(m => m.Sequence).Select(m => new { m.Kind, m.Quantity }).ToListAsync();
        Assert.Equal([(MovementKind.Return, 2m), (MovementKind.Return, 1m), (MovementKind.Return, 1m), (MovementKind.WriteOff, -1m)], kinds.Select(k => (k.Kind, k.Quantity)));
        var repair = await db.Reservations.SingleAsync(r => r.Owner == ReservationOwner.Repair && r.OwnerId == returnId);
        Assert.Equal((1m, desk), (repair.Quantity, repair.LocationId));
        Assert.Equal(4, (await shop.OrderAsync(orderId)).Lines[0].Returned);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task The_money_goes_back_with_the_inspection_or_not_at_all()
    {
        var (lamp, store) = await shop.GivenLampsAsync(3);
        var orderId = await GivenSentAsync(lamp, 2);
        await shop.Get<Paying>().PayAsync(orderId, new PaymentDetails { Amount = 20 }, "p");
        var returnId = await AuthoriseAsync(orderId, 2);
        await Returning.ReceiveAsync(orderId, returnId, store);
        var line = (await shop.OrderAsync(orderId)).Returns[0].Lines[0].Id;
        var inspection = new InspectionDetails { Lines = [new(line, 2, 0, 0)], Refund = new PaymentDetails { Amount = 20.01m } };

        await Assert.ThrowsAsync<BusinessRuleException>(() => Returning.InspectAsync(orderId, returnId, inspection));
        Assert.Equal((1m, ReturnState.Received), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.OrderAsync(orderId)).Returns[0].State));

        await Returning.InspectAsync(orderId, returnId, inspection with { Refund = new PaymentDetails { Amount = 20 } });
        var order = await shop.OrderAsync(orderId);
        Assert.Equal((3m, PaymentState.Refunded, OrderState.Returned), ((await shop.StockOfAsync(lamp, store)).OnHand, order.PaymentState, order.State));
    }

    [Fact]
    public async Task An_inspection_given_twice_puts_nothing_back_twice()
    {
        var (lamp, store) = await shop.GivenLampsAsync(3);
        var orderId = await GivenSentAsync(lamp, 2);
        var returnId = await AuthoriseAsync(orderId, 1);
        await Returning.ReceiveAsync(orderId, returnId, store);
        var line = (await shop.OrderAsync(orderId)).Returns[0].Lines[0].Id;
        await Returning.InspectAsync(orderId, returnId, new InspectionDetails { Lines = [new(line, 1, 0, 0)] });

        await Assert.ThrowsAsync<BusinessRuleException>(() => Returning.InspectAsync(orderId, returnId, new InspectionDetails { Lines = [new(line, 1, 0, 0)] }));
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task No_more_comes_back_than_was_sent_however_many_returns_there_are()
    {
        var (lamp, _) = await shop.GivenLampsAsync(3);
        var orderId = await GivenSentAsync(lamp, 2);
        await AuthoriseAsync(orderId, 1);

        await Assert.ThrowsAsync<BusinessRuleException>(() => AuthoriseAsync(orderId, 2));
        await AuthoriseAsync(orderId, 1);
    }

    [Fact]
    public async Task A_kit_that_went_as_its_parts_comes_back_as_its_parts()
    {
        var (shade, store) = await shop.GivenLampsAsync(4);
        var kit = await shop.GivenKitAsync((shade, 2));
        var orderId = await GivenSentAsync(kit, 2);
        var returnId = await AuthoriseAsync(orderId, 1);
        await Returning.ReceiveAsync(orderId, returnId, store);
        var line = (await shop.OrderAsync(orderId)).Returns[0].Lines[0].Id;

        await Returning.InspectAsync(orderId, returnId, new InspectionDetails { Lines = [new(line, 1, 0, 0)] });

        Assert.Equal(2, (await shop.StockOfAsync(shade, store)).OnHand);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_hold_that_somebody_takes_back_is_missed_by_the_order()
    {
        var (lamp, _) = await shop.GivenLampsAsync(3);
        var orderId = await shop.GivenOrderAsync((lamp, 3));
        await using var db = shop.Db();
        var hold = await db.Reservations.Where(r => r.Owner == ReservationOwner.Order && r.OwnerId == orderId).Select(r => r.Id).SingleAsync();
        await shop.Get<HoldEndings>().ReleaseAsync(hold, "Needed for the window");
        var told = await db.Outbox.Where(m => m.Kind == nameof(HoldsEnded) && m.Subject == $"holds:Order:{orderId}").ToListAsync();

        await shop.Get<OrderHolds>().HandleAsync(told, CancellationToken.None);
        await shop.Get<OrderHolds>().HandleAsync(told, CancellationToken.None);

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((true, 0m, 3m), (order.Oversold, order.Lines[0].Reserved, order.Lines[0].Missing));
        Assert.Single(order.Events, e => e.Kind == OrderEventKind.Oversold);
        await shop.ProveAsync();
    }

    private async Task<long> GivenSentAsync(long variantId, decimal quantity)
    {
        var orderId = await shop.GivenOrderAsync((variantId, quantity));
        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails(), SalesGoods.NextKey());
        return orderId;
    }

    private async Task<long> AuthoriseAsync(long orderId, decimal quantity) =>
        await Returning.AuthoriseAsync(orderId, new ReturnDetails { Reason = "Does not fit", Lines = [new((await shop.OrderAsync(orderId)).Lines[0].Id, quantity)] });
}
