using InventorySync.Domain.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>What people do with a page that is there but does not answer yet, as over a slow line.</summary>
[Collection(BrowserTests.Name)]
public sealed class EarlyHandsTests(BrowserFixture browser)
{
    [Fact]
    public async Task What_is_typed_and_clicked_before_the_page_answers_is_done_when_it_does()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        var page = window.Page;
        var slow = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await slow.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync("/purchasing/suppliers/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Early Mills");
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("EARLY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create supplier" }).ClickAsync();
        Assert.Equal(0, await page.Locator("[data-live='true']").CountAsync());
        Assert.EndsWith("/purchasing/suppliers/new", page.Url, StringComparison.Ordinal);
        slow.SetResult();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Early Mills" })).ToBeVisibleAsync();
        window.AssertNoProblems();
    }
}
