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
        await using var site = await TestSite.StartAsync(shop.ConnectionString);
        using (var visitor = new Visitor(site.Address))
            await visitor.FoundShopAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1024, Height = 768 } });
        page.SetDefaultTimeout(30_000);
        await page.SignInAsync(site.Address);

        await WriteOrderAsync(page, site, sku);
        var order = await OnlyOrderAsync();
        Assert.Equal((OrderState.Draft, 1), (order.State, order.Lines.Count));

        await page.ClickUntilAsync("Confirm", page.GetByText("Confirmed", new() { Exact = true }).First);
        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).Reserved);
        await page.ClickUntilAsync("Ship…", page.GetByRole(AriaRole.Button, new() { Name = "It leaves now" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "It leaves now" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(8, (await shop.StockOfAsync(lamp, store)).OnHand);

        await SellByScannerAsync(page, site);
        Assert.Equal(6, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    private static async Task WriteOrderAsync(IPage page, TestSite site, string sku)
    {
        await page.GotoAsync(new Uri(site.Address, "/orders/new").ToString());
        var goods = page.Locator("main").GetByRole(AriaRole.Combobox, new() { Name = "Add goods" });
        await Eventually.TrueAsync(async () =>
        {
            await goods.FillAsync("");
            await goods.PressSequentiallyAsync(sku);
            await Task.Delay(1000);
            return await page.Locator(".combo-option").CountAsync() > 0;
        }, "the variant is found", seconds: 40);
        await page.Locator(".combo-option").First.ClickAsync();
        await Assertions.Expect(page.Locator(".draft-lines tbody tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/orders/\\d+$"), new() { Timeout = 30_000 });
    }

    private static async Task SellByScannerAsync(IPage page, TestSite site)
    {
        await page.GotoAsync(new Uri(site.Address, "/counter").ToString());
        await Assertions.Expect(page.Locator("#counter-scan")).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await ScanAsync(page);
        await Assertions.Expect(page.Locator(".counter-line")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

        // the finger was elsewhere; the next scan still counts
        await page.Locator("h1").ClickAsync();
        await ScanAsync(page);
        await Assertions.Expect(page.Locator(".counter-line input")).ToHaveValueAsync("2", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next sale" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
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
