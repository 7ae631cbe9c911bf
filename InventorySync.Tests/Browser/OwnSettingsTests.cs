using InventorySync.Domain.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>Light or dark, language and time zone of the person who is signed in.</summary>
[Collection(BrowserTests.Name)]
public sealed class OwnSettingsTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_chosen_look_holds_at_once_and_from_the_first_moment_of_the_next_page()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Marketing, "/");
        var page = window.Page;

        await ChooseAsync(page, "Dark");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");

        var html = await (await page.APIRequest.GetAsync("/")).TextAsync();
        Assert.Contains("data-theme=\"dark\"", html, StringComparison.Ordinal);
        await page.ReloadAsync();
        Assert.Equal("rgb(20, 22, 27)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));

        await window.ReadyAsync();
        await ChooseAsync(page, "As the device");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_chosen_language_holds_for_the_page_its_numbers_and_its_live_part()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Support, "/dev/components");
        var page = window.Page;
        await Assertions.Expect(page.GetByText("$1,234.50")).ToBeVisibleAsync();

        await page.Locator(".user-button").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Language" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Deutsch" }).ClickAsync();

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await window.ReadyAsync();
        await Assertions.Expect(page.GetByText("1.234,50")).ToBeVisibleAsync();
        await page.GetByLabel("SKU", new() { Exact = true }).FocusAsync();
        await page.Locator("[data-next]").ClickAsync();
        await Assertions.Expect(page.Locator(".list-pager")).ToContainTextAsync("100.000");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task Times_follow_the_chosen_zone()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Manager, "/dev/components?sort=changedAt");
        var page = window.Page;
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("8:03");

        await page.Locator(".user-button").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Time zone" }).ClickAsync();
        var zone = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox, new() { Name = "Time zone" });
        await zone.FillAsync("nairobi");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await zone.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this time zone" }).ClickAsync();

        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("11:03");
        window.AssertNoProblems();
    }

    private static async Task ChooseAsync(IPage page, string look)
    {
        await page.Locator(".user-button").ClickAsync();
        await page.GetByRole(AriaRole.Menuitemradio, new() { Name = look }).ClickAsync();
    }
}
