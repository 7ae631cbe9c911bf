using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Sales;

public sealed class OrdersTests(TestShop shop) : IClassFixture<TestShop>
{
    private Confirming Confirming => shop.Get<Confirming>();

    [Fact]
    public async Task A_draft_holds_nothing_and_a_confirmed_order_holds_its_goods()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenDraftAsync((lamp, 3));

        Assert.Equal(0, (await shop.StockOfAsync(lamp, store)).Reserved);
        Assert.True((await Confirming.ConfirmAsync(orderId)).Confirmed);

        Assert.Equal(3, (await shop.StockOfAsync(lamp, store)).Reserved);
        var order = await shop.OrderAsync(orderId);
        Assert.Equal((OrderState.Confirmed, 3m, 30m), (order.State, order.Lines[0].Reserved, order.Total));
        Assert.Equal([OrderEventKind.Created, OrderEventKind.Confirmed], order.Events.OrderBy(e => e.Position).Select(e => e.Kind));
    }

    [Fact]
    public async Task Two_lines_of_one_variant_are_summed_before_the_stock_is_asked()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenDraftAsync((lamp, 3), (lamp, 3));

        var answer = await Confirming.ConfirmAsync(orderId);

        Assert.False(answer.Confirmed);
        Assert.Equal(1, answer.Shortages.Sum(s => s.Missing));
        Assert.Equal((0m, OrderState.Draft), ((await shop.StockOfAsync(lamp, store)).Reserved, (await shop.OrderAsync(orderId)).State));
    }

    [Fact]
    public async Task A_kit_and_a_line_of_its_part_are_summed_before_the_stock_is_asked()
    {
        var (shade, store) = await shop.GivenLampsAsync(5);
        var kit = await shop.GivenKitAsync((shade, 2));
        var orderId = await shop.GivenDraftAsync((kit, 2), (shade, 2));

        Assert.False((await Confirming.ConfirmAsync(orderId)).Confirmed);
        Assert.Equal(0, (await shop.StockOfAsync(shade, store)).Reserved);
    }

    [Fact]
    public async Task Thirteen_of_ten_and_fifteen_are_thirteen()
    {
        var (lamp, first) = await shop.GivenLampsAsync(10);
        var second = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, second, 15);
        var orderId = await shop.GivenOrderAsync((lamp, 13), (lamp, 5));

        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails(), SalesGoods.NextKey());

        Assert.Equal(25 - 18, (await shop.StockOfAsync(lamp, first)).OnHand + (await shop.StockOfAsync(lamp, second)).OnHand);
    }

    [Fact]
    public async Task Of_many_who_confirm_at_once_as_many_win_as_there_is_stock()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orders = new List<long>();
        for (var i = 0; i < 12; i++)
            orders.Add(await shop.GivenDraftAsync((lamp, 1)));

        var answers = await Task.WhenAll(orders.Select(async orderId =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await scope.ServiceProvider.GetRequiredService<Confirming>().ConfirmAsync(orderId);
        }));

        Assert.Equal(5, answers.Count(a => a.Confirmed));
        Assert.Equal(5, (await shop.StockOfAsync(lamp, store)).Reserved);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task A_shoppers_own_cart_makes_room_for_his_order_and_the_unit_is_not_sold_twice()
    {
        var (lamp, store) = await shop.GivenLampsAsync(1);
        var cart = new HoldOwner(ReservationOwner.Cart, 900_001);
        await shop.Get<Reservations>().ReserveAsync(new ReserveCommand(SalesGoods.NextKey(), new ReservationHolder(cart.Owner, cart.OwnerId, "cart"), [new WantedLine(lamp, 1)]));
        var (his, others) = (await shop.GivenDraftAsync((lamp, 1)), await shop.GivenDraftAsync((lamp, 1)));

        Assert.False((await Confirming.ConfirmAsync(others)).Confirmed);
        Assert.True((await Confirming.ConfirmAsync(his, replacing: cart)).Confirmed);
        Assert.False((await Confirming.ConfirmAsync(others)).Confirmed);
        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task A_refused_order_leaves_the_cart_its_holds()
    {
        var (lamp, store) = await shop.GivenLampsAsync(2);
        var cart = new HoldOwner(ReservationOwner.Cart, 900_002);
        await shop.Get<Reservations>().ReserveAsync(new ReserveCommand(SalesGoods.NextKey(), new ReservationHolder(cart.Owner, cart.OwnerId, "cart"), [new WantedLine(lamp, 2)]));
        var orderId = await shop.GivenDraftAsync((lamp, 3));

        Assert.False((await Confirming.ConfirmAsync(orderId, replacing: cart)).Confirmed);
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task An_order_that_goes_back_to_a_draft_gives_its_holds_back()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));

        await Confirming.BackToDraftAsync(orderId);

        Assert.Equal((0m, 5m), ((await shop.StockOfAsync(lamp, store)).Reserved, (await shop.StockOfAsync(lamp, store)).OnHand));
        Assert.True((await Confirming.ConfirmAsync(orderId)).Confirmed);
    }

    [Fact]
    public async Task A_shipment_in_part_uses_that_part_and_the_rest_stays_held()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));
        var line = (await shop.OrderAsync(orderId)).Lines[0].Id;
        var key = SalesGoods.NextKey();

        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new(line, 3)], Parcel = new() { Carrier = "DHL", TrackingNumber = "42" } }, key);
        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new(line, 3)] }, key);

        var (order, stock) = (await shop.OrderAsync(orderId), await shop.StockOfAsync(lamp, store));
        Assert.Equal((2m, 1m, OrderState.PartlyShipped), (stock.OnHand, stock.Reserved, order.State));
        Assert.Equal((1m, 3m, "DHL"), (order.Lines[0].Reserved, order.Lines[0].Shipped, Assert.Single(order.Shipments).Carrier));

        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails(), SalesGoods.NextKey());
        Assert.Equal((OrderState.Shipped, 1m), ((await shop.OrderAsync(orderId)).State, (await shop.StockOfAsync(lamp, store)).OnHand));
        await shop.ProveAsync();
    }

    [Fact]
    public async Task Kits_leave_in_part_as_their_parts()
    {
        var (shade, store) = await shop.GivenLampsAsync(10);
        var foot = await shop.GivenVariantAsync();
        await shop.GivenStockAsync(foot, store, 10);
        var kit = await shop.GivenKitAsync((shade, 2), (foot, 1));
        var orderId = await shop.GivenOrderAsync((kit, 3));
        var line = (await shop.OrderAsync(orderId)).Lines[0].Id;

        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new(line, 1)] }, SalesGoods.NextKey());

        var (shades, feet) = (await shop.StockOfAsync(shade, store), await shop.StockOfAsync(foot, store));
        Assert.Equal((8m, 4m, 9m, 2m), (shades.OnHand, shades.Reserved, feet.OnHand, feet.Reserved));
    }

    [Fact]
    public async Task Nothing_leaves_that_is_not_held()
    {
        var (lamp, _) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));
        var line = (await shop.OrderAsync(orderId)).Lines[0].Id;

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new(line, 3), new(line, 2)] }, SalesGoods.NextKey()));

        Assert.Equal("Quantity", refused.Field);
        Assert.Equal(4, await shop.HeldForAsync(orderId));
    }

    [Fact]
    public async Task A_cancelled_order_gives_everything_back_and_keeps_what_it_was()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));

        await Confirming.CancelAsync(orderId, "Ordered twice");
        await Confirming.CancelAsync(orderId, "Ordered twice");

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((OrderState.Cancelled, 40m, 0m), (order.State, order.Total, order.Due));
        Assert.Equal((0m, 0m), ((await shop.StockOfAsync(lamp, store)).Reserved, await shop.HeldForAsync(orderId)));
        Assert.Single(order.Events, e => e.Kind == OrderEventKind.Cancelled);
    }

    [Fact]
    public async Task What_is_cancelled_in_part_costs_nothing_any_more_and_is_free_again()
    {
        var (lamp, store) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));
        var line = (await shop.OrderAsync(orderId)).Lines[0].Id;

        await Confirming.CancelAsync(orderId, "One is enough", [new(line, 3)]);

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((OrderState.Confirmed, 10m, 1m), (order.State, order.Total, order.Lines[0].Open));
        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).Reserved);
        await shop.ProveAsync();
    }

    [Fact]
    public async Task An_order_confirmed_in_spite_of_a_shortage_is_flagged_and_held_later()
    {
        var (lamp, store) = await shop.GivenLampsAsync(2);
        var orderId = await shop.GivenDraftAsync((lamp, 5));

        var answer = await Confirming.ConfirmAsync(orderId, evenShort: true);

        Assert.Equal((true, 3m), (answer.Confirmed, Assert.Single(answer.Shortages).Missing));
        Assert.True((await shop.OrderAsync(orderId)).Oversold);
        await shop.GivenStockAsync(lamp, store, 10);
        Assert.Empty(await Confirming.HoldMissingAsync(orderId));
        var order = await shop.OrderAsync(orderId);
        Assert.Equal((false, 5m), (order.Oversold, order.Lines[0].Reserved));
    }

    [Fact]
    public async Task What_is_missing_can_be_taken_from_another_location()
    {
        var (lamp, _) = await shop.GivenLampsAsync(1);
        var closedOnline = await shop.GivenLocationAsync(l => l with { ServesOnlineOrders = false });
        await shop.GivenStockAsync(lamp, closedOnline, 4);
        var orderId = await shop.GivenDraftAsync((lamp, 3));
        await Confirming.ConfirmAsync(orderId, evenShort: true);

        Assert.Empty(await Confirming.HoldMissingAsync(orderId, closedOnline));
        Assert.Equal(2, (await shop.StockOfAsync(lamp, closedOnline)).Reserved);
    }

    [Fact]
    public async Task Money_has_a_state_of_its_own_and_is_taken_once()
    {
        var (lamp, _) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenOrderAsync((lamp, 4));
        var (paying, key) = (shop.Get<Paying>(), SalesGoods.NextKey());

        await paying.PayAsync(orderId, new PaymentDetails { Amount = 15 }, key);
        await paying.PayAsync(orderId, new PaymentDetails { Amount = 15 }, key);
        Assert.Equal((PaymentState.PartlyPaid, 15m), await PaidAsync(orderId));
        await Assert.ThrowsAsync<BusinessRuleException>(() => paying.PayAsync(orderId, new PaymentDetails { Amount = 25.01m }, SalesGoods.NextKey()));
        await paying.PayAsync(orderId, new PaymentDetails { Amount = 25 }, SalesGoods.NextKey());
        Assert.Equal((PaymentState.Paid, 40m), await PaidAsync(orderId));

        await paying.RefundAsync(orderId, new PaymentDetails { Amount = 5 }, key: "refund-1");
        await paying.RefundAsync(orderId, new PaymentDetails { Amount = 5 }, key: "refund-1");
        Assert.Equal((PaymentState.PartlyRefunded, 40m), await PaidAsync(orderId));
        await Assert.ThrowsAsync<BusinessRuleException>(() => paying.RefundAsync(orderId, new PaymentDetails { Amount = 35.01m }, SalesGoods.NextKey()));
    }

    [Fact]
    public async Task Invoices_are_numbered_without_a_gap_even_when_many_are_written_at_once()
    {
        var (lamp, _) = await shop.GivenLampsAsync(20);
        var orders = new List<long>();
        for (var i = 0; i < 8; i++)
            orders.Add(await shop.GivenOrderAsync((lamp, 1)));

        await Task.WhenAll(orders.Select(async orderId =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            await scope.ServiceProvider.GetRequiredService<Invoicing>().IssueAsync(orderId);
        }));

        await using var db = shop.Db();
        var numbers = (await db.Orders.Where(o => orders.Contains(o.Id)).Select(o => o.InvoiceNumber!).ToListAsync()).Select(n => int.Parse(n["INV-".Length..], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 8), numbers);
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing()
    {
        var (lamp, _) = await shop.GivenLampsAsync(5);
        var orderId = await shop.GivenDraftAsync((lamp, 1));
        await using var viewer = shop.As(BuiltInRoles.Viewer);
        var services = viewer.ServiceProvider;

        await Assert.ThrowsAsync<ForbiddenException>(() => services.GetRequiredService<Confirming>().ConfirmAsync(orderId));
        await Assert.ThrowsAsync<ForbiddenException>(() => services.GetRequiredService<Orders>().CreateAsync(SalesGoods.Draft((lamp, 1))));
        await Assert.ThrowsAsync<ForbiddenException>(() => services.GetRequiredService<Paying>().RefundAsync(orderId, new PaymentDetails { Amount = 1 }, "x"));
        Assert.Equal(orderId, (await services.GetRequiredService<Orders>().FindAsync(orderId)).Id);
    }

    [Fact]
    public async Task An_order_of_five_hundred_lines_is_confirmed_and_sent()
    {
        var store = await shop.GivenLocationAsync();
        var variants = new List<long>();
        await using (var db = shop.Db())
        {
            var product = new Domain.Catalog.Product { Name = "Screws", CreatedAt = shop.Clock.GetUtcNow() };
            for (var i = 0; i < 500; i++)
                product.Variants.Add(new Domain.Catalog.Variant { Sku = $"SCREW-{i}", Price = 1 });
            db.Products.Add(product);
            await db.SaveChangesAsync();
            variants.AddRange(product.Variants.Select(v => v.Id));
        }

        await shop.PostAsync(MovementKind.Receipt, [.. variants.Select(v => new StockLine(v, store, 3) { UnitCost = 1 })]);
        var orderId = await shop.GivenOrderAsync([.. variants.Select(v => (v, 2m))]);

        await shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails(), SalesGoods.NextKey());

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((OrderState.Shipped, 1000m, 500), (order.State, order.Lines.Sum(l => l.Shipped), order.Shipments[0].Lines.Count));
    }

    private async Task<(PaymentState State, decimal Paid)> PaidAsync(long orderId)
    {
        var order = await shop.OrderAsync(orderId);
        return (order.PaymentState, order.Paid);
    }
}
