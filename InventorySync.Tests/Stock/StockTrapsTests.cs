using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>What went wrong in other shops' software, as far as no other test shows that it does not happen here. The whole list stands in docs/engineers/stock.md.</summary>
public sealed class StockTrapsTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _made;

    [Fact]
    public async Task Carts_that_name_the_same_goods_in_opposite_order_and_twice_never_wait_for_each_other_for_ever()
    {
        var store = await shop.GivenLocationAsync();
        var goods = new List<long>();
        for (var i = 0; i < 4; i++)
            goods.Add(await shop.GivenVariantAsync());
        foreach (var variant in goods)
            await shop.GivenStockAsync(variant, store, 60);

        var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(cart => Task.Run(() =>
        {
            var order = cart % 2 == 0 ? goods : goods.AsEnumerable().Reverse();
            return shop.Get<Reservations>().ReserveAsync(Command(Next(), [.. order.Select(v => new WantedLine(v, 1)), new WantedLine(goods[cart % 4], 1)]));
        })));

        var held = answers.Where(a => a.Complete).SelectMany(a => a.Holds).ToList();
        foreach (var variant in goods)
        {
            var reserved = (await shop.StockOfAsync(variant, store)).Reserved;
            Assert.Equal(held.Where(h => h.VariantId == variant).Sum(h => h.Quantity), reserved);
            Assert.InRange(reserved, 0, 60);
        }

        // refused are only those for whom something had run out
        Assert.Contains(goods, variant => held.Where(h => h.VariantId == variant).Sum(h => h.Quantity) >= 59);
        Assert.InRange(answers.Count(a => a.Complete), 40, 48);
    }

    [Fact]
    public async Task A_kit_sold_at_the_till_never_takes_parts_that_are_promised_or_missing()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((lamp, 1), (shade, 1));
        await shop.GivenStockAsync(lamp, store, 2);
        await shop.GivenStockAsync(shade, store, 2);
        await shop.Get<Reservations>().ReserveAsync(Command(Next(), [new WantedLine(lamp, 1)]));

        await shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -1));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -1)));
        await shop.PostAsync(MovementKind.Sale, new StockLine(shade, store, -1));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -1)));

        Assert.Equal((1m, 1m, 0m), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Reserved, (await shop.StockOfAsync(shade, store)).OnHand));
    }

    [Fact]
    public async Task Thousandths_are_exact_however_often_they_are_moved()
    {
        var (rope, store) = (await shop.GivenVariantAsync(v => v.QuantityDecimals = 3), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((rope, 0.333m));

        for (var i = 0; i < 10; i++)
            await shop.GivenStockAsync(rope, store, 0.1m, unitCost: 0.3333m);
        await shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -3));

        Assert.Equal(0.001m, (await shop.StockOfAsync(rope, store)).OnHand);
        await shop.PostAsync(MovementKind.WriteOff, new StockLine(rope, store, -0.001m));
        var gone = await shop.StockOfAsync(rope, store);
        Assert.Equal((0m, 0m, 0m), (gone.OnHand, gone.Value, gone.FifoValue));
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Receipt, new StockLine(rope, store, 0.0001m)));
        Assert.Equal("Quantity", refused.Field);
    }

    [Fact]
    public async Task What_is_all_promised_is_not_shown_as_in_stock_and_its_holds_say_for_whom()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 2);
        await shop.Get<Reservations>().ReserveAsync(Command(Next(), [new WantedLine(lamp, 2)]));
        var ofLamp = new ListRequest { Filters = [new ListFilter("variantId", FilterOperator.Is, $"{lamp}")] };

        var row = Assert.Single((await shop.Get<StockList>().PageAsync(ofLamp)).Rows);
        var hold = Assert.Single((await shop.Get<HoldList>().PageAsync(ofLamp)).Rows);

        Assert.Equal((2m, 2m, 0m, Domain.Catalog.StockState.AllReserved), (row.OnHand, row.Reserved, row.Available, row.State));
        Assert.Equal((2m, ReservationOwner.Order, $"T{_made}"), (hold.Quantity, hold.Owner, hold.OwnerNumber));
    }

    [Fact]
    public async Task An_order_that_goes_back_and_is_confirmed_again_holds_its_goods_once()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);
        var order = Next();

        await shop.Get<Reservations>().ReserveAsync(Command(order, [new WantedLine(lamp, 3)]));
        await shop.Get<HoldEndings>().ReleaseAsync(order);
        Assert.Equal(0, (await shop.StockOfAsync(lamp, store)).Reserved);
        await shop.Get<Reservations>().ReserveAsync(Command(order, [new WantedLine(lamp, 3)]) with { Key = $"again-{order.OwnerId}" });
        // and once more while it holds already, as an order that is only saved anew does it
        await shop.Get<Reservations>().ReserveAsync(Command(order, [new WantedLine(lamp, 4)]) with { Key = $"changed-{order.OwnerId}", Replacing = order });

        Assert.Equal(4, (await shop.StockOfAsync(lamp, store)).Reserved);
        await shop.Get<HoldEndings>().UseAsync(new UseHoldsCommand($"sold-{order.OwnerId}", order));
        Assert.Equal((1m, 0m), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Reserved));
    }

    [Fact]
    public async Task Long_computations_and_daily_work_do_not_stop_each_other()
    {
        var store = await shop.GivenLocationAsync();
        var goods = new List<long>();
        for (var i = 0; i < 6; i++)
            goods.Add(await shop.GivenVariantAsync());
        foreach (var variant in goods)
            await shop.GivenStockAsync(variant, store, 40);

        var selling = Enumerable.Range(0, 60).Select(n => Task.Run(() => shop.PostAsync(MovementKind.Sale, new StockLine(goods[n % 6], store, -1), new StockLine(goods[(n + 1) % 6], store, -1))));
        var proving = Task.Run(async () => Assert.Empty((await shop.Get<Proving>().ProveAsync()).Findings));
        var repairing = Task.Run(() => shop.Get<Proving>().RepairReservedAsync());
        var sorting = Task.Run(() => shop.Get<TurnoverClasses>().ComputeAsync());
        await Task.WhenAll([.. selling, proving, repairing, sorting]);

        foreach (var variant in goods)
            Assert.Equal(20, (await shop.StockOfAsync(variant, store)).OnHand);
    }

    private static HoldOwner Next() => new(ReservationOwner.Order, 500_000 + Interlocked.Increment(ref _made));

    private static ReserveCommand Command(HoldOwner owner, IReadOnlyList<WantedLine> lines) =>
        new($"trap-{owner.OwnerId}", new ReservationHolder(owner.Owner, owner.OwnerId, $"T{owner.OwnerId - 500_000}"), lines);
}
