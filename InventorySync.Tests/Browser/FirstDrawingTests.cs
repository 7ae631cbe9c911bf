using InventorySync.Domain.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>What one sees between the page that the server sent and the one that answers to clicks.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstDrawingTests(BrowserFixture browser)
{
    // every state that was there in between, by whether there is a page at all and which one it is
    private const string Watch = """
        window.drawings = [];
        new MutationObserver(() => {
          const shell = document.querySelector('.shell');
          const state = shell ? shell.dataset.live ?? 'sent' : 'nothing';
          shell && (shell.known ??= window.drawings.length + 1);
          const seen = `${state} ${shell?.known ?? ''}`;
          if (window.drawings.at(-1) !== seen)
            window.drawings.push(seen);
        }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-live'] });
        """;

    [Theory]
    [InlineData("/products")]
    [InlineData("/stock/find")]
    public async Task A_page_is_drawn_once_by_its_circuit_and_never_vanishes_in_between(string path)
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        await window.Page.AddInitScriptAsync(Watch);

        await window.GoAsync(path);
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var drawings = await window.Page.EvaluateAsync<string[]>("() => window.drawings");
        var shown = drawings.SkipWhile(d => d.StartsWith("nothing", StringComparison.Ordinal)).Select(d => d.Split(' ')[0]);
        Assert.Equal(["sent", "true"], shown);
    }

    [Fact]
    public async Task A_scanner_finds_goods_wherever_the_focus_is_one_after_the_other()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Warehouse, "/stock/find", width: 1024, height: 768);
        var page = window.Page;
        await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync();

        // a click beside it takes the focus away, as a thumb on the tablet does
        await page.Locator("h1").ClickAsync();
        foreach (var sku in await SkusAsync(page))
        {
            await page.Keyboard.TypeAsync(sku);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".find-head code")).ToHaveTextAsync(sku);
            await Assertions.Expect(page.Locator(".scan-input")).ToBeFocusedAsync();
        }

        await page.Keyboard.TypeAsync("no-such-thing-at-all");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("“no-such-thing-at-all”");
        Assert.Empty(await window.BarriersAsync());
        window.AssertNoProblems();
    }

    // two variants that stand in the shop, as its own list tells them
    private static async Task<IReadOnlyList<string>> SkusAsync(IPage page)
    {
        var answer = await page.Context.APIRequest.GetAsync("/export/stock.csv");
        return [.. (await answer.TextAsync()).Split('\n').Skip(1).Select(line => line.Split(',')[0].Trim('"', ' ', '\r')).Where(sku => sku.Length > 0).Distinct().Take(2)];
    }
}
