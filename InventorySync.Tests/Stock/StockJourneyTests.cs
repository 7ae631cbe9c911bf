using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using Microsoft.Playwright;

namespace InventorySync.Tests.Stock;

/// <summary>The way of a person through the stock, in a browser.</summary>
public sealed class StockJourneyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Stock_is_counted_adjusted_held_and_released_on_the_screen()
    {
        var (lamp, hidden) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync());
        var store = await shop.GivenLocationAsync();
        await shop.GivenStockAsync(lamp, store, 12, unitCost: 4);
        await shop.GivenStockAsync(hidden, store, 3);
        await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = "Online shop" });
        await shop.Get<Reservations>().ReserveAsync(new ReserveCommand("journey", new ReservationHolder(ReservationOwner.Order, 1, "1001"), [new WantedLine(lamp, 2)]));
        var sku = (await shop.Get<CatalogSearch>().HeadAsync(lamp)).Sku;
        await using var journey = await Journey.BeginAsync(shop);
        var page = journey.Page;

        await journey.GoAsync("/stock");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = sku, Exact = true })).ToBeVisibleAsync();
        await LookAsync(page, "stock");

        await journey.GoAsync("/stock/adjust");
        await page.Locator("[id$=VariantId]").PressSequentiallyAsync(sku);
        await page.Locator(".combo-option").First.ClickAsync();
        await page.Locator("[id$=Quantity]").FillAsync("9");
        await page.Locator("[id$=Reason]").SelectOptionAsync("Counted");
        await LookAsync(page, "adjust");
        await page.GetByRole(AriaRole.Button, new() { Name = "Adjust", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText($"Booked: {sku}.")).ToBeVisibleAsync();
        Assert.Equal(9, (await shop.StockOfAsync(lamp, store)).OnHand);

        foreach (var tab in new[] { "", "/timeline", "/channels" })
        {
            await journey.GoAsync($"/stock/{lamp}{tab}");
            await page.WaitForTimeoutAsync(1500);
            await LookAsync(page, "variant" + tab.Replace('/', '-'));
        }

        await Assertions.Expect(page.GetByText("9 on hand, 2 reserved, low turnover 65 %, buffer 15 %, at least 0 reserved here + 5 → 5")).ToBeVisibleAsync();
        await journey.GoAsync($"/stock/{lamp}/holds");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release…", Exact = true }).ClickAsync();
        await page.Locator("[id$=Reason]").FillAsync("The customer rang");
        await LookAsync(page, "release");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing is held")).ToBeVisibleAsync();
        Assert.Equal(0, (await shop.StockOfAsync(lamp, store)).Reserved);

        await journey.GoAsync("/stock/proof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prove now", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Everything is right")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        foreach (var path in new[] { "/stock/proof", "/stock/movements", "/stock/holds", "/stock/value", "/stock/assemble", "/stock/allocation" })
        {
            await journey.GoAsync(path);
            await page.WaitForTimeoutAsync(1200);
            await LookAsync(page, path.Replace('/', '-'));
        }
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
