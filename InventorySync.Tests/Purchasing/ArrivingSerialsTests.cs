using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Sales;
using InventorySync.Tests.Stock;
using InventorySync.Web.Purchasing;
using InventorySync.Web.Shared;

namespace InventorySync.Tests.Purchasing;

/// <summary>Goods whose pieces have numbers of their own, and goods that are kept by lots, at the door.</summary>
public sealed class ArrivingSerialsTests(TestShop shop) : IClassFixture<TestShop>
{
    private Receiving Receiving => shop.Get<Receiving>();

    [Fact]
    public async Task Each_piece_comes_in_with_its_number_and_the_receipt_keeps_it()
    {
        var (radio, order, store) = await GivenOrderedAsync(Tracking.Serial, 3);

        await Receiving.ReceiveAsync(order.Id, Arrived(order, 2, " A-1 ", "A-2"), BuyingGoods.NextKey());

        Assert.Equal(2, (await shop.StockOfAsync(radio, store)).OnHand);
        Assert.Equal(["A-1", "A-2"], (await shop.PurchaseAsync(order.Id)).Receipts.Single().Lines.Single().Serials.Select(s => s.Number).Order());
        await shop.ProveAsync();
    }

    [Theory]
    [InlineData("A-1")]
    [InlineData("A-1", "A-2", "A-3")]
    [InlineData("A-1", "a-1")]
    [InlineData("A-1", " ")]
    public async Task Too_few_too_many_or_the_same_twice_is_refused_and_nothing_comes_in(params string[] serials)
    {
        var (_, order, store) = await GivenOrderedAsync(Tracking.Serial, 3);

        var refusal = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Receiving.ReceiveAsync(order.Id, Arrived(order, 2, serials), BuyingGoods.NextKey()));

        Assert.Contains("erial number", refusal.Message, StringComparison.Ordinal);
        Assert.False(await shop.HasMovementsAtAsync(store));
    }

    [Fact]
    public async Task A_piece_that_came_before_is_asked_about_and_taken_in_when_somebody_says_so()
    {
        var (radio, order, store) = await GivenOrderedAsync(Tracking.Serial, 3);
        await Receiving.ReceiveAsync(order.Id, Arrived(order, 1, "B-1"), BuyingGoods.NextKey());

        var asked = await Receiving.ReceiveAsync(order.Id, Arrived(order, 2, "b-1", "B-2"), BuyingGoods.NextKey());

        Assert.False(asked.Received);
        Assert.Equal(("B-1", $"{order.Number}/1"), (asked.Known.Single().Number, asked.Known.Single().Receipt));
        Assert.Equal(1, (await shop.StockOfAsync(radio, store)).OnHand);
        Assert.True((await Receiving.ReceiveAsync(order.Id, Arrived(order, 2, "b-1", "B-2") with { EvenMore = true }, BuyingGoods.NextKey())).Received);
        Assert.Equal(3, (await shop.StockOfAsync(radio, store)).OnHand);
    }

    [Fact]
    public async Task What_was_taken_back_may_come_again()
    {
        var (_, order, _) = await GivenOrderedAsync(Tracking.Serial, 1);
        var receipt = (await Receiving.ReceiveAsync(order.Id, Arrived(order, 1, "C-1"), BuyingGoods.NextKey())).ReceiptId!.Value;
        await Receiving.UndoAsync(order.Id, receipt, "Wrong pallet");

        Assert.True((await Receiving.ReceiveAsync(order.Id, Arrived(order, 1, "C-1"), BuyingGoods.NextKey())).Received);
    }

    [Fact]
    public async Task Serial_numbers_of_what_has_none_are_refused_and_a_lot_is_asked_for_where_it_is_kept_by_lots()
    {
        var (_, lamps, _) = await GivenOrderedAsync(Tracking.Quantity, 1);
        var (_, milk, store) = await GivenOrderedAsync(Tracking.Lot, 1);

        await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.ReceiveAsync(lamps.Id, Arrived(lamps, 1, "D-1"), BuyingGoods.NextKey()));
        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Receiving.ReceiveAsync(milk.Id, Arrived(milk, 1), BuyingGoods.NextKey()));
        Assert.Contains("is kept by lots. Enter the lot that stands on the goods.", refusal.Message, StringComparison.Ordinal);
        Assert.False(await shop.HasMovementsAtAsync(store));

        var with = Arrived(milk, 1);
        with.Lines[0].LotNumber = "L 77";
        Assert.True((await Receiving.ReceiveAsync(milk.Id, with, BuyingGoods.NextKey())).Received);
    }

    [Fact]
    public async Task On_the_tablet_a_scan_of_the_goods_counts_and_the_next_one_is_the_number_of_the_piece()
    {
        var (radio, order, store) = await GivenOrderedAsync(Tracking.Serial, 2);
        await using var screen = new ShopScreen(shop, new Actor(ActorKind.Person, "Wanjiru") { Permissions = BuiltInRoles.All[BuiltInRoles.Warehouse] });
        var page = screen.Render<ReceivePage>(p => p.Add(x => x.OrderId, order.Id));
        page.WaitForAssertion(() => page.Find(".receive-line"));
        var sku = order.Lines[0].Sku;

        foreach (var code in new[] { sku, "SN-100", sku, "SN-200", "SN-300" })
            await page.InvokeAsync(() => page.FindComponent<ScanField>().Instance.OnScanned.InvokeAsync(code));
        // every piece has its number: what is scanned now belongs to something else
        page.WaitForAssertion(() => Assert.Contains("“SN-300” is not on this order", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["SN-100", "SN-200"], page.FindAll(".receive-serials .chip code").Select(c => c.TextContent));

        page.Find("button[aria-label='Remove serial number SN-200']").Click();
        page.Find(".btn-pay").Click();
        page.WaitForAssertion(() => Assert.Contains("2 came, with 1 serial numbers. Scan one for each piece.", page.Markup, StringComparison.Ordinal));
        page.Find(".receive-serials input").Input("SN-201");
        page.Find(".receive-serials form").Submit();
        page.Find(".btn-pay").Click();

        page.WaitForAssertion(() => Assert.Contains("Received: 2 units", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, (await shop.StockOfAsync(radio, store)).OnHand);
        Assert.Equal(["SN-100", "SN-201"], (await shop.PurchaseAsync(order.Id)).Receipts.Single().Lines.Single().Serials.Select(s => s.Number).Order());
    }

    private static ReceiptDetails Arrived(PurchaseOrder order, decimal accepted, params string[] serials)
    {
        var details = BuyingGoods.Arrived(order, accepted);
        details.Lines[0].Serials = serials;
        return details;
    }

    private async Task<(long Goods, PurchaseOrder Order, long Store)> GivenOrderedAsync(Tracking tracking, decimal quantity)
    {
        var (goods, store, supplier) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenSupplierAsync());
        await using (var db = shop.Db())
            await db.Variants.Where(v => v.Id == goods).ExecuteUpdateAsync(set => set.SetProperty(v => v.Tracking, tracking));
        await shop.GivenOfferAsync(supplier, goods, 4);
        return (goods, await shop.GivenSentAsync(supplier, store, (goods, quantity)), store);
    }
}
