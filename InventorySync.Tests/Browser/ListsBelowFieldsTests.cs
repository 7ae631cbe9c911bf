using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Browser;

/// <summary>Lists that open below a field: a list that closed with the first half of a click would be gone before the click counts.</summary>
[Collection(BrowserTests.Name)]
public sealed class ListsBelowFieldsTests(BrowserFixture browser)
{
    [Fact]
    public async Task What_the_search_found_is_opened_by_the_mouse_however_long_the_button_is_held()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/");
        var page = window.Page;
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("settin");
        var found = page.GetByRole(AriaRole.Option, new() { Name = "Settings" });

        await HoldAsync(page, found);

        await Assertions.Expect(page.Locator("#search-input")).ToBeFocusedAsync();
        await Assertions.Expect(found).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/settings$"));
        window.AssertNoProblems();
    }

    [Fact]
    public async Task One_of_many_is_scrolled_to_and_taken_by_the_mouse_and_the_focus_stays_in_the_field()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/dev/components");
        var page = window.Page;
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Currency", Exact = true });
        await field.ClickAsync();
        // it opens at what is chosen and is scrolled to the first ones
        var choice = page.Locator(".combo-option").Nth(1);
        var text = await choice.InnerTextAsync();

        await HoldAsync(page, choice);

        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Mouse.UpAsync();
        await Assertions.Expect(field).ToHaveValueAsync(text);
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".combo-option")).ToHaveCountAsync(0);
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_variant_is_found_after_what_was_typed_first_was_like_none()
    {
        await using var window = await browser.OpenAsync(BuiltInRoles.Owner, "/stock/adjust");
        var page = window.Page;
        var field = page.Locator("[id$=VariantId]");
        await GivenVariantAsync("LIST-BELOW");
        await field.PressSequentiallyAsync("zzqx");
        await Assertions.Expect(page.GetByText("No SKU, barcode or name is like this")).ToBeVisibleAsync();

        await field.PressAsync("Control+a");
        await field.PressSequentiallyAsync("list-bel");
        var found = page.GetByRole(AriaRole.Option, new() { Name = "LIST-BELOW" });
        await Assertions.Expect(found).ToBeInViewportAsync();
        await HoldAsync(page, found);

        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Mouse.UpAsync();
        await Assertions.Expect(field).ToHaveValueAsync(new Regex("^LIST-BELOW"));
        window.AssertNoProblems();
    }

    // the server is told of a lost focus at once, and answers while the button is still down
    private static async Task HoldAsync(IPage page, ILocator target)
    {
        await target.HoverAsync();
        await page.Mouse.DownAsync();
        await Task.Delay(500);
    }

    private async Task GivenVariantAsync(string sku)
    {
        await using var scope = browser.Services.CreateAsyncScope();
        scope.Get<CurrentActor>().Actor = Actor.System("Test");
        await scope.Get<Products>().CreateAsync(new NewProduct { Details = new ProductDetails { Name = "Shelf lamp" }, Variants = [new VariantDetails { Sku = sku, Price = 9.90m }] });
    }
}
