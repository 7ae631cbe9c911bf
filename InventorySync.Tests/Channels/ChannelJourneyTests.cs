using System.Text.RegularExpressions;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using Microsoft.Playwright;

namespace InventorySync.Tests.Channels;

/// <summary>What goes wrong with a channel, in a browser: what is read there, and the way out that is offered.</summary>
public sealed class ChannelJourneyTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    [Fact]
    public async Task Each_fault_of_a_channel_is_read_where_it_is_looked_for_and_the_way_out_leads_out()
    {
        var (lamp, lampShown) = await site.GivenSoldAsync(12, "TRIP-1", "trip");
        var (lost, lostShown) = await site.GivenSoldAsync(5, "TRIP-2", "trip");
        var (heap, heapShown) = await site.GivenSoldAsync(50, "TRIP-3", "trip");
        await site.GivenVariantAsync("TRIP-4", 3);
        await site.GivenGoodAsync("TRIP-4", shop: "trip");
        await site.GivenGoodAsync("TRIP-4", shop: "trip");
        var channel = await site.GivenChannelAsync("Trip");
        await using var window = await (await TestBrowser.StartedAsync()).NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await window.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.SignInAsync(new Uri(site.Address));

        await ConnectWithAWrongKeyAndThenTheRightOneAsync(page, channel);
        await site.ShowsAsync(lampShown, 12);
        await site.ShowsAsync(lostShown, 5);
        await site.ShowsAsync(heapShown, 50);
        await ConnectAgainAsync(page, channel, lamp);
        await site.ShowsAsync(lampShown, 10);
        await LookThroughListingsAsync(page, channel, (lost, lostShown), heap);
        await site.ShowsAsync(heapShown, 51);
    }

    private async Task ConnectWithAWrongKeyAndThenTheRightOneAsync(IPage page, long channel)
    {
        await page.GoAsync($"{site.Address}channels/{channel}/connect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Shopify", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#connect-token")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Demo channel", Exact = true }).ClickAsync();
        var problem = page.Locator("#connect-key-error");
        await page.Locator("#connect-shop").FillAsync("trip");
        await page.Locator("#connect-key").FillAsync("not-the-key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try and connect" }).ClickAsync();
        await Assertions.Expect(problem).ToContainTextAsync("The demo channel does not know this key.");
        await Assertions.Expect(page.Locator("#connect-key")).ToBeFocusedAsync();

        await page.Locator("#connect-key").FillAsync(site.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try and connect" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/channels/{channel}$"));
    }

    private async Task ConnectAgainAsync(IPage page, long channel, long lamp)
    {
        await site.MoodAsync(new DemoChannelSettings { Door = DemoDoor.TakenBack });
        await site.MoveAsync(MovementKind.Sale, lamp, -2);
        await page.GoAsync($"{site.Address}channels/{channel}");
        await Assertions.Expect(page.GetByText("This key was taken back at the demo channel.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Locked out")).ToBeVisibleAsync();
        await page.GoAsync($"{site.Address}channels");
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect again" }).ClickAsync();

        await site.MoodAsync(new DemoChannelSettings());
        await Assertions.Expect(page.Locator("#connect-shop")).ToHaveValueAsync("trip");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try and connect" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/channels/{channel}$"));
        await Assertions.Expect(page.GetByText("This key was taken back")).ToHaveCountAsync(0);
    }

    private async Task LookThroughListingsAsync(IPage page, long channel, (long VariantId, long Shown) lost, long heap)
    {
        await using (var db = site.Db())
        {
            // connecting reads the catalogue once more: what is not there any more would be forgotten by it
            await Eventually.TrueAsync(() => db.BackgroundTasks.AllAsync(t => t.EndedAt != null), "the catalogue was read", seconds: 60);
            await db.DemoGoods.Where(g => g.Id == lost.Shown).ExecuteDeleteAsync();
        }

        await site.MoodAsync(new DemoChannelSettings { MostOfOne = 20 });
        await site.MoveAsync(MovementKind.Sale, lost.VariantId, -1);
        await site.MoveAsync(MovementKind.Receipt, heap, 1);
        await using (var db = site.Db())
            await Eventually.TrueAsync(async () => await db.Listings.CountAsync(l => l.ChannelId == channel && l.Problem != null) == 2, "both are refused", seconds: 90);

        await page.GoAsync($"{site.Address}channels/{channel}/listings?state=Failing");
        await Assertions.Expect(page.GetByText("It is not sold there any more. Match it anew, or take it off the list.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The demo channel shows at most 20 of one thing.")).ToBeVisibleAsync();
        var asked = page.GetByRole(AriaRole.Dialog);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it off the list", Exact = true }).ClickAsync();
        await asked.GetByRole(AriaRole.Button, new() { Name = "Take it off the list" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is not sold there any more.")).ToHaveCountAsync(0);
        await site.MoodAsync(new DemoChannelSettings());
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again", Exact = true }).ClickAsync();

        await page.GoAsync($"{site.Address}channels/{channel}/listings?state=Unmatched");
        await Assertions.Expect(page.GetByText("Several things there have this SKU, so it does not tell which is meant.")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Match…" }).First).ToBeVisibleAsync();
    }
}
