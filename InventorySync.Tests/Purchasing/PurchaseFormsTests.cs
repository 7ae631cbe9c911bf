using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Stock;
using InventorySync.Web.Purchasing;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Purchasing;

public sealed class PurchaseFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_supplier_is_made_by_the_form_and_what_is_wrong_stands_at_its_field()
    {
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewSupplierPage>();
        page.WaitForAssertion(() => page.Find("input[id$=-Name]"));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Enter the supplier's name.", page.Find("[id$=-Name-error]").TextContent, StringComparison.Ordinal));
        page.Find("input[id$=-Name]").Change("Form Mills");
        page.Find("input[id$=-Code]").Change("form-mill");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        page.WaitForAssertion(() => Assert.Matches("/purchasing/suppliers/[0-9]+$", screen.Services.GetRequiredService<NavigationManager>().Uri));
        await using var db = shop.Db();
        Assert.Equal("FORM-MILL", await db.Suppliers.Where(s => s.Name == "Form Mills").Select(s => s.Code).SingleAsync());
    }

    [Fact]
    public async Task Each_scan_counts_one_and_what_is_not_on_the_order_is_said()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(offer: o => o with { SupplierSku = "SCAN-THEIRS" });
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 5));
        await using var screen = new ShopScreen(shop, new Actor(ActorKind.Person, "Wanjiru") { Permissions = BuiltInRoles.All[BuiltInRoles.Warehouse] });
        var page = screen.Render<ReceivePage>(p => p.Add(x => x.OrderId, order.Id));
        page.WaitForAssertion(() => page.Find(".receive-line"));

        foreach (var code in new[] { order.Lines[0].Sku.ToLowerInvariant(), "scan-theirs" })
            await page.InvokeAsync(() => page.FindComponent<ScanField>().Instance.OnScanned.InvokeAsync(code));
        await page.InvokeAsync(() => page.FindComponent<ScanField>().Instance.OnScanned.InvokeAsync("4711-UNKNOWN"));
        page.WaitForAssertion(() => Assert.Contains("is not on this order", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("$", page.Find(".receive-lines").TextContent, StringComparison.Ordinal);

        page.Find(".btn-pay").Click();
        page.WaitForAssertion(() => Assert.Contains("Received: 2 units", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task More_than_was_ordered_is_asked_about_on_the_screen()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 2));
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<ReceivePage>(p => p.Add(x => x.OrderId, order.Id));
        page.WaitForAssertion(() => page.Find(".receive-line input"));

        page.Find(".receive-line input").Change("3");
        page.Find(".btn-pay").Click();
        page.WaitForAssertion(() => Assert.Contains("More came than was ordered:", page.Markup, StringComparison.Ordinal));
        Assert.False(await shop.HasMovementsAtAsync(store));
        page.FindAll("button").Single(b => b.TextContent.Contains("Take all of it in", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => Assert.Contains("Received: 3 units", page.Markup, StringComparison.Ordinal));
        Assert.Equal(3, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task What_is_on_its_way_stands_beside_the_stock()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        await shop.GivenStockAsync(lamp, store, 1);
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 9));
        await using var screen = new ShopScreen(shop);

        var page = screen.Render<IncomingOfVariant>(p => p.Add(x => x.VariantId, lamp));
        var row = (await shop.Get<Domain.Stock.StockList>().PageAsync(new ListRequest { Filters = [new("variantId", FilterOperator.Is, $"{lamp}")] })).Rows.Single();

        page.WaitForAssertion(() => Assert.Contains(order.Number, page.Markup, StringComparison.Ordinal));
        Assert.Equal((9m, order.ExpectedOn), (row.Incoming, row.IncomingOn));
    }
}
