using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class AllocationTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _made;

    [Fact]
    public void The_delivered_figures_give_the_example_of_the_handbook()
    {
        var allocation = AllocationMath.Of(new AllocationBasis(120, 8, 0, TurnoverClass.High, 0), new AllocationSettings());

        Assert.Equal(28, allocation.Sellable);
        Assert.Equal("120 on hand, 8 reserved, high turnover 30 %, buffer 15 %", string.Join(", ", allocation.Steps));
    }

    [Theory]
    [InlineData(100, 0, 0, TurnoverClass.Medium, 38)] // 45 less 15 % is 38.25
    [InlineData(100, 0, 0, TurnoverClass.Low, 55)] // 65 less 15 % is 55.25
    [InlineData(100, 80, 40, TurnoverClass.High, 20)] // forty reserved here and five more, but only twenty are left
    [InlineData(100, 12, 12, TurnoverClass.High, 22)] // 22.44
    [InlineData(60, 30, 10, TurnoverClass.High, 15)] // 7.65 is less than ten reserved here and five more
    [InlineData(0, 0, 0, TurnoverClass.High, 0)]
    [InlineData(-5, 0, 0, TurnoverClass.High, 0)]
    public void A_share_less_the_buffer_is_never_less_than_what_is_reserved_here_and_five(decimal onHand, decimal reserved, decimal here, TurnoverClass turnover, decimal sellable) =>
        Assert.Equal(sellable, AllocationMath.Of(new AllocationBasis(onHand, reserved, here, turnover, 0), new AllocationSettings()).Sellable);

    [Theory]
    [InlineData(AllocationPolicy.All, 17)] // twenty less 15 %
    [InlineData(AllocationPolicy.FixedAmount, 8)] // ten less 15 % is 8.5
    [InlineData(AllocationPolicy.Share, 8)] // half of twenty less 15 % is 8.5
    public void Other_policies_give_all_a_fixed_amount_or_one_share(AllocationPolicy policy, decimal sellable) =>
        Assert.Equal(sellable, AllocationMath.Of(new AllocationBasis(20, 0, 0, TurnoverClass.High, 0), new AllocationSettings { Policy = policy }).Sellable);

    [Fact]
    public void Goods_by_weight_keep_their_decimals() =>
        Assert.Equal(2.55m, AllocationMath.Of(new AllocationBasis(10, 0, 0, TurnoverClass.High, 2), new AllocationSettings { AboveReserved = 0 }).Sellable);

    [Fact]
    public void What_makes_the_first_eighty_per_cent_of_units_sells_fast()
    {
        var classes = TurnoverClasses.Classes(new Dictionary<long, decimal> { [1] = 50, [2] = 30, [3] = 12, [4] = 5, [5] = 3 });

        Assert.Equal([TurnoverClass.High, TurnoverClass.High, TurnoverClass.Medium, TurnoverClass.Medium, TurnoverClass.Low], classes.Select(c => c.Class));
    }

    [Fact]
    public async Task Classes_are_computed_from_the_sales_of_ninety_days()
    {
        var (fast, slow, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(fast, store, 1000);
        await shop.GivenStockAsync(slow, store, 1000);
        await shop.PostAsync(MovementKind.Sale, new StockLine(slow, store, -900));
        shop.Clock.Advance(TimeSpan.FromDays(91));
        await shop.PostAsync(MovementKind.Sale, new StockLine(fast, store, -500));
        await shop.PostAsync(MovementKind.Sale, new StockLine(slow, store, -2));

        await shop.Get<TurnoverClasses>().ComputeAsync();

        await using var db = shop.Db();
        var offast = await db.Turnovers.SingleAsync(t => t.VariantId == fast);
        Assert.Equal((TurnoverClass.High, 500m), (offast.Class, offast.Sold));
        var ofslow = await db.Turnovers.SingleAsync(t => t.VariantId == slow);
        Assert.Equal((TurnoverClass.Low, 2m), (ofslow.Class, ofslow.Sold));
    }

    [Fact]
    public async Task The_nearest_figure_holds_one_by_one()
    {
        var (lamp, store, channel) = await GoodsAsync(100);
        var rules = shop.Get<AllocationRules>();

        Assert.Equal(55, await SellableAsync(channel, lamp)); // low turnover 65 %, buffer 15 %
        await rules.SaveAsync(new AllocationScope { ChannelId = channel }, new AllocationFigures { Buffer = 0 });
        Assert.Equal(65, await SellableAsync(channel, lamp));
        await rules.SaveAsync(new AllocationScope { VariantId = lamp }, new AllocationFigures { Policy = AllocationPolicy.FixedAmount, FixedAmount = 12 });
        Assert.Equal(12, await SellableAsync(channel, lamp));
        await rules.SaveAsync(new AllocationScope { VariantId = lamp, ChannelId = channel }, new AllocationFigures { FixedAmount = 40 });
        Assert.Equal(40, await SellableAsync(channel, lamp));
        var again = await rules.SaveAsync(new AllocationScope { VariantId = lamp, ChannelId = channel }, new AllocationFigures { FixedAmount = 41 });
        Assert.Equal(41, await SellableAsync(channel, lamp));
        await rules.DeleteAsync(again);
        Assert.Equal(12, await SellableAsync(channel, lamp));
        Assert.NotEqual(0, store);
    }

    [Fact]
    public void A_category_below_another_is_nearer_than_the_one_above_and_a_variant_is_nearest()
    {
        static int Near(AllocationScope scope) => new AllocationRule(scope, new AllocationFigures()).NearnessTo(channelId: 1, variantId: 7, categoriesFromRoot: [10, 20]);

        int[] fromFar = [Near(new() { ChannelId = 1 }), Near(new() { CategoryId = 10 }), Near(new() { CategoryId = 10, ChannelId = 1 }), Near(new() { CategoryId = 20 }), Near(new() { CategoryId = 20, ChannelId = 1 }), Near(new() { VariantId = 7 }), Near(new() { VariantId = 7, ChannelId = 1 })];

        Assert.Equal(fromFar.Order(), fromFar);
        Assert.Equal(fromFar.Length, fromFar.Distinct().Count());
        Assert.Equal([0, 0, 0], [Near(new() { ChannelId = 2 }), Near(new() { CategoryId = 30 }), Near(new() { VariantId = 8 })]);
    }

    [Fact]
    public async Task Only_locations_that_serve_the_channel_count()
    {
        var (lamp, store, _) = await GoodsAsync(100);
        var other = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, other, 1000);
        var channel = await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = $"Only {++_made}", LocationIds = [store] });

        Assert.Equal(55, await SellableAsync(channel, lamp));
    }

    [Fact]
    public async Task Carts_hold_at_most_what_the_channel_may_sell_and_orders_take_what_is_there()
    {
        var (lamp, _, channel) = await GoodsAsync(100);
        var reservations = shop.Get<Reservations>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 80).Select(n => Task.Run(() => reservations.ReserveAsync(Cart(channel, lamp, 1)))));
        var order = await reservations.ReserveAsync(new ReserveCommand($"sold-{++_made}", new ReservationHolder(ReservationOwner.Order, 77_000, "M1") { ChannelId = channel }, [new WantedLine(lamp, 20)]));

        // each held unit lowers what is available, so the share of the rest shrinks until the floor: what is reserved here and five more, up to 80 % of a hundred
        Assert.InRange(answers.Count(a => a.Complete), 55, 80);
        Assert.True(order.Complete);
    }

    [Fact]
    public async Task Carts_together_hold_at_most_four_fifths()
    {
        var (lamp, _, channel) = await GoodsAsync(10);
        await shop.Get<AllocationRules>().SaveAsync(new AllocationScope { VariantId = lamp }, new AllocationFigures { Policy = AllocationPolicy.All, Buffer = 0 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => shop.Get<Reservations>().ReserveAsync(Cart(channel, lamp, 1)))));

        Assert.Equal(8, answers.Count(a => a.Complete));
    }

    [Fact]
    public async Task Who_may_not_change_figures_changes_none()
    {
        await using var warehouse = shop.As(BuiltInRoles.Warehouse);

        await Assert.ThrowsAsync<ForbiddenException>(() => warehouse.ServiceProvider.GetRequiredService<AllocationRules>().SaveAsync(new AllocationScope { VariantId = 1 }, new AllocationFigures()));
        await Assert.ThrowsAsync<ForbiddenException>(() => warehouse.ServiceProvider.GetRequiredService<SalesChannels>().CreateAsync(new ChannelDetails { Name = "Sneaky" }));
        Assert.Equal("ChannelId", (await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<AllocationRules>().SaveAsync(new AllocationScope(), new AllocationFigures()))).Field);
    }

    private static ReserveCommand Cart(long channel, long variant, decimal quantity)
    {
        var number = Interlocked.Increment(ref _made);
        return new ReserveCommand($"channel-cart-{number}", new ReservationHolder(ReservationOwner.Cart, 50_000 + number, $"C{number}") { ChannelId = channel }, [new WantedLine(variant, quantity)]);
    }

    private async Task<(long Lamp, long Store, long Channel)> GoodsAsync(decimal quantity)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, quantity);
        return (lamp, store, await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = $"Channel {Interlocked.Increment(ref _made)}" }));
    }

    private async Task<decimal> SellableAsync(long channelId, long variantId) =>
        Assert.Single(await shop.Get<Allocating>().OfChannelAsync(channelId, [variantId])).Allocation.Sellable;
}
