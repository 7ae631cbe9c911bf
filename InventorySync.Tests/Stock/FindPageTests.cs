using Bunit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;
using InventorySync.Web.Stock;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class FindPageTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_scanned_barcode_shows_where_it_is_in_which_bin_and_how_far()
    {
        var (near, far) = (await GivenPlaceAsync("Berlin", 52.52, 13.40), await GivenPlaceAsync("Leipzig", 51.34, 12.37));
        var variant = await shop.GivenVariantOfAsync("Scanned kettle", sku: "SCAN-KETTLE");
        await shop.Get<Variants>().ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Barcodes = ["4006381333931"] });
        var bin = await shop.GivenBinAsync(far, "K-07");
        await shop.PostAsync(MovementKind.Receipt, new StockLine(variant.Id, far, 7) { BinId = bin, UnitCost = 3 });
        await shop.GivenStockAsync(variant.Id, near, 2);
        await using var screen = new ShopScreen(shop);
        screen.Services.GetRequiredService<NavigationManager>().NavigateTo($"/stock/find?from={near}");

        var page = screen.Render<FindPage>();
        await page.Find(".scan input").InputAsync("4006381333931");
        await page.Find(".scan").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Scanned kettle", page.Find("#found-name").TextContent, StringComparison.Ordinal));
        var rows = page.FindAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("here", rows[0], StringComparison.Ordinal);
        Assert.Contains("149 km", rows[1], StringComparison.Ordinal);
        Assert.Contains("K-07", rows[1], StringComparison.Ordinal);
        Assert.Equal("9", page.FindAll("tfoot td")[0].TextContent.Trim());
        Assert.EndsWith($"variant={variant.Id}", screen.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_scan_takes_the_place_of_the_last_and_an_unknown_code_shows_no_old_place()
    {
        var store = await shop.GivenLocationAsync();
        var (first, second) = (await shop.GivenVariantOfAsync("Found first", sku: "FIND-1"), await shop.GivenVariantOfAsync("Found second", sku: "FIND-2"));
        await shop.GivenStockAsync(first.Id, store, 1);
        await shop.GivenStockAsync(second.Id, store, 1);
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<FindPage>();

        await ScanAsync(page, "find-1");
        page.WaitForAssertion(() => Assert.Contains("Found first", page.Find("#found-name").TextContent, StringComparison.Ordinal));
        await ScanAsync(page, "FIND-2");
        page.WaitForAssertion(() => Assert.Contains("Found second", page.Find("#found-name").TextContent, StringComparison.Ordinal));
        await ScanAsync(page, "0000000000000");

        page.WaitForAssertion(() => Assert.Contains("“0000000000000”", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#found-name"));
    }

    [Fact]
    public async Task Of_several_the_person_chooses_and_nothing_is_said_to_be_nowhere_without_a_reason()
    {
        await shop.GivenVariantOfAsync("Walnut chopping board", sku: "WCB-1");
        await shop.GivenVariantOfAsync("Walnut serving board", sku: "WSB-1");
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<FindPage>();

        await ScanAsync(page, "walnut");
        page.WaitForAssertion(() => Assert.Equal(["WCB-1", "WSB-1"], page.FindAll(".find-choice code").Select(c => c.TextContent)));
        page.FindAll(".find-choice")[1].Click();

        page.WaitForAssertion(() => Assert.Contains("Nowhere on hand", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Walnut serving board", page.Find("#found-name").TextContent, StringComparison.Ordinal);
    }

    private static async Task ScanAsync(IRenderedComponent<FindPage> page, string code)
    {
        await page.Find(".scan input").InputAsync(code);
        await page.Find(".scan").SubmitAsync();
    }

    private Task<long> GivenPlaceAsync(string city, double latitude, double longitude) =>
        shop.GivenLocationAsync(details => details with { City = city, Latitude = latitude, Longitude = longitude });
}
