using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

public sealed class ReservationsTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _carts;

    private Reservations Reservations => shop.Get<Reservations>();

    [Fact]
    public async Task An_order_for_more_than_there_is_holds_nothing_and_says_what_is_missing()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);
        await shop.GivenStockAsync(shade, store, 1);

        var answer = await Reservations.ReserveAsync(Wanted(new WantedLine(lamp, 2), new WantedLine(shade, 3)));

        Assert.False(answer.Complete);
        Assert.Empty(answer.Holds);
        Assert.Equal(0, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task As_much_as_there_is_holds_that_and_says_what_is_missing()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);

        var answer = await Reservations.ReserveAsync(Wanted(new WantedLine(lamp, 8)) with { Extent = Extent.AsMuchAsThereIs });

        Assert.Equal(new ReservedLine(lamp, 8, 5), Assert.Single(answer.Lines));
    }

    [Fact]
    public async Task Two_lines_of_one_cart_that_share_a_variant_are_summed_before_they_are_checked()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);

        var answer = await Reservations.ReserveAsync(Wanted(new WantedLine(lamp, 3), new WantedLine(lamp, 3)));

        Assert.Equal(6, Assert.Single(answer.Lines).Wanted);
        Assert.False(answer.Complete);
    }

    [Fact]
    public async Task The_same_command_again_holds_nothing_more()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);
        var command = Wanted(new WantedLine(lamp, 5));

        var first = await Reservations.ReserveAsync(command);
        var second = await Reservations.ReserveAsync(command);

        Assert.Equal(first.Holds.Select(h => h.Id), second.Holds.Select(h => h.Id));
        Assert.Equal(5, (await shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task An_expired_hold_frees_its_stock_for_everyone()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);
        var command = Wanted(new WantedLine(lamp, 5));
        await Reservations.ReserveAsync(command with { Holder = command.Holder with { ExpiresAt = shop.Clock.GetUtcNow().AddMinutes(1) } });
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        await shop.Get<HoldEndings>().ExpireAsync();

        Assert.Equal(0, (await shop.StockOfAsync(lamp, store)).Reserved);
        Assert.True((await Reservations.ReserveAsync(Wanted(new WantedLine(lamp, 5)))).Complete);
    }

    [Fact]
    public async Task A_command_repeated_after_its_hold_ran_out_gets_its_first_answer_and_a_new_one_is_refused()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 5);
        var command = Wanted(new WantedLine(lamp, 2));
        command = command with { Holder = command.Holder with { ExpiresAt = shop.Clock.GetUtcNow().AddMinutes(1) } };
        var first = await Reservations.ReserveAsync(command);
        shop.Clock.Advance(TimeSpan.FromMinutes(2));

        var again = await Reservations.ReserveAsync(command);

        Assert.Equal(first.Holds.Select(h => h.Id), again.Holds.Select(h => h.Id));
        Assert.Equal("ExpiresAt", (await Assert.ThrowsAsync<Domain.Common.BusinessRuleException>(() => Reservations.ReserveAsync(command with { Key = "too-late" }))).Field);
    }

    [Fact]
    public async Task Two_hundred_buyers_of_fifty_units_get_fifty()
    {
        var goods = await FiveTimesTenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(buyer =>
            Task.Run(() => Reservations.ReserveAsync(Wanted(new WantedLine(goods[buyer % 5].VariantId, 1))))));

        Assert.Equal(50, answers.Count(a => a.Complete));
        foreach (var key in goods)
            Assert.Equal(10, (await shop.StockOfAsync(key.VariantId, key.LocationId)).Reserved);
    }

    [Fact]
    public async Task Of_two_hundred_orders_of_two_goods_none_is_refused_that_could_have_been_served()
    {
        var goods = await FiveTimesTenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(buyer =>
            Task.Run(() => Reservations.ReserveAsync(Wanted(new WantedLine(goods[buyer % 5].VariantId, 1), new WantedLine(goods[(buyer + 2) % 5].VariantId, 1))))));

        var left = new List<decimal>();
        foreach (var key in goods)
            left.Add((await shop.StockOfAsync(key.VariantId, key.LocationId)).Available);
        Assert.Equal(50 - left.Sum(), 2 * answers.Count(a => a.Complete));
        Assert.All(left, l => Assert.InRange(l, 0, 10));
        Assert.All(Enumerable.Range(0, 5), n => Assert.Equal(0, Math.Min(left[n], left[(n + 2) % 5])));
    }

    private async Task<StockKey[]> FiveTimesTenAsync()
    {
        var store = await shop.GivenLocationAsync();
        var goods = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.GivenVariantAsync()));
        foreach (var variant in goods)
            await shop.GivenStockAsync(variant, store, 10);
        return [.. goods.Select(v => new StockKey(v, store))];
    }

    private static ReserveCommand Wanted(params WantedLine[] lines)
    {
        var cart = Interlocked.Increment(ref _carts);
        return new ReserveCommand($"cart-{cart}", new ReservationHolder(ReservationOwner.Cart, cart, $"C{cart}"), lines);
    }
}
