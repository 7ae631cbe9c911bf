using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Playwright;

namespace InventorySync.Tests.Sales;

/// <summary>The way of a person through selling, in a browser: an order by hand until it left, and a sale over the counter by scanner.</summary>
public sealed class SalesJourneyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task An_order_is_written_confirmed_and_sent_and_the_counter_sells_by_scanner()
    {
        var lamp = await shop.GivenVariantAsync(v => v.ScanAs(["4006381333931"]));
        var store = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, store, 9);
        var sku = (await shop.Get<CatalogSearch>().HeadAsync(lamp)).Sku;
        await using var journey = await Journey.BeginAsync(shop, width: 1024, height: 768);
        var page = journey.Page;

        await WriteOrderAsync(journey, sku);
        var order = await OnlyOrderAsync();
        Assert.Equal((OrderState.Draft, 1), (order.State, order.Lines.Count));

        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Confirmed", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).Reserved);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ship…", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It leaves now" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 sent")).ToBeVisibleAsync();
        Assert.Equal(8, (await shop.StockOfAsync(lamp, store)).OnHand);

        await SellByScannerAsync(journey);
        Assert.Equal(4, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    private static async Task WriteOrderAsync(Journey journey, string sku)
    {
        var page = journey.Page;
        await journey.GoAsync("/orders/new");
        var goods = page.Locator("main").GetByRole(AriaRole.Combobox, new() { Name = "Add goods" });
        await goods.PressSequentiallyAsync(sku);
        await page.Locator(".combo-option").First.ClickAsync();
        await Assertions.Expect(page.Locator(".draft-lines tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/orders/\\d+$"));
    }

    private static async Task SellByScannerAsync(Journey journey)
    {
        var page = journey.Page;
        await journey.GoAsync("/counter");
        await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync();
        await ScanAsync(page);
        await Assertions.Expect(page.Locator(".counter-line")).ToHaveCountAsync(1);

        // the finger was elsewhere; the next scan still counts
        await page.Locator("h1").ClickAsync();
        await ScanAsync(page);
        await Assertions.Expect(page.Locator(".counter-line input")).ToHaveValueAsync("2");
        // nobody waits between two scans of the same thing
        await ScanAsync(page);
        await ScanAsync(page);
        await Assertions.Expect(page.Locator(".counter-line input")).ToHaveValueAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next sale" })).ToBeVisibleAsync();
    }

    private static async Task ScanAsync(IPage page)
    {
        await page.Keyboard.TypeAsync("4006381333931", new() { Delay = 5 });
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task<Order> OnlyOrderAsync()
    {
        await using var db = shop.Db();
        return await shop.OrderAsync(await db.Orders.Select(o => o.Id).SingleAsync());
    }
}
