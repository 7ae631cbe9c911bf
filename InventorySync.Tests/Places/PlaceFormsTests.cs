using AngleSharp.Html.Dom;
using Bunit;
using InventorySync.Domain.Places;
using InventorySync.Web.Places;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Places;

public sealed class PlaceFormsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_name_suggests_the_code_until_somebody_enters_his_own()
    {
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewLocationPage>();

        await page.InvokeAsync(() => Field(page, "Name").Change("Main street store"));
        Assert.Equal("MAIN-STREET", Field(page, "Code").Value);
        await page.InvokeAsync(() => Field(page, "Code").Change("HQ"));
        await page.InvokeAsync(() => Field(page, "Name").Change("Head quarters"));

        Assert.Equal("HQ", Field(page, "Code").Value);
    }

    [Fact]
    public async Task A_new_location_begins_with_the_zone_and_country_of_the_shop_and_is_created()
    {
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewLocationPage>();

        await page.InvokeAsync(() => Field(page, "Name").Change("From the form"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        await using var db = shop.Db();
        var created = await db.Locations.SingleAsync(l => l.Name == "From the form");
        Assert.Equal(("FROM-THE", "Europe/Berlin", "DE"), (created.Code, created.TimeZone, created.Country));
        Assert.EndsWith($"/locations/{created.Id}", screen.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_is_saved()
    {
        await shop.GivenLocationAsync("Taken by the form");
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<NewLocationPage>();

        await page.InvokeAsync(() => Field(page, "Name").Change("taken by the form"));
        await page.InvokeAsync(() => Field(page, "Latitude").Change("91"));
        await page.InvokeAsync(() => Field(page, "Longitude").Change("13"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Latitude lies between -90 and 90 degrees", ErrorOf(page, "Latitude"), StringComparison.Ordinal);

        await page.InvokeAsync(() => Field(page, "Latitude").Change("52.5"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Another location is already called “taken by the form”", ErrorOf(page, "Name"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opening_hours_that_close_before_they_open_are_refused_at_their_day()
    {
        var location = await shop.Get<Locations>().FindAsync(await shop.GivenLocationAsync("Hours by form"));
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<LocationHours>(p => p.Add(h => h.Location, location));

        await page.InvokeAsync(() => page.Find("[id$=Friday-open]").Change(true));
        await page.InvokeAsync(() => page.Find("[aria-label='Friday, closes at (1)']").Change("08:00"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("It closes at 08:00, before it opens at 09:00.", ErrorOf(page, "Friday"), StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("[aria-label='Friday, closes at (1)']").Change("20:00"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal("Fri 09:00-20:00", (await shop.Get<Locations>().FindAsync(location.Id)).OpeningHours.ToString());
    }

    [Fact]
    public async Task Half_a_time_is_refused_and_a_day_without_times_is_closed()
    {
        var location = await shop.Get<Locations>().FindAsync(await shop.GivenLocationAsync("Half hours"));
        await using var screen = new ShopScreen(shop);
        var page = screen.Render<LocationHours>(p => p.Add(h => h.Location, location));

        await page.InvokeAsync(() => page.Find("[id$=Monday-open]").Change(true));
        await page.InvokeAsync(() => page.Find("[aria-label='Monday, opens at (1)']").Change(""));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Enter both times", ErrorOf(page, "Monday"), StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("[id$=Monday-open]").Change(false));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Empty((await shop.Get<Locations>().FindAsync(location.Id)).OpeningHours.Periods);
    }

    [Fact]
    public async Task Who_may_only_look_reads_the_opening_hours_and_has_no_form()
    {
        var id = await shop.GivenLocationAsync("Read hours");
        await shop.Get<Locations>().OpenAtAsync(id, (await shop.Get<Locations>().FindAsync(id)).Version, OpeningHours.Parse("Mon 09:00-18:00"));
        var location = await shop.Get<Locations>().FindAsync(id);
        await using var screen = new ShopScreen(shop, new(Domain.Access.ActorKind.Person, "Viewer") { Permissions = Domain.Access.BuiltInRoles.All[Domain.Access.BuiltInRoles.Viewer] });

        var page = screen.Render<LocationHours>(p => p.Add(h => h.Location, location));

        Assert.Empty(page.FindAll("form, input, button"));
        Assert.Contains("9:00", page.Find("dl").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_bins_is_shown_while_it_is_typed()
    {
        var location = await shop.GivenLocationAsync("Plan by form");
        await shop.GivenBinAsync(location, "B-01-01");
        await using var screen = new ShopScreen(shop);
        var dialog = screen.Render<BinPlanDialog>(p => p.Add(d => d.LocationId, location).Add(d => d.Rooms, Array.Empty<RoomRow>()));
        dialog.WaitForAssertion(() => Assert.Contains("New bins: 239", dialog.Find(".plan-preview").TextContent, StringComparison.Ordinal));

        await dialog.InvokeAsync(() => dialog.Find("[aria-label='Aisles: to']").InputAsync(new ChangeEventArgs { Value = "B" }));

        dialog.WaitForAssertion(() => Assert.Contains("New bins: 119", dialog.Find(".plan-preview").TextContent, StringComparison.Ordinal));
        Assert.Contains("There already, and skipped: 1 (B-01-01)", dialog.Find(".plan-preview").TextContent, StringComparison.Ordinal);
        await dialog.InvokeAsync(() => dialog.Find("form").SubmitAsync());
        await using var db = shop.Db();
        Assert.Equal(120, await db.Bins.CountAsync(b => b.LocationId == location));
    }

    [Fact]
    public async Task A_plan_that_makes_no_sense_says_so_at_its_part()
    {
        var location = await shop.GivenLocationAsync("Senseless plan");
        await using var screen = new ShopScreen(shop);
        var dialog = screen.Render<BinPlanDialog>(p => p.Add(d => d.LocationId, location).Add(d => d.Rooms, Array.Empty<RoomRow>()));

        await dialog.InvokeAsync(() => dialog.Find("[aria-label='Racks: to']").InputAsync(new ChangeEventArgs { Value = "0" }));
        await dialog.InvokeAsync(() => dialog.Find("form").SubmitAsync());

        Assert.Contains("The last one comes before the first. Swap them.", ErrorOf(dialog, "Racks"), StringComparison.Ordinal);
        await using var db = shop.Db();
        Assert.Equal(0, await db.Bins.CountAsync(b => b.LocationId == location));
    }

    private static IHtmlInputElement Field(IRenderedComponent<IComponent> page, string name) => (IHtmlInputElement)page.Find($"input[id$='-{name}']");

    private static string ErrorOf(IRenderedComponent<IComponent> page, string name) => page.Find($"[id$='-{name}-error']").TextContent;
}
