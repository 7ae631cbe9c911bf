using AngleSharp.Dom;
using Bunit;
using InventorySync.Domain.Stock;
using InventorySync.Web.Stock;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

/// <summary>What people enter wrongly stands at its field with the remedy, and nothing is booked.</summary>
public sealed class StockFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_sku_that_is_unknown_is_told_while_one_types_and_the_form_asks_for_another()
    {
        var store = await shop.GivenLocationAsync();
        await using var screen = new ShopScreen(shop);
        var page = await AdjustingAsync(screen, store);

        await DoAsync(page, "[id$=-VariantId]", e => e.InputAsync("NO-SUCH-SKU"));
        await DoAsync(page, "[id$=-VariantId]", e => e.KeyDownAsync("Enter"));
        page.WaitForAssertion(() => Assert.Contains("No SKU, barcode or name is like this", page.Markup, StringComparison.Ordinal));
        await EnterAsync(page, "5", "Counted");

        page.WaitForAssertion(() => Assert.Contains("Choose a variant: type its SKU, barcode or name.", ErrorOf(page, "VariantId"), StringComparison.Ordinal));
        Assert.False(await shop.HasMovementsAtAsync(store));
    }

    [Theory]
    [InlineData("Change by a difference", "0", "Counted", "Enter a quantity other than zero")]
    [InlineData("Change by a difference", "", "Counted", "Enter a quantity.")]
    [InlineData("Change by a difference", "a dozen", "Counted", "Enter a whole number such as 12.")]
    [InlineData("Change by a difference", "1.5", "Counted", "Enter a whole number such as 12.")]
    [InlineData("Change by a difference", "99999999999", "Counted", "more than 10,000,000")]
    [InlineData("Change by a difference", "99999999999999999999999999999999", "Counted", "Enter a whole number such as 12.")]
    [InlineData("Set to what was found", "-3", "Counted", "What was found is zero or more.")]
    [InlineData("Write off", "0", "Damaged", "Enter a quantity above zero, ten million at most.")]
    [InlineData("Write off", "4", "Damaged", "Only 0 are free here; 4 are wanted.")]
    public async Task A_quantity_that_cannot_be_is_refused_at_its_field(string work, string quantity, string reason, string sentence)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await using var screen = new ShopScreen(shop);
        var page = await AdjustingAsync(screen, store, lamp);

        await page.InvokeAsync(() => page.FindAll("button.tab").Single(b => b.TextContent == work).Click());
        await EnterAsync(page, quantity, reason);

        page.WaitForAssertion(() => Assert.Contains(sentence, ErrorOf(page, "Quantity"), StringComparison.Ordinal));
        Assert.False(await shop.HasMovementsAtAsync(store));
    }

    [Fact]
    public async Task Only_bins_of_the_chosen_location_are_offered_and_a_chosen_one_goes_with_its_location()
    {
        var lamp = await shop.GivenVariantAsync();
        var (store, hall) = (await shop.GivenLocationAsync(), await shop.GivenLocationAsync());
        await shop.GivenBinAsync(store, "STORE-1");
        var chosen = await shop.GivenBinAsync(hall, "HALL-1");
        await using var screen = new ShopScreen(shop);
        var place = new StockAdjustment { VariantId = lamp, LocationId = hall, BinId = chosen };

        var fields = screen.Render<Microsoft.AspNetCore.Components.Forms.EditForm>(form => form
            .Add(f => f.Model, place)
            .Add<PlaceFields, Microsoft.AspNetCore.Components.Forms.EditContext>(f => f.ChildContent, _ => inner => inner.Add(p => p.Place, place)));
        fields.WaitForAssertion(() => Assert.Contains("HALL-1", fields.Markup, StringComparison.Ordinal));
        Assert.Equal(["HALL-1"], await OfferedAsync(fields));
        await DoAsync(fields, "select", e => e.ChangeAsync($"{store}"));

        fields.WaitForAssertion(() => Assert.Null(place.BinId));
        await Eventually.TrueAsync(async () => (await OfferedAsync(fields)).SequenceEqual(["STORE-1"]), "the store's own bin is offered, and no other");
    }

    [Fact]
    public async Task More_kits_than_the_parts_allow_are_refused()
    {
        var (part, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((part, 2));
        await shop.GivenStockAsync(part, store, 3);
        await using var screen = new ShopScreen(shop);

        var page = Opened<AssemblePage>(screen, $"/stock/assemble?variant={kit}");
        await DoAsync(page, "select[id$=-LocationId]", e => e.ChangeAsync($"{store}"));
        page.WaitForAssertion(() => Assert.Contains("The free parts here allow 1.", page.Markup, StringComparison.Ordinal));
        await DoAsync(page, "[id$=-Quantity]", e => e.ChangeAsync("2"));
        await DoAsync(page, "form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Only 3", page.Markup, StringComparison.Ordinal));

        Assert.Equal(3, (await shop.StockOfAsync(part, store)).OnHand);
    }

    [Fact]
    public async Task What_is_no_kit_is_said_to_be_none_before_anything_is_booked()
    {
        var (part, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await using var screen = new ShopScreen(shop);

        var plain = Opened<AssemblePage>(screen, $"/stock/assemble?variant={part}");
        await DoAsync(plain, "select[id$=-LocationId]", e => e.ChangeAsync($"{store}"));
        plain.WaitForAssertion(() => Assert.Contains("is not a kit. Give it parts in the catalogue first.", plain.Markup, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> OfferedAsync(IRenderedComponent<IComponent> fields)
    {
        await DoAsync(fields, "input[role=combobox]", e => e.InputAsync("-"));
        return fields.FindAll(".combo-option").Select(o => o.TextContent.Trim());
    }

    private static async Task<IRenderedComponent<AdjustPage>> AdjustingAsync(ShopScreen screen, long store, long? lamp = null)
    {
        var page = Opened<AdjustPage>(screen, lamp is null ? "/stock/adjust" : $"/stock/adjust?variant={lamp}");
        await DoAsync(page, "select[id$=-LocationId]", e => e.ChangeAsync($"{store}"));
        // how exactly it is counted is known when its unit is
        if (lamp is not null)
            page.WaitForElement(".input-unit");
        return page;
    }

    private static IRenderedComponent<TPage> Opened<TPage>(ShopScreen screen, string path)
        where TPage : IComponent
    {
        screen.Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        return screen.Render<TPage>();
    }

    private static async Task EnterAsync(IRenderedComponent<AdjustPage> page, string quantity, string reason)
    {
        await DoAsync(page, "[id$=-Quantity]", e => e.ChangeAsync(quantity));
        await DoAsync(page, "select[id$=-Reason]", e => e.ChangeAsync(reason));
        await DoAsync(page, "form", e => e.SubmitAsync());
    }

    // found and used in one go: an answer that comes in between draws the page anew
    private static Task DoAsync(IRenderedComponent<IComponent> page, string selector, Func<IElement, Task> what)
    {
        page.WaitForElement(selector);
        return page.InvokeAsync(() => what(page.Find(selector)));
    }

    private static string ErrorOf(IRenderedComponent<IComponent> page, string field) => page.Find($"[id$=-{field}-error]").TextContent.Trim();
}
