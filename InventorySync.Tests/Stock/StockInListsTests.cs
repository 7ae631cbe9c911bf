using InventorySync.Domain.Catalog;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Stock;

public sealed class StockInListsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Lists_count_a_kit_by_its_scarcest_part_at_each_place()
    {
        var kit = await shop.GivenVariantOfAsync("Tea set");
        var (pot, cup) = (await shop.GivenVariantOfAsync("Pot"), await shop.GivenVariantOfAsync("Tea cup"));
        await shop.Get<Variants>().MakeKitAsync(kit.Id, kit.Version, [new WantedPart(pot.Id, 1), new WantedPart(cup.Id, 4)]);
        var (here, there) = (await StockGoods.GivenLocationAsync(shop), await StockGoods.GivenLocationAsync(shop));
        await shop.GivenStockAsync(pot.Id, here, 3);
        await shop.GivenStockAsync(cup.Id, here, 9);
        await shop.GivenStockAsync(cup.Id, there, 40);
        await shop.GivenStockAsync(pot.Id, there, 1);

        await FollowAsync(new StockChanged(cup.Id, here));

        await using var db = shop.Db();
        var summary = await db.ProductSummaries.SingleAsync(s => s.ProductId == kit.ProductId);
        Assert.Equal((0m, 3m, StockState.InStock), (summary.OnHand, summary.Available, summary.Stock));
        Assert.Equal($"|{here}|{there}|", (await db.ProductSummaries.SingleAsync(s => s.ProductId == cup.ProductId)).Places);
    }

    [Fact]
    public void A_kit_without_parts_or_with_parts_that_stand_nowhere_is_not_available()
    {
        var parts = new[] { new KitPart { PartVariantId = 1, Quantity = 2 }, new KitPart { PartVariantId = 2, Quantity = 1 } };

        Assert.Equal(0, KitStock.AvailableOf(parts, Array.Empty<StockItem>().ToLookup(i => i.VariantId)));
        Assert.Equal(0, KitStock.AvailableOf([], Array.Empty<StockItem>().ToLookup(i => i.VariantId)));
    }

    [Fact]
    public async Task What_is_sold_below_zero_is_shown_so_and_counts_as_sold_out()
    {
        var variant = await shop.GivenVariantOfAsync("Sold before it came");
        var till = await StockGoods.GivenLocationAsync(shop, details => details with { MayGoBelowZero = true });
        var before = (await shop.Get<StockBoard>().TodayAsync()).SoldOut;
        await shop.PostAsync(MovementKind.Sale, new StockLine(variant.Id, till, -2));

        await FollowAsync(new StockChanged(variant.Id, till));

        await using var db = shop.Db();
        Assert.Equal(StockState.BelowZero, (await db.ProductSummaries.SingleAsync(s => s.ProductId == variant.ProductId)).Stock);
        Assert.Equal(before, (await shop.Get<StockBoard>().TodayAsync()).SoldOut);
        Assert.Equal(StockState.BelowZero, (await shop.Get<StockList>().PageAsync(new() { Filters = [new("variantId", Domain.Lists.FilterOperator.Is, $"{variant.Id}")] })).Rows.Single().State);
    }

    private Task FollowAsync(StockChanged what) =>
        shop.Get<StockInLists>().HandleAsync([OutboxMessage.Of(what, "variant:1", shop.Clock.GetUtcNow())], default);
}
