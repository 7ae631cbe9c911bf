using System.Text.RegularExpressions;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;
using Microsoft.Playwright;

namespace InventorySync.Tests.Planning;

/// <summary>From the list of what runs out to a draft for the supplier, in a browser.</summary>
public sealed class PlanningJourneyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task What_runs_out_is_seen_understood_and_put_onto_a_draft()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(116);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await using (var db = shop.Db())
        {
            var supplier = Supplier.Create(new SupplierDetails { Name = "Northern Mills", Code = "NORTH", Currency = (await shop.Get<ShopSettings>().GetAsync<ShopProfile>()).Currency, LeadTimeDays = 6 });
            db.Suppliers.Add(supplier);
            await db.SaveChangesAsync();
            db.SupplierOffers.Add(SupplierOffer.Create(supplier.Id, new OfferDetails { VariantId = lamp, Cost = 5, PackSize = 12 }));
            await db.SaveChangesAsync();
        }

        await shop.Get<PlanningNight>().RunAsync();
        var sku = (await shop.Get<CatalogSearch>().HeadAsync(lamp)).Sku;
        await using var journey = await Journey.BeginAsync(shop);
        var page = journey.Page;

        await journey.GoAsync($"/stock/{lamp}/forecast");
        await Assertions.Expect(page.GetByText("Northern Mills delivers in 6 days, give or take 1.2.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("Expected stock")).ToBeVisibleAsync();

        await journey.GoAsync("/planning");
        await Assertions.Expect(page.GetByText(sku).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var confirm = page.GetByRole(AriaRole.Button, new() { Name = "Draft orders", Exact = true });
        await Eventually.TrueAsync(async () =>
        {
            // what is clicked before the screen is alive is lost
            await page.GetByRole(AriaRole.Button, new() { Name = "Draft all orders" }).First.ClickAsync();
            await Task.Delay(700);
            return await confirm.CountAsync() > 0;
        }, "it is asked before everything is drafted", seconds: 30);
        await confirm.Last.ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/purchasing/orders/[0-9]+"), new() { Timeout = 60_000 });
        await using var after = shop.Db();
        var line = await after.PurchaseLines.SingleAsync(l => l.VariantId == lamp);
        Assert.True(line.Ordered > 0 && line.Ordered % 12 == 0, $"{line.Ordered}");
    }
}
