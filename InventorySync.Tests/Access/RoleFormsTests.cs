using AngleSharp.Html.Dom;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class RoleFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task What_is_typed_stays_when_the_address_tells_its_parts_a_second_time()
    {
        var viewer = (await shop.Get<RoleKeeping>().AllAsync()).Single(r => r.Name == BuiltInRoles.Viewer);
        await using var screen = new ShopScreen(shop);
        screen.Services.GetRequiredService<NavigationManager>().NavigateTo($"/people/roles/new?copy={viewer.RoleId}");
        var page = screen.Render<RolePage>();
        page.WaitForAssertion(() => Assert.Equal("Copy of Viewer", Name(page).Value));

        await page.InvokeAsync(() => Name(page).Change("Night watch"));
        page.Render();
        Assert.Equal("Night watch", Name(page).Value);

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains(await shop.Get<RoleKeeping>().AllAsync(), r => r.Name == "Night watch" && r.Permissions.SetEquals(viewer.Permissions));
    }

    [Fact]
    public async Task A_person_keeps_what_was_typed_too()
    {
        var mia = await shop.GivenPersonAsync("Mia Typed", BuiltInRoles.Viewer);
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<PersonPage>(p => p.Add(x => x.PersonId, mia.Id));
        page.WaitForAssertion(() => Assert.Equal("Mia Typed", Name(page).Value));

        await page.InvokeAsync(() => Name(page).Change("Mia Typed-Anew"));
        page.Render();

        Assert.Equal("Mia Typed-Anew", Name(page).Value);
    }

    private static IHtmlInputElement Name(IRenderedComponent<IComponent> page) => (IHtmlInputElement)page.Find("input[id$='-Name']");
}
