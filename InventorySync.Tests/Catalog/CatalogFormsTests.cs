using AngleSharp.Html.Dom;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Web.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Catalog;

public sealed class CatalogFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_product_with_options_is_made_by_one_form()
    {
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewProductPage>();
        page.WaitForAssertion(() => Field(page, "Name"));

        await page.InvokeAsync(() => Field(page, "Name").Change("Form shirt"));
        await page.InvokeAsync(() => Field(page, "Sku").Change("FSH"));
        await page.InvokeAsync(() => Field(page, "Price").Change("19.9"));
        page.Find(".axis-add").Click();
        page.WaitForElement(".axis-name input").Change("Size");
        page.WaitForElement(".axis-values input").Change("S, M");
        page.WaitForAssertion(() => Assert.Contains("2 variants:", page.Markup, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        page.WaitForAssertion(() => Assert.Matches("/products/[0-9]+$", screen.Services.GetRequiredService<NavigationManager>().Uri));
        await using var db = shop.Db();
        Assert.Equal(["FSH-M", "FSH-S"], await db.Variants.Where(v => v.Product.Name == "Form shirt").OrderBy(v => v.Sku).Select(v => v.Sku).ToListAsync());
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field()
    {
        var owner = await shop.GivenVariantOfAsync("Form owner", sku: "FORM-TAKEN");
        await shop.Get<Variants>().ChangeAsync(owner.Id, owner.Version, VariantDetails.Of(owner) with { Barcodes = ["036000291452"] });
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewProductPage>();
        page.WaitForAssertion(() => Field(page, "Name"));

        await page.InvokeAsync(() => Field(page, "Name").Change("Form second"));
        await page.InvokeAsync(() => Field(page, "Sku").Change("form-taken"));
        await page.InvokeAsync(() => page.Find("textarea[id$=-BarcodeText]").Change("4006381333932"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("should be 1", page.Find("[id$=-BarcodeText-error]").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("textarea[id$=-BarcodeText]").Change("4006381333931"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Another variant already has the SKU form-taken", page.Find("[id$=-Sku-error]").TextContent, StringComparison.Ordinal));

        Field(page, "Sku").Change("form-free");
        page.Find("textarea[id$=-BarcodeText]").Change("036000291452");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("The barcode 036000291452 already leads to FORM-TAKEN. Take it away there first", page.Find("[id$=-BarcodeText-error]").TextContent, StringComparison.Ordinal));
        await using var db = shop.Db();
        Assert.False(await db.Products.AnyAsync(p => p.Name == "Form second"));
    }

    [Fact]
    public async Task A_variant_is_given_its_own_picture_in_its_dialog()
    {
        var variant = await shop.GivenVariantOfAsync("Pictured by form", sku: "PIC-FORM");
        for (byte i = 1; i <= 2; i++)
            await shop.Get<Pictures>().AddAsync(variant.ProductId, new("p.png", new MemoryStream([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, i])));
        var product = await shop.ProductAsync(variant.ProductId);
        await using var screen = new ShopScreen(shop);

        var dialog = screen.Render<VariantDialog>(p => p.Add(d => d.Product, product).Add(d => d.Variant, product.Variants[0]));
        dialog.FindAll(".picture-choose")[1].Click();
        Assert.Equal("true", dialog.FindAll(".picture-choose")[1].GetAttribute("aria-pressed"));
        await dialog.Find("form").SubmitAsync();

        await using var db = shop.Db();
        var second = product.Pictures.OrderBy(p => p.Position).Last();
        Assert.Equal(second.Id, (await db.Variants.SingleAsync(v => v.Id == variant.Id)).PictureId);
        Assert.Equal(second.Thumbnail, (await shop.Get<CatalogSearch>().HeadAsync(variant.Id)).Picture);
    }

    [Fact]
    public async Task Too_many_combinations_are_told_while_one_types()
    {
        await using var screen = new ShopScreen(shop);
        var axes = new List<AxisInput> { new() { Name = "A", Values = string.Join(',', Enumerable.Range(1, 15)) }, new() { Name = "B", Values = string.Join(',', Enumerable.Range(1, 14)) } };

        var editor = screen.Render<AxesEditor>(p => p.Add(e => e.Axes, axes));

        Assert.Contains("These options make 210 variants; a product has at most 200.", editor.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_price_state_and_image_and_only_editors_may_change()
    {
        await shop.GivenProductAsync("Listed lantern", price: 12.5m, sku: "LANTERN-1");
        await using var owner = new ShopScreen(shop);
        await using var viewer = new ShopScreen(shop, new Actor(ActorKind.Person, "Vera") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer] });

        var page = owner.Render<ProductsPage>();
        var looked = viewer.Render<ProductsPage>();

        page.WaitForAssertion(() => Assert.Contains("LANTERN-1", page.Markup, StringComparison.Ordinal));
        Assert.Contains("$12.50", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Out of stock", page.Markup, StringComparison.Ordinal);
        Assert.Contains("/products/new", page.Markup, StringComparison.Ordinal);
        looked.WaitForAssertion(() => Assert.Contains("LANTERN-1", looked.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("/products/new", looked.Markup, StringComparison.Ordinal);
        Assert.Empty(looked.FindAll("td.list-check"));
    }

    [Fact]
    public async Task Each_tab_of_a_product_shows_its_own()
    {
        var variant = await shop.GivenVariantOfAsync("Tabbed", price: 5, sku: "TAB-1");
        await shop.Get<Variants>().ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Price = 6 }, "Dearer");
        await using var screen = new ShopScreen(shop);

        var variants = Tab(screen, variant.ProductId, "variants");
        variants.WaitForAssertion(() => Assert.Contains("TAB-1", variants.Find("table").TextContent, StringComparison.Ordinal));
        var prices = Tab(screen, variant.ProductId, "prices");
        prices.WaitForAssertion(() => Assert.Contains("Dearer", prices.Markup, StringComparison.Ordinal));
        var stock = Tab(screen, variant.ProductId, "stock");
        stock.WaitForAssertion(() => Assert.Contains("Nowhere on hand", stock.Markup, StringComparison.Ordinal));
    }

    private static IRenderedComponent<ProductPage> Tab(ShopScreen screen, long productId, string tab) =>
        screen.Render<ProductPage>(p => p.Add(x => x.ProductId, productId).Add(x => x.Tab, tab));

    private static IHtmlInputElement Field(IRenderedComponent<NewProductPage> page, string name) => (IHtmlInputElement)page.Find($"input[id$=-{name}]");
}
