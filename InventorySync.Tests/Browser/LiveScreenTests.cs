using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>What reaches an open screen by itself, and what it shows while nothing can.</summary>
[Collection(BrowserTests.Name)]
public sealed class LiveScreenTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_bell_rings_on_an_open_page_and_counts_down_when_it_is_read()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Warehouse, "/");
        var page = window.Page;
        await Assertions.Expect(page.Locator(".bell-count")).ToHaveCountAsync(0);

        await using (var scope = browser.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Notifications>()
                .TellAsync(await browser.PersonAsync(BuiltInRoles.Warehouse), new News(NotificationKind.Warning, "Only {0} left of {1}.", 4, "Linen shirt") { Href = "/notifications" });
        }

        await Assertions.Expect(page.Locator(".bell-count")).ToHaveTextAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Notifications: 1 unread" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Only 4 left of Linen shirt.", Exact = true })).ToBeVisibleAsync();
        await window.PictureAsync("bell-1440-light");
        Assert.Empty(await window.BarriersAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();

        await Assertions.Expect(page.Locator(".bell-count")).ToHaveCountAsync(0);
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_lost_connection_is_shown_and_the_page_goes_on_when_it_is_back()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        var page = window.Page;
        var lines = new List<IWebSocketRoute>();
        var cut = false;
        await page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), line =>
        {
            if (cut)
            {
                _ = line.CloseAsync();
                return;
            }

            line.ConnectToServer();
            lines.Add(line);
        });
        await page.ReloadAsync();
        await window.ReadyAsync();

        cut = true;
        await lines[^1].CloseAsync(new() { Code = 3001, Reason = "cut" });
        await Assertions.Expect(page.GetByText("The connection is lost.")).ToBeVisibleAsync();
        await window.PictureAsync("connection-lost-1440-light");
        cut = false;

        await Assertions.Expect(page.GetByText("Connected again")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#search-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("settin");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Settings" })).ToBeVisibleAsync();
    }
}
