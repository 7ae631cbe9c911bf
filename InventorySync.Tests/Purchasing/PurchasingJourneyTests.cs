using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Stock;
using Microsoft.Playwright;

namespace InventorySync.Tests.Purchasing;

/// <summary>The way of a person through buying, in a browser: from a new supplier to the goods on the shelf.</summary>
public sealed class PurchasingJourneyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_supplier_is_entered_an_order_written_sent_and_received_by_scanner()
    {
        var lamp = await shop.GivenVariantAsync(v => v.ScanAs(["4006381333931"]));
        var store = await shop.GivenLocationAsync();
        var sku = (await shop.Get<CatalogSearch>().HeadAsync(lamp)).Sku;
        await using var site = await TestSite.StartAsync(shop.ConnectionString);
        using (var visitor = new Visitor(site.Address))
            await visitor.FoundShopAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1024, Height = 768 } });
        page.SetDefaultTimeout(30_000);
        await SignInAsync(page, site);

        await EnterSupplierAsync(page, site);
        var supplierId = await OnlyAsync(db => db.Suppliers.Select(s => s.Id));
        await shop.GivenOfferAsync(supplierId, lamp, 4);
        await WriteOrderAsync(page, site, supplierId, sku);
        await ClickUntilAsync(page, "Finish", page.GetByRole(AriaRole.Button, new() { Name = "Send…" }));
        await ClickUntilAsync(page, "Send…", page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Receive", Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "Receive", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await page.Keyboard.TypeAsync("4006381333931", new() { Delay = 5 });
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".receive-line input").First).ToHaveValueAsync("1", new() { Timeout = 30_000 });
        await page.Locator(".btn-pay").ClickAsync();
        await Assertions.Expect(page.GetByText("Received: 1 units")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        Assert.Equal(1, (await shop.StockOfAsync(lamp, store)).OnHand);
        Assert.Equal(PurchaseState.Received, await OnlyAsync(db => db.PurchaseOrders.Select(o => o.State)));
    }

    private static async Task EnterSupplierAsync(IPage page, TestSite site)
    {
        await page.GotoAsync(new Uri(site.Address, "/purchasing/suppliers/new").ToString());
        await Eventually.TrueAsync(async () =>
        {
            if (Regex.IsMatch(page.Url, "/purchasing/suppliers/\\d+$"))
                return true;

            // what is typed before the screen is alive is lost; and the page may be left already
            await Record.ExceptionAsync(async () =>
            {
                // emptied first: a browser tells of a change only where the field differs from what it was
                foreach (var (name, code) in new[] { ("", ""), ("Journey Mills", "JOURNEY") })
                {
                    await page.Locator("input[id$=-Name]").FillAsync(name, new() { Timeout = 2_000 });
                    await page.Locator("input[id$=-Code]").FillAsync(code, new() { Timeout = 2_000 });
                }

                await page.GetByRole(AriaRole.Button, new() { Name = "Create supplier" }).ClickAsync(new() { Timeout = 2_000 });
            });
            await Task.Delay(1500);
            return Regex.IsMatch(page.Url, "/purchasing/suppliers/\\d+$");
        }, "the supplier is made", seconds: 60);
    }

    private static async Task WriteOrderAsync(IPage page, TestSite site, long supplierId, string sku)
    {
        await page.GotoAsync(new Uri(site.Address, $"/purchasing/orders/new?supplier={supplierId}").ToString());
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
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/orders/\\d+$"), new() { Timeout = 30_000 });
    }

    private async Task<T> OnlyAsync<T>(Func<Domain.InventoryDb, IQueryable<T>> which)
    {
        await using var db = shop.Db();
        return await which(db).SingleAsync();
    }

    private static async Task SignInAsync(IPage page, TestSite site)
    {
        await page.GotoAsync(new Uri(site.Address, "/account/sign-in").ToString());
        await page.FillAsync("input[name='Input.Email']", "olivia@shop.test");
        await page.FillAsync("input[name='Input.Password']", "wooden spoon left behind");
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^(?!.*sign-in)"), new() { Timeout = 30_000 });
    }

    // what is clicked before the screen is alive is lost
    private static Task ClickUntilAsync(IPage page, string button, ILocator shown) => Eventually.TrueAsync(async () =>
    {
        if (await shown.CountAsync() > 0)
            return true;

        // the button may be gone: the click before did its work
        await Record.ExceptionAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync(new() { Timeout = 2_000 }));
        await Task.Delay(700);
        return await shown.CountAsync() > 0;
    }, $"“{button}” does something", seconds: 30);
}
