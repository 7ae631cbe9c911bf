using InventorySync.Domain.Access;
using InventorySync.Web.Shared;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>Every page of the menu, looked at by a real browser: nothing fails, nothing is asked elsewhere, nobody is kept out by how it is made.</summary>
[Collection(WalkTests.Name)]
public sealed class EveryPageTests(BrowserFixture browser)
{
    private static readonly IEnumerable<string> Others = ["/notifications", "/dev/components"];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_of_the_menu_are_sound_and_open_to_everybody(ColorScheme scheme)
    {
        var found = new List<string>();
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/", scheme: scheme);
        foreach (var path in Navigation.All.Select(e => e.Path).Concat(Others))
        {
            await window.GoAsync(path);
            await window.PictureAsync(NameOf(path, "1440", scheme), whole: path.StartsWith("/dev", StringComparison.Ordinal));
            found.AddRange((await window.BarriersAsync()).Select(b => $"{path} ({scheme}): {b}"));
        }

        window.AssertNoProblems();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData(1024, 768, ColorScheme.Light)]
    [InlineData(768, 1024, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task No_page_is_wider_than_its_screen(int width, int height, ColorScheme scheme)
    {
        var wider = new List<string>();
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/", width, height, scheme);
        foreach (var path in Navigation.All.Select(e => e.Path).Concat(Others))
        {
            await window.GoAsync(path);
            await window.PictureAsync(NameOf(path, $"{width}", scheme));
            var over = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0)
                wider.Add($"{path} is {over} pixels wider than {width}");
        }

        window.AssertNoProblems();
        Assert.True(wider.Count == 0, string.Join('\n', wider));
    }

    [Fact]
    public async Task On_a_tablet_everything_to_tap_is_large_enough_for_a_finger()
    {
        var small = new List<string>();
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/", 1024, 768);
        foreach (var path in Navigation.All.Select(e => e.Path).Concat(Others))
        {
            await window.GoAsync(path);
            // links within sentences are exempt, as WCAG has it; a box to choose a row is as large as its cell
            small.AddRange((await window.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('button, select, input:not([type=checkbox], [type=radio], [type=hidden], .switch), a.btn, a.sidebar-link, a.menu-item, label.filter-choice')]
                  .filter(e => e.checkVisibility() && !e.closest('[hidden], dialog:not([open])') && e.getBoundingClientRect().width > 1)
                  .map(e => [e, e.getBoundingClientRect()])
                  .filter(([e, box]) => box.height < 43.5 && !e.closest('.tabs') && !e.matches('.sidebar-veil'))
                  .map(([e, box]) => `${e.outerHTML.slice(0, 120)} is ${Math.round(box.height)} high`)
                """)).Select(s => $"{path}: {s}"));
        }

        Assert.True(small.Count == 0, string.Join('\n', small.Distinct()));
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so_kindly()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        window.Failing.Add("/nowhere");

        await window.GoAsync("/nowhere");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This is not here");
        Assert.Empty(await window.BarriersAsync());
        await window.PictureAsync("not-found-1440-light");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task What_is_not_allowed_is_told_and_who_can_allow_it()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Viewer, "/");
        window.Failing.Add("/settings");

        await window.GoAsync("/settings");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You cannot open this");
        await window.PictureAsync("not-allowed-1440-light");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task The_menu_shows_only_what_the_role_may_open()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Viewer, "/");

        var shown = await window.Page.Locator(".sidebar-link").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");

        Assert.Equal(Navigation.All.Where(e => e.Permission is null || BuiltInRoles.All[BuiltInRoles.Viewer].Contains(e.Permission)).Select(e => e.Path), shown);
    }

    [Fact]
    public async Task What_fails_on_a_page_leaves_the_rest_of_the_screen_alive()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Fail on purpose" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("#content > .state h1")).ToHaveTextAsync("Something went wrong here");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(window.Page.Locator(".page-header h1")).ToHaveTextAsync("Components");
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_call_of_the_api_is_tried_from_its_documentation()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/api/docs?call=get_locations");

        await window.Page.Locator("#api-search").FillAsync("riverside");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send as me" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByText("200 OK")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".api-call pre").First).ToContainTextAsync("Riverside warehouse");
        await Assertions.Expect(window.Page.GetByText("/api/locations?search=riverside'")).ToBeVisibleAsync();
        Assert.Empty(await window.BarriersAsync());
        window.AssertNoProblems();
    }

    private static string NameOf(string path, string width, ColorScheme scheme) =>
        $"{(path == "/" ? "start" : path.Trim('/').Replace('/', '-'))}-{width}-{scheme.ToString().ToLowerInvariant()}";
}

/// <summary>The long walks have a site of their own, so that they run beside the other tests of the browser.</summary>
[CollectionDefinition(Name)]
public sealed class WalkTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Walks";
}
