using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>The shop without a mouse.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_slash_goes_to_the_search_and_enter_to_what_was_found()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        var page = window.Page;

        await SearchAsync(page, "settin");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Settings" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/settings$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        window.AssertNoProblems();
    }

    [Fact]
    public async Task The_search_finds_locations()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");

        await SearchAsync(window.Page, "riverside");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Option, new() { Name = "Riverside warehouse" })).ToBeVisibleAsync();
        await window.PictureAsync("search-1440-light");
        Assert.Empty(await window.BarriersAsync());
    }

    [Fact]
    public async Task The_palette_opens_everything_by_keys_and_gives_the_focus_back()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        var page = window.Page;

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await window.PictureAsync("palette-1440-light");
        Assert.Empty(await window.BarriersAsync());
        await page.Keyboard.TypeAsync("dark");
        await Assertions.Expect(page.Locator("#palette [role=option][aria-selected=true]")).ToContainTextAsync("Dark");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");
        await Assertions.Expect(page.Locator("#palette")).Not.ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator("#palette")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("as the device");
        await Assertions.Expect(page.Locator("#palette [role=option][aria-selected=true]")).ToContainTextAsync("As the device");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "light");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task The_first_tab_leads_past_the_menu_to_the_content()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/settings");
        var page = window.Page;
        await page.EvaluateAsync("() => { document.activeElement?.blur(); document.body.tabIndex = -1; document.body.focus(); }");

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#content")).ToBeFocusedAsync();
        Assert.EndsWith("/settings", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_walked_chosen_from_and_opened_by_keys()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");
        var page = window.Page;
        var links = page.Locator("tbody .list-link");
        await links.First.FocusAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(links.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Shift+Space");
        await Assertions.Expect(page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(links.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Locator("tbody .list-check input").First).ToBeFocusedAsync();
        // rows that are drawn anew while the key goes down take it with them
        for (var i = 0; i < 5 && !page.Url.Contains("article=", StringComparison.Ordinal); i++)
        {
            await page.Locator("tbody .list-check input").First.PressAsync("Enter");
            await Task.Delay(1_000);
        }

        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/dev/components\?article="));
        window.AssertNoProblems();
    }

    [Fact]
    public async Task The_tab_key_stops_at_a_list_only_once()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");

        await Assertions.Expect(window.Page.Locator("table[role=grid] [tabindex='0']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Control_s_saves_what_was_just_typed()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");
        var page = window.Page;

        await page.GetByLabel("SKU", new() { Exact = true }).FillAsync("LS-100");
        await page.Keyboard.PressAsync("Control+s");

        await Assertions.Expect(page.GetByText("The article is saved.")).ToBeVisibleAsync();
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_menu_is_walked_by_arrows_and_escape_gives_the_focus_back()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");
        var page = window.Page;
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Actions" });

        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Duplicate" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete…" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(button).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_question_holds_the_focus_and_escape_means_no()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");
        var page = window.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = "Delete 3 articles?" });
        await Assertions.Expect(question.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        Assert.Empty(await window.BarriersAsync());
        for (var i = 0; i < 5; i++)
            await page.Keyboard.PressAsync("Tab");
        Assert.True(await question.EvaluateAsync<bool>("d => d.contains(document.activeElement)"));
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(question).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("3 articles deleted.")).ToHaveCountAsync(0);
        window.AssertNoProblems();
    }

    private static async Task SearchAsync(IPage page, string words)
    {
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#search-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(words);
    }
}
