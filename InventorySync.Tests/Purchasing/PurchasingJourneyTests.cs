using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Purchasing;
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
        await using var journey = await Journey.BeginAsync(shop, width: 1024, height: 768);
        var page = journey.Page;

        await EnterSupplierAsync(journey);
        var supplierId = await OnlyAsync(db => db.Suppliers.Select(s => s.Id));
        await shop.GivenOfferAsync(supplierId, lamp, 4);
        await WriteOrderAsync(journey, supplierId, sku);
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send…", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Receive", Exact = true }).ClickAsync();
        await ReceiveAsync(page);

        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).OnHand);
        Assert.Equal(PurchaseState.Received, await OnlyAsync(db => db.PurchaseOrders.Select(o => o.State)));
        await BookFreightAsync(journey);
        Assert.Equal(14.5m, (await shop.StockOfAsync(lamp, store)).Value);
    }

    private static async Task EnterSupplierAsync(Journey journey)
    {
        var page = journey.Page;
        await journey.GoAsync("/purchasing/suppliers/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Journey Mills");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("JOURNEY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create supplier" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/suppliers/\\d+$"));
    }

    // typed, chosen from a list that opens upwards at the foot of the screen, and scanned once more into the same field
    private static async Task WriteOrderAsync(Journey journey, long supplierId, string sku)
    {
        var page = journey.Page;
        await journey.GoAsync($"/purchasing/orders/new?supplier={supplierId}");
        var goods = page.Locator("main").GetByRole(AriaRole.Combobox, new() { Name = "Add goods" });
        var option = page.Locator(".combo-option").First;
        await goods.PressSequentiallyAsync(sku);
        await Assertions.Expect(option).ToBeInViewportAsync(new() { Timeout = 30_000 });
        await option.ClickAsync();
        var lines = page.Locator(".draft-lines tbody tr");
        await Assertions.Expect(lines).ToHaveCountAsync(1);

        await Assertions.Expect(goods).ToBeFocusedAsync();
        await Assertions.Expect(goods).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync(Barcode, new() { Delay = 5 });
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(lines.GetByLabel("Quantity")).ToHaveValueAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/orders/\\d+$"));
    }

    private static async Task ReceiveAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync();
        for (var scanned = 1; scanned <= 2; scanned++)
        {
            await page.Keyboard.TypeAsync(Barcode, new() { Delay = 5 });
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".receive-line input").First).ToHaveValueAsync($"{scanned}");
        }

        await page.Locator(".btn-pay").ClickAsync();
        await Assertions.Expect(page.GetByText("Received: 2 units")).ToBeVisibleAsync();
    }

    // the bill of the carrier comes days after the goods
    private async Task BookFreightAsync(Journey journey)
    {
        var page = journey.Page;
        await journey.GoAsync($"/purchasing/orders/{await OnlyAsync(db => db.PurchaseOrders.Select(o => o.Id))}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a cost…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Book the cost" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("Enter an amount.").First).ToBeVisibleAsync();
        await dialog.GetByLabel("Amount").FillAsync("6.50");
        await dialog.GetByLabel("Note").FillAsync("Bill 4711");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Book the cost" }).ClickAsync();
        await Assertions.Expect(page.GetByText("came later for receipt")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("added later by")).ToBeVisibleAsync();
    }

    private async Task<T> OnlyAsync<T>(Func<Domain.InventoryDb, IQueryable<T>> which)
    {
        await using var db = shop.Db();
        return await which(db).SingleAsync();
    }
}
