using AngleSharp.Html.Dom;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Importing;
using InventorySync.Tests.Catalog;
using InventorySync.Web.Importing;

namespace InventorySync.Tests.Importing;

public sealed class ImportFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Columns_are_shown_with_their_first_rows_and_what_they_were_guessed_to_mean()
    {
        var run = await shop.Get<Imports>().FindAsync(await shop.TakenInAsync("Artikel-Nr.;Bezeichnung;Preis;Karton\nA-1;Lampe;3,50;braun\n"));
        await using var screen = new ShopScreen(shop);

        var form = screen.Render<ImportColumnsForm>(p => p.Add(f => f.Run, run));

        form.WaitForAssertion(() => Assert.Equal("sku", Meaning(form, "Artikel-Nr.").Value));
        Assert.Equal(("name", "price", ""), (Meaning(form, "Bezeichnung").Value, Meaning(form, "Preis").Value, Meaning(form, "Karton").Value));
        Assert.Contains("These columns are left out: Karton", form.Markup, StringComparison.Ordinal);
        Assert.Contains("3,50", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_given_another_meaning_is_checked_with_it()
    {
        var run = await shop.Get<Imports>().FindAsync(await shop.TakenInAsync("SKU,Name,Price,Carton\nB-1,Lamp,3.50,brown\n"));
        await using var screen = new ShopScreen(shop);
        ChosenColumns? chosen = null;
        var form = screen.Render<ImportColumnsForm>(p => p.Add(f => f.Run, run).Add(f => f.OnCheck, c => chosen = c));
        form.WaitForAssertion(() => Assert.Equal("", Meaning(form, "Carton").Value));

        Meaning(form, "Carton").Change("tags");
        await form.Find(".btn-primary").ClickAsync();

        Assert.Equal(["sku", "name", "price", "tags"], chosen!.Columns);
    }

    [Fact]
    public async Task Somebody_without_the_permission_of_the_kind_sees_nothing_of_an_import()
    {
        var run = await shop.ImportAsync("SKU,Name,Price\nSECRET-1,Secret,3\n");
        await using var screen = new ShopScreen(shop, new Actor(ActorKind.Person, "Vera Viewer") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer] });

        var page = screen.Render<ImportRunPage>(p => p.Add(x => x.RunId, run.Id));

        Assert.DoesNotContain("goods.csv", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("You are not allowed to do this.", page.Markup, StringComparison.Ordinal));
    }

    private static IHtmlSelectElement Meaning(IRenderedComponent<ImportColumnsForm> form, string heading) => (IHtmlSelectElement)form.Find($"select[aria-label='Meaning of {heading}']");
}
