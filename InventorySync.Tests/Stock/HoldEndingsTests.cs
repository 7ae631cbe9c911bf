using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class HoldEndingsTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _orders = 5000;

    private Reservations Reservations => shop.Get<Reservations>();

    private HoldEndings Endings => shop.Get<HoldEndings>();

    [Fact]
    public async Task What_an_order_held_leaves_as_a_sale_once()
    {
        var (lamp, store, order) = await OrderAsync(stock: 10, wanted: 4);
        var use = new UseHoldsCommand("ship-1", order) { Reference = new StockReference("order", order.OwnerId, "1001") };

        var sold = await Endings.UseAsync(use);
        var again = await Endings.UseAsync(use);

        Assert.Equal((MovementKind.Sale, -4m, "1001"), (sold[0].Kind, sold[0].Quantity, sold[0].ReferenceNumber));
        Assert.Equal(sold.Select(m => m.Id), again.Select(m => m.Id));
        await IsAsync(lamp, store, onHand: 6, reserved: 0);
    }

    [Fact]
    public async Task A_part_of_a_hold_is_used_and_the_rest_stays_held()
    {
        var (lamp, store, order) = await OrderAsync(stock: 10, wanted: 4);
        await using var db = shop.Db();
        var hold = await db.Reservations.AsNoTracking().SingleAsync(r => r.OwnerId == order.OwnerId);

        await Endings.UseAsync(new UseHoldsCommand("ship-part", order) { Holds = [new UsedHold(hold.Id) { Quantity = 3 }] });

        await IsAsync(lamp, store, onHand: 7, reserved: 1);
        Assert.Equal([(ReservationState.Held, 1m), (ReservationState.Consumed, 3m)], (await db.Reservations.AsNoTracking().Where(r => r.OwnerId == order.OwnerId).ToListAsync()).OrderBy(r => r.Quantity).Select(r => (r.State, r.Quantity)));
    }

    [Fact]
    public async Task Released_twice_at_once_it_is_free_once()
    {
        var (lamp, store, order) = await OrderAsync(stock: 10, wanted: 4);
        var (_, _, other) = (lamp, store, await ReserveAsync(lamp, 5));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Endings.ReleaseAsync(order))));

        await IsAsync(lamp, store, onHand: 10, reserved: 5);
        Assert.NotEqual(order, other);
    }

    [Fact]
    public async Task A_hold_that_runs_out_while_the_goods_leave_does_only_one_of_both()
    {
        for (var round = 0; round < 5; round++)
        {
            var (lamp, store, order) = await OrderAsync(stock: 4, wanted: 4, until: shop.Clock.GetUtcNow().AddMinutes(5));
            shop.Clock.Advance(TimeSpan.FromMinutes(6));

            var left = Task.Run(() => Endings.UseAsync(new UseHoldsCommand($"race-{order.OwnerId}", order)));
            await Task.WhenAll(Task.Run(() => Endings.ExpireAsync()), left.ContinueWith(_ => { }, TaskScheduler.Default));

            await IsAsync(lamp, store, onHand: left.IsCompletedSuccessfully ? 0 : 4, reserved: 0);
        }
    }

    [Fact]
    public async Task A_carts_hold_becomes_the_orders_without_a_gap()
    {
        var (lamp, store, cart) = await OrderAsync(stock: 5, wanted: 5, until: shop.Clock.GetUtcNow().AddMinutes(15), owner: ReservationOwner.Cart);
        var order = new HoldOwner(ReservationOwner.Order, cart.OwnerId);

        var answer = await Reservations.ReserveAsync(Command(order, [new WantedLine(lamp, 5)]) with { Replacing = cart });

        Assert.True(answer.Complete);
        await IsAsync(lamp, store, onHand: 5, reserved: 5);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await Endings.ExpireAsync();
        await IsAsync(lamp, store, onHand: 5, reserved: 5);
    }

    [Fact]
    public async Task An_order_that_is_refused_leaves_the_carts_hold_as_it_was()
    {
        var (lamp, store, cart) = await OrderAsync(stock: 5, wanted: 3, owner: ReservationOwner.Cart);

        var answer = await Reservations.ReserveAsync(Command(new(ReservationOwner.Order, cart.OwnerId), [new WantedLine(lamp, 6)]) with { Replacing = cart });

        Assert.Equal((0m, 5m), (answer.Lines[0].Held, answer.Lines[0].Possible));
        await IsAsync(lamp, store, onHand: 5, reserved: 3);
    }

    [Fact]
    public async Task Checkouts_of_fifty_carts_that_hold_everything_all_succeed_and_nobody_else_gets_any()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 50);
        var carts = new List<HoldOwner>();
        for (var i = 0; i < 50; i++)
            carts.Add(await ReserveAsync(lamp, 1, owner: ReservationOwner.Cart));

        var checkouts = carts.Select(cart => Task.Run(() => Reservations.ReserveAsync(Command(new(ReservationOwner.Order, cart.OwnerId), [new WantedLine(lamp, 1)]) with { Replacing = cart }))).ToList();
        var strangers = Enumerable.Range(0, 50).Select(_ => Task.Run(() => Reservations.ReserveAsync(Command(Next(ReservationOwner.Cart), [new WantedLine(lamp, 1)])))).ToList();

        Assert.All(await Task.WhenAll(checkouts), a => Assert.True(a.Complete));
        Assert.All(await Task.WhenAll(strangers), a => Assert.False(a.Complete));
        await IsAsync(lamp, store, onHand: 50, reserved: 50);
    }

    [Fact]
    public async Task A_hold_that_is_extended_survives_its_first_time()
    {
        var (lamp, store, order) = await OrderAsync(stock: 5, wanted: 5, until: shop.Clock.GetUtcNow().AddMinutes(10));

        Assert.Equal(1, await Endings.ExtendAsync(order, shop.Clock.GetUtcNow().AddHours(2)));
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await Endings.ExpireAsync();

        await IsAsync(lamp, store, onHand: 5, reserved: 5);
        await Assert.ThrowsAsync<BusinessRuleException>(() => Endings.ExtendAsync(order, shop.Clock.GetUtcNow().AddMinutes(-1)));
    }

    [Fact]
    public async Task A_manager_releases_a_hold_with_a_reason_and_others_may_not()
    {
        var (lamp, store, order) = await OrderAsync(stock: 5, wanted: 5);
        await using var db = shop.Db();
        var holdId = await db.Reservations.Where(r => r.OwnerId == order.OwnerId).Select(r => r.Id).SingleAsync();
        await using var support = shop.As(BuiltInRoles.Support);

        await Assert.ThrowsAsync<ForbiddenException>(() => support.ServiceProvider.GetRequiredService<HoldEndings>().ReleaseAsync(holdId, "because"));
        Assert.Equal("Reason", (await Assert.ThrowsAsync<BusinessRuleException>(() => Endings.ReleaseAsync(holdId, " "))).Field);
        await Endings.ReleaseAsync(holdId, "Customer rang and cancelled");

        await IsAsync(lamp, store, onHand: 5, reserved: 0);
        Assert.Equal("Customer rang and cancelled", (await db.Reservations.AsNoTracking().SingleAsync(r => r.Id == holdId)).EndReason);
        Assert.True(await db.Audit.AnyAsync(a => a.SubjectKind == "Reservation" && a.SubjectId == holdId && a.Action == "released"));
        await Assert.ThrowsAsync<BusinessRuleException>(() => Endings.ReleaseAsync(holdId, "again"));
    }

    [Fact]
    public async Task A_kit_is_held_in_its_parts_and_leaves_in_its_parts()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((lamp, 2), (shade, 1));
        await shop.GivenStockAsync(lamp, store, 7);
        await shop.GivenStockAsync(shade, store, 9);
        var order = Next(ReservationOwner.Order);

        var tooMany = await Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(kit, 3), new WantedLine(lamp, 2)]));
        var answer = await Reservations.ReserveAsync(Command(order, [new WantedLine(kit, 3), new WantedLine(lamp, 1)]));
        await Endings.UseAsync(new UseHoldsCommand($"kit-{order.OwnerId}", order));

        Assert.False(tooMany.Complete);
        Assert.Equal([(kit, 3m), (lamp, 1m)], answer.Lines.Select(l => (l.VariantId, l.Held)));
        await IsAsync(lamp, store, onHand: 0, reserved: 0);
        await IsAsync(shade, store, onHand: 6, reserved: 0);
    }

    [Fact]
    public async Task Of_two_locations_the_nearer_one_serves()
    {
        var lamp = await shop.GivenVariantAsync();
        var berlin = await shop.GivenLocationAsync(l => { (l.Latitude, l.Longitude, l.Priority) = (52.52, 13.40, 1); return l; });
        var munich = await shop.GivenLocationAsync(l => { (l.Latitude, l.Longitude, l.Priority) = (48.14, 11.58, 2); return l; });
        await shop.GivenStockAsync(lamp, berlin, 5);
        await shop.GivenStockAsync(lamp, munich, 5);

        var toAugsburg = await Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(lamp, 1)]) with { Near = new GeoPoint(48.37, 10.90) });
        var anywhere = await Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(lamp, 1)]));

        Assert.Equal((munich, berlin), (toAugsburg.Holds[0].LocationId, anywhere.Holds[0].LocationId));
    }

    [Fact]
    public async Task What_is_not_counted_is_always_there_and_what_is_unknown_is_refused()
    {
        var service = await shop.GivenVariantAsync(v => v.Tracking = Domain.Catalog.Tracking.None);

        var answer = await Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(service, 3)]));

        Assert.True(answer.Complete);
        Assert.Empty(answer.Holds);
        Assert.Equal("VariantId", (await Assert.ThrowsAsync<NotFoundException>(() => Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(123_456_789, 1)])))).Field);
        Assert.Equal("LocationId", (await Assert.ThrowsAsync<NotFoundException>(() => Reservations.ReserveAsync(Command(Next(ReservationOwner.Order), [new WantedLine(service, 1) { LocationId = 123_456_789 }])))).Field);
    }

    private async Task<(long Lamp, long Store, HoldOwner Order)> OrderAsync(decimal stock, decimal wanted, DateTimeOffset? until = null, ReservationOwner owner = ReservationOwner.Order)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, stock);
        return (lamp, store, await ReserveAsync(lamp, wanted, until, owner));
    }

    private async Task<HoldOwner> ReserveAsync(long variantId, decimal quantity, DateTimeOffset? until = null, ReservationOwner owner = ReservationOwner.Order)
    {
        var holder = Next(owner);
        Assert.True((await Reservations.ReserveAsync(Command(holder, [new WantedLine(variantId, quantity)], until))).Complete);
        return holder;
    }

    private static HoldOwner Next(ReservationOwner owner) => new(owner, Interlocked.Increment(ref _orders));

    private static ReserveCommand Command(HoldOwner owner, WantedLine[] lines, DateTimeOffset? until = null) =>
        new($"{owner.Owner}-{owner.OwnerId}-{Interlocked.Increment(ref _orders)}", new ReservationHolder(owner.Owner, owner.OwnerId, $"N{owner.OwnerId}") { ExpiresAt = until }, lines);

    private async Task IsAsync(long variantId, long locationId, decimal onHand, decimal reserved)
    {
        var item = await shop.StockOfAsync(variantId, locationId);
        Assert.Equal((onHand, reserved), (item.OnHand, item.Reserved));
    }
}
