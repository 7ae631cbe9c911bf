using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Access;
using InventorySync.Tests.Stock;
using Microsoft.Playwright;

namespace InventorySync.Tests.Purchasing;

/// <summary>The way of a person through buying, in a browser on a tablet: from a new supplier to the goods on the shelf.</summary>
public sealed class PurchasingJourneyTests(TestShop shop) : IClassFixture<TestShop>
{
    private const string Barcode = "4006381333931";

    [Fact]
    public async Task A_supplier_is_entered_an_order_written_by_typing_and_scanning_sent_and_received_by_scanner()
    {
        var lamp = await shop.GivenVariantAsync(v => v.ScanAs([Barcode]));
        var store = await shop.GivenLocationAsync();
        var sku = (await shop.Get<CatalogSearch>().HeadAsync(lamp)).Sku;
        await using var site = await TestSite.StartAsync(shop.ConnectionString);
        using (var visitor = new Visitor(site.Address))
            await visitor.FoundShopAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1024, Height = 768 } });
        page.SetDefaultTimeout(30_000);
        await page.SignInAsync(site.Address);

        await EnterSupplierAsync(page, site);
        var supplierId = await OnlyAsync(db => db.Suppliers.Select(s => s.Id));
        await shop.GivenOfferAsync(supplierId, lamp, 4);
        await WriteOrderAsync(page, site, supplierId, sku);
        await page.ClickUntilAsync("Finish", page.GetByRole(AriaRole.Button, new() { Name = "Send…" }));
        await page.ClickUntilAsync("Send…", page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Receive", Exact = true }).ClickAsync();
        await ReceiveAsync(page);

        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).OnHand);
        Assert.Equal(PurchaseState.Received, await OnlyAsync(db => db.PurchaseOrders.Select(o => o.State)));
    }

    private static async Task EnterSupplierAsync(IPage page, TestSite site)
    {
        await page.GotoAsync(new Uri(site.Address, "/purchasing/suppliers/new").ToString());
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Journey Mills");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("JOURNEY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create supplier" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/suppliers/\\d+$"), new() { Timeout = 30_000 });
    }

    // typed, chosen from a list that opens upwards at the foot of the screen, and scanned once more into the same field
    private static async Task WriteOrderAsync(IPage page, TestSite site, long supplierId, string sku)
    {
        await page.GotoAsync(new Uri(site.Address, $"/purchasing/orders/new?supplier={supplierId}").ToString());
        var goods = page.Locator("main").GetByRole(AriaRole.Combobox, new() { Name = "Add goods" });
        var option = page.Locator(".combo-option").First;
        await Eventually.TrueAsync(async () =>
        {
            await goods.FillAsync("");
            await goods.PressSequentiallyAsync(sku);
            await Task.Delay(1000);
            return await option.CountAsync() > 0;
        }, "the variant is found", seconds: 40);
        await Assertions.Expect(option).ToBeInViewportAsync();
        await option.ClickAsync();
        var lines = page.Locator(".draft-lines tbody tr");
        await Assertions.Expect(lines).ToHaveCountAsync(1, new() { Timeout = 30_000 });

        await Assertions.Expect(goods).ToBeFocusedAsync();
        await Assertions.Expect(goods).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync(Barcode, new() { Delay = 5 });
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(lines.GetByLabel("Quantity")).ToHaveValueAsync("2", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/orders/\\d+$"), new() { Timeout = 30_000 });
    }

    private static async Task ReceiveAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync(new() { Timeout = 30_000 });
        for (var scanned = 1; scanned <= 2; scanned++)
        {
            await page.Keyboard.TypeAsync(Barcode, new() { Delay = 5 });
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".receive-line input").First).ToHaveValueAsync($"{scanned}", new() { Timeout = 30_000 });
        }

        await page.Locator(".btn-pay").ClickAsync();
        await Assertions.Expect(page.GetByText("Received: 2 units")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private async Task<T> OnlyAsync<T>(Func<Domain.InventoryDb, IQueryable<T>> which)
    {
        await using var db = shop.Db();
        return await which(db).SingleAsync();
    }
}
