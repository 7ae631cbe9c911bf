using InventorySync.Domain.Access;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Sales;

/// <summary>Orders as channels bring them: twice, late, in any order, and for more than there is.</summary>
public sealed class TakingTests(TestShop shop) : IClassFixture<TestShop>
{
    private DateTimeOffset Noon => shop.Clock.GetUtcNow().AddHours(-2);

    private Orders Orders => shop.Get<Orders>();

    [Fact]
    public async Task The_same_description_twice_is_one_order()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var incoming = Incoming(await shop.GivenChannelAsync(), "A-1", Line(lamp, 2));

        var first = await Orders.TakeAsync(incoming);
        var second = await Orders.TakeAsync(incoming);

        Assert.Equal((first.OrderId, true, false), (second.OrderId, first.Changed, second.Changed));
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task The_same_description_from_many_sides_at_once_is_one_order()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var incoming = Incoming(await shop.GivenChannelAsync(), "A-2", Line(lamp, 2));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await scope.ServiceProvider.GetRequiredService<Orders>().TakeAsync(incoming);
        }));

        Assert.Single(taken.Select(t => t.OrderId).Distinct());
        Assert.Single(taken, t => t.Changed);
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task Two_systems_that_are_no_channel_cannot_bring_one_key_twice_either()
    {
        var (lamp, _) = await shop.GivenLampsAsync(5);

        var first = await Orders.TakeAsync(Incoming(null, "W-1", Line(lamp, 1)));
        var second = await Orders.TakeAsync(Incoming(null, "W-1", Line(lamp, 1)) with { UpdatedAt = Noon.AddMinutes(5) });

        Assert.Equal(first.OrderId, second.OrderId);
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(1, 3, 0, 2)]
    [InlineData(2, 0, 3, 1)]
    [InlineData(3, 3, 0, 3)]
    public async Task Whatever_order_the_events_come_in_the_newest_counts(params int[] order)
    {
        var (lamp, store) = await shop.GivenLampsAsync(10);
        var channel = await shop.GivenChannelAsync();
        IncomingOrder[] events =
        [
            Incoming(channel, "B-1", Line(lamp, 4)),
            Incoming(channel, "B-1", Line(lamp, 4)) with { UpdatedAt = Noon.AddMinutes(1), Paid = 40 },
            Incoming(channel, "B-1", Line(lamp, 3)) with { UpdatedAt = Noon.AddMinutes(2), Paid = 40, Refunded = 10 },
            Incoming(channel, "B-1", Line(lamp, 3) with { Sent = 3, Returned = 1, Restocked = 1 }) with { UpdatedAt = Noon.AddMinutes(3), Paid = 40, Refunded = 20 },
        ];

        foreach (var number in order)
            await Orders.TakeAsync(events[number]);
        var taken = await Orders.TakeAsync(events[3]);

        var (now, stock) = (await shop.OrderAsync(taken.OrderId), await shop.StockOfAsync(lamp, store));
        Assert.Equal((8m, 0m), (stock.OnHand, stock.Reserved));
        Assert.Equal((OrderState.Shipped, PaymentState.PartlyRefunded, 40m, 20m), (now.State, now.PaymentState, now.Paid, now.Refunded));
        Assert.Equal((3m, 3m, 1m), (now.Lines[0].Quantity, now.Lines[0].Shipped, now.Lines[0].Returned));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task An_order_for_more_than_there_is_is_taken_flagged_and_told()
    {
        var (lamp, store) = await shop.GivenLampsAsync(3);
        var manager = await shop.GivenManagerAsync();

        var taken = await Orders.TakeAsync(Incoming(await shop.GivenChannelAsync(), "C-1", Line(lamp, 5)));

        Assert.Equal(2, Assert.Single(taken.Shortages).Missing);
        var order = await shop.OrderAsync(taken.OrderId);
        Assert.True(order.Oversold);
        var stock = await shop.StockOfAsync(lamp, store);
        Assert.Equal((3m, 3m), (stock.OnHand, stock.Reserved));
        await using var db = shop.Db();
        var told = await db.Notifications.SingleAsync(n => n.PersonId == manager && n.Href == $"/orders/{order.Id}");
        Assert.Contains(order.Number, told.Said.Arguments);
        Assert.True(await db.Outbox.AnyAsync(m => m.Kind == nameof(OrderOversold) && m.Subject == $"order:{order.Id}"));
    }

    [Fact]
    public async Task What_nobody_knows_is_taken_too_and_matched_later()
    {
        var (lamp, store) = await shop.GivenLampsAsync(3);

        var taken = await Orders.TakeAsync(Incoming(await shop.GivenChannelAsync(), "D-1", new IncomingLine { ExternalId = "1", Sku = "NOBODY-KNOWS", Name = "Mystery", Quantity = 2, UnitPrice = 4 }));

        var order = await shop.OrderAsync(taken.OrderId);
        Assert.True(order.Unmatched);
        Assert.Empty(await Orders.MatchAsync(order.Id, order.Lines[0].Id, lamp));
        Assert.False((await shop.OrderAsync(order.Id)).Unmatched);
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task A_sku_is_recognised_however_it_is_written()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Sku = "Desk-Lamp-7");
        var store = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, store, 1);

        await Orders.TakeAsync(Incoming(await shop.GivenChannelAsync(), "E-1", new IncomingLine { ExternalId = "1", Sku = " DESK-lamp-7 ", Name = "Lamp", Quantity = 1, UnitPrice = 4 }));

        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task A_cancellation_frees_the_goods_and_the_event_that_comes_late_takes_nothing()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var channel = await shop.GivenChannelAsync();
        var cancelled = Incoming(channel, "F-1", Line(lamp, 2)) with { UpdatedAt = Noon.AddMinutes(9), CancelledAt = Noon.AddMinutes(9) };

        await Orders.TakeAsync(cancelled);
        var late = await Orders.TakeAsync(Incoming(channel, "F-1", Line(lamp, 2)) with { UpdatedAt = Noon.AddMinutes(1) });

        Assert.Equal((OrderState.Cancelled, 0m), ((await shop.OrderAsync(late.OrderId)).State, (await shop.StockOfAsync(lamp, store)).Reserved));
    }

    [Fact]
    public async Task An_order_that_is_taken_up_again_on_the_channel_is_open_again_and_holds_its_goods()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var described = Incoming(await shop.GivenChannelAsync(), "J-1", Line(lamp, 2));
        var taken = await Orders.TakeAsync(described);
        await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(1), CancelledAt = Noon.AddMinutes(1), Lines = [Line(lamp, 2) with { Cancelled = 2 }] });
        var between = await shop.OrderAsync(taken.OrderId);

        await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(2) });
        var late = await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(1), CancelledAt = Noon.AddMinutes(1) });

        var order = await shop.OrderAsync(taken.OrderId);
        Assert.Equal(OrderState.Cancelled, between.State);
        Assert.False(late.Changed);
        Assert.Equal((OrderState.Confirmed, null, false), (order.State, order.CancelledAt, order.Oversold));
        Assert.Equal((2m, 2m), ((await shop.StockOfAsync(lamp, store)).Reserved, await shop.HeldForAsync(order.Id)));
        Assert.Equal("Taken up again on the channel.", order.Events.OrderBy(e => e.Position).Last(e => e.Kind == OrderEventKind.Changed && e.Said.Text != "Changed from outside.").Said.Text);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task An_order_that_is_taken_up_again_when_its_goods_are_gone_is_flagged()
    {
        var (lamp, _) = await shop.GivenLampsAsync(3);
        var described = Incoming(await shop.GivenChannelAsync(), "J-2", Line(lamp, 3));
        await Orders.TakeAsync(described);
        await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(1), CancelledAt = Noon.AddMinutes(1) });
        await shop.GivenOrderAsync((lamp, 2));

        var again = await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(2) });

        Assert.Equal(2, Assert.Single(again.Shortages).Missing);
        Assert.True((await shop.OrderAsync(again.OrderId)).Oversold);
    }

    [Fact]
    public async Task What_somebody_cancelled_here_stays_cancelled_when_the_channel_tells_of_it_again()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var described = Incoming(await shop.GivenChannelAsync(), "J-3", Line(lamp, 2));
        var taken = await Orders.TakeAsync(described);
        await shop.Get<Confirming>().CancelAsync(taken.OrderId, "The customer called.");

        await Orders.TakeAsync(described with { UpdatedAt = Noon.AddMinutes(3), Note = "Please ring twice." });

        Assert.Equal((OrderState.Cancelled, 0m), ((await shop.OrderAsync(taken.OrderId)).State, (await shop.StockOfAsync(lamp, store)).Reserved));
    }

    [Fact]
    public async Task A_channel_is_served_by_its_own_locations_only()
    {
        var (lamp, here) = await shop.GivenLampsAsync(2);
        var there = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, there, 9);

        var taken = await Orders.TakeAsync(Incoming(await shop.GivenChannelAsync(here), "G-1", Line(lamp, 5)));

        Assert.Equal(3, Assert.Single(taken.Shortages).Missing);
        Assert.Equal(0, (await shop.StockOfAsync(lamp, there)).Reserved);
    }

    [Fact]
    public async Task What_comes_back_on_a_channel_stands_where_it_was_sent_from()
    {
        var (lamp, first) = await shop.GivenLampsAsync(2);
        var second = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, second, 3);
        var channel = await shop.GivenChannelAsync();
        await Orders.TakeAsync(Incoming(channel, "H-1", Line(lamp, 5) with { Sent = 5 }));

        await Orders.TakeAsync(Incoming(channel, "H-1", Line(lamp, 5) with { Sent = 5, Returned = 5, Restocked = 5 }) with { UpdatedAt = Noon.AddMinutes(5) });

        Assert.Equal((2m, 3m), ((await shop.StockOfAsync(lamp, first)).OnHand, (await shop.StockOfAsync(lamp, second)).OnHand));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task The_taxes_that_a_channel_worked_out_are_kept()
    {
        var (lamp, _) = await shop.GivenLampsAsync(5);

        var taken = await Orders.TakeAsync(Incoming(await shop.GivenChannelAsync(), "I-1", Line(lamp, 2) with { Tax = 3.20m, Discount = 1 }) with { PricesIncludeTax = true, ShippingCost = 5, ShippingTax = 0.80m });

        var order = await shop.OrderAsync(taken.OrderId);
        Assert.Equal((24m, 4m), (order.Total, order.Tax));
    }

    private IncomingOrder Incoming(long? channelId, string key, params IncomingLine[] lines) => new()
    {
        ChannelId = channelId,
        ExternalId = key,
        ExternalNumber = $"#{key}",
        UpdatedAt = Noon,
        PlacedAt = Noon,
        CustomerName = "Carla Customer",
        Lines = lines,
    };

    private static IncomingLine Line(long variantId, decimal quantity) => new() { ExternalId = "1", VariantId = variantId, Name = "Lamp", Quantity = quantity, UnitPrice = 10 };
}
