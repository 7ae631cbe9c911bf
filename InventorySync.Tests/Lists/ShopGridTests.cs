using AngleSharp.Dom;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Places;
using InventorySync.Web.Lists;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Lists;

/// <summary>The grid over real rows of a real database, without a browser.</summary>
public sealed class ShopGridTests : ScreenTest, IClassFixture<TestShop>, IAsyncLifetime
{
    private const string Grid = "/locations";
    private readonly TestShop _shop;
    private AsyncServiceScope _scope;
    private string _tag = "";

    public ShopGridTests(TestShop shop)
    {
        _shop = shop;
        this.AddBunitPersistentComponentState();
        Services.AddSingleton<HandoffShelf>();
        Services.AddScoped<Handoff>();
        Services.AddScoped<ListViews>();
    }

    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public async Task InitializeAsync()
    {
        var person = await _shop.GivenSomebodyAsync();
        _scope = _shop.As(new Actor(ActorKind.Person, person.DisplayName) { PersonId = person.Id, Permissions = BuiltInRoles.All[BuiltInRoles.Owner] });
        Services.AddSingleton(_scope.ServiceProvider.GetRequiredService<IDbContextFactory<Domain.InventoryDb>>());
        Services.AddSingleton(_scope.ServiceProvider.GetRequiredService<LocationList>());
        Services.AddSingleton(_scope.ServiceProvider.GetRequiredService<LiveFeed>());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<CurrentActor>().Actor = _scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor;
        _tag = $"tag{person.Id}x";
        await GivenLocationsAsync(60);
        Address.NavigateTo($"{Grid}?search={_tag}");
    }

    Task IAsyncLifetime.DisposeAsync() => _scope.DisposeAsync().AsTask();

    [Fact]
    public void A_page_of_rows_and_how_many_there_are()
    {
        var grid = Show();

        Assert.Equal(50, Rows(grid).Count);
        Assert.Contains("1–50 of 60", grid.Find(".list-pager").TextContent, StringComparison.Ordinal);
        Assert.Equal("61", grid.Find("[role=grid]").GetAttribute("aria-rowcount"));
    }

    [Fact]
    public async Task Turning_the_page_stands_in_the_address()
    {
        var grid = Show();

        await grid.InvokeAsync(() => grid.Find("[data-next]").ClickAsync(new MouseEventArgs()));

        grid.WaitForAssertion(() => Assert.Equal(10, Rows(grid).Count));
        Assert.EndsWith($"{Grid}?search={_tag}&page=2", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_on_a_heading_sorts_up_then_down_then_not_at_all()
    {
        var grid = Show();
        var first = First(grid);

        await SortAsync(grid, "Name");
        Assert.EndsWith("sort=name", Address.Uri, StringComparison.Ordinal);
        await SortAsync(grid, "Name");
        Assert.EndsWith("sort=-name", Address.Uri, StringComparison.Ordinal);
        grid.WaitForAssertion(() => Assert.Equal($"{_tag} Place 60", First(grid)));
        Assert.Equal("descending", Heading(grid, "Name").GetAttribute("aria-sort"));
        await SortAsync(grid, "Name");
        Assert.EndsWith($"search={_tag}", Address.Uri, StringComparison.Ordinal);
        grid.WaitForAssertion(() => Assert.Equal(first, First(grid)));
    }

    [Fact]
    public async Task With_shift_a_second_column_is_sorted_by_as_well()
    {
        var grid = Show();

        await SortAsync(grid, "Kind");
        await SortAsync(grid, "Name", shift: true);

        Assert.EndsWith("sort=kind,name", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_of_the_address_is_kept_to_and_shown_as_a_chip()
    {
        Address.NavigateTo($"{Grid}?search={_tag}&filter.kind=oneOf:Store");

        var grid = Show();

        Assert.Equal(20, Rows(grid).Count);
        Assert.Equal("Kind: Store", grid.Find(".chip-text").TextContent.Trim());
    }

    [Fact]
    public async Task Taking_a_chip_away_takes_the_filter_away()
    {
        Address.NavigateTo($"{Grid}?search={_tag}&filter.kind=oneOf:Store");
        var grid = Show();

        await grid.InvokeAsync(() => grid.Find(".chip-remove").ClickAsync(new MouseEventArgs()));

        grid.WaitForAssertion(() => Assert.Equal(50, Rows(grid).Count));
        Assert.EndsWith($"{Grid}?search={_tag}", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_filter_that_cannot_be_says_so_and_offers_the_way_out()
    {
        Address.NavigateTo($"{Grid}?filter.kind=is:Spaceship");

        var grid = Show();

        Assert.Contains("“Spaceship” is not a value that Kind can have.", grid.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await grid.InvokeAsync(() => grid.Find("[role=alert] button").ClickAsync(new MouseEventArgs()));
        grid.WaitForAssertion(() => Assert.NotEmpty(Rows(grid)));
    }

    [Fact]
    public void Where_nothing_matches_the_filters_can_be_cleared()
    {
        Address.NavigateTo($"{Grid}?search=nowhereland");

        var grid = Show();

        Assert.Contains("Nothing matches", grid.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_shift_all_rows_between_are_chosen()
    {
        var grid = Show();

        await Boxes(grid)[2].ClickAsync(new MouseEventArgs());
        await Boxes(grid)[5].ClickAsync(new MouseEventArgs { ShiftKey = true });

        Assert.Equal("4 chosen", grid.Find(".list-selected").TextContent);
        Assert.Equal(4, grid.FindAll("tr[aria-selected=true]").Count);
    }

    [Fact]
    public async Task All_that_match_means_the_rows_of_other_pages_too()
    {
        var grid = Show();

        await grid.InvokeAsync(() => grid.Find("thead input[type=checkbox]").ClickAsync(new MouseEventArgs()));
        await grid.InvokeAsync(() => grid.FindAll(".list-selection button").Single(b => b.TextContent.Contains("Choose all 60 that match", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs()));
        await Boxes(grid)[0].ClickAsync(new MouseEventArgs());

        Assert.Equal("59 chosen", grid.Find(".list-selected").TextContent);
        Assert.Equal(59, (await _chosen!.KeysAsync()).Count);
    }

    [Fact]
    public async Task A_new_search_forgets_what_was_chosen()
    {
        var grid = Show();
        await Boxes(grid)[0].ClickAsync(new MouseEventArgs());

        Address.NavigateTo($"{Grid}?search={_tag}&filter.kind=oneOf:Store");

        grid.WaitForAssertion(() => Assert.Empty(grid.FindAll(".list-selection")));
    }

    [Fact]
    public async Task Chosen_columns_are_remembered_for_the_person()
    {
        var grid = Show();
        var menu = grid.FindComponent<GridColumnsMenu<LocationRow>>();
        await menu.InvokeAsync(() => menu.Instance.OnColumns.InvokeAsync(["code", "name"]));

        var again = Show();

        Assert.Equal(["Code", "Name"], Headings(again));
    }

    [Fact]
    public async Task A_column_that_a_page_leaves_out_keeps_its_place_on_the_others()
    {
        var menu = Show().FindComponent<GridColumnsMenu<LocationRow>>();
        await menu.InvokeAsync(() => menu.Instance.OnColumns.InvokeAsync(["name", "kind", "city"]));

        var within = Show("kind");
        Assert.Equal(["Name", "City"], Headings(within));
        menu = within.FindComponent<GridColumnsMenu<LocationRow>>();
        await menu.InvokeAsync(() => menu.Instance.OnColumns.InvokeAsync(["name", "city", "code"]));

        Assert.Equal(["Name", "City", "Code"], Headings(within));
        Assert.Equal(["Name", "Kind", "City", "Code"], Headings(Show()));
    }

    [Fact]
    public async Task A_saved_view_brings_back_filters_and_columns()
    {
        await Services.GetRequiredService<ListViews>().SaveAsync("locations", new ViewDetails { Name = "Stores" }, $"search={_tag}&filter.kind=oneOf:Store", "name,kind");
        var view = Assert.Single(await Services.GetRequiredService<ListViews>().ViewsAsync("locations"));

        Address.NavigateTo($"{Grid}?view={view.Id}&{view.Query}");
        var grid = Show();

        Assert.Equal(20, Rows(grid).Count);
        Assert.Equal(["Name", "Kind"], Headings(grid));
        grid.WaitForAssertion(() => Assert.Equal("Stores", grid.Find(".views-name").TextContent));
    }

    [Fact]
    public async Task The_file_has_the_filters_the_order_and_the_columns_of_the_screen()
    {
        Address.NavigateTo($"{Grid}?search={_tag}&sort=-name&page=2");
        var grid = Show();

        await grid.InvokeAsync(() => grid.FindAll("button").Single(b => b.TextContent.Contains("Save as a file", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs()));

        var csv = grid.FindAll("a.menu-item").Single(a => a.TextContent.Contains("CSV", StringComparison.Ordinal)).GetAttribute("href");
        Assert.Equal($"/export/locations.csv?search={_tag}&sort=-name&columns=name%2Ccode%2Ckind%2Ccity%2CservesOnlineOrders%2Cpriority%2Crooms%2Cbins%2Cactive", csv);
    }

    [Fact]
    public async Task What_somebody_else_changes_shows_by_itself()
    {
        Address.NavigateTo($"{Grid}?search={_tag}&sort=name");
        var grid = Show();
        await using (var db = _shop.Db())
            await db.Locations.Where(l => l.NameKey == $"{_tag} place 01").ExecuteUpdateAsync(l => l.SetProperty(x => x.City, "Nakuru"));

        Services.GetRequiredService<LiveFeed>().Tell([new OutboxMessage("LocationChanged", "location:1", "{}", Clock.GetUtcNow())]);
        await Eventually.TrueAsync(() => Clock.Timers > 0, "the grid gathers changes before it reads");
        Clock.Advance(TimeSpan.FromSeconds(1));

        grid.WaitForAssertion(() => Assert.Contains("Nakuru", grid.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Contains("list-fresh", grid.Find("tbody tr").ClassName!, StringComparison.Ordinal);
    }

    private GridSelection<LocationRow>? _chosen;

    private IRenderedComponent<ShopGrid<LocationRow>> Show(params string[] without)
    {
        var grid = Render<ShopGrid<LocationRow>>(p => p
            .Add(g => g.Source, Services.GetRequiredService<LocationList>())
            .Add(g => g.Label, "Locations")
            .Add(g => g.Without, without)
            .Add(g => g.LiveSubject, "location")
            .Add(g => g.RowHref, l => $"/locations/{l.Id}")
            .Add(g => g.BulkActions, chosen =>
            {
                _chosen = chosen;
                return "<button>Put away</button>";
            }));
        grid.WaitForAssertion(() => Assert.Equal("false", grid.Find(".list").GetAttribute("aria-busy")));
        return grid;
    }

    private async Task GivenLocationsAsync(int count)
    {
        var locations = _scope.ServiceProvider.GetRequiredService<Locations>();
        for (var i = 1; i <= count; i++)
            await locations.CreateAsync(new LocationDetails { Name = $"{_tag} Place {i:00}", Code = $"{_tag[3..^1]}P{i:00}", Kind = (LocationKind)(i % 3), TimeZone = "UTC" });
    }

    private static Task SortAsync(IRenderedComponent<ShopGrid<LocationRow>> grid, string column, bool shift = false) =>
        // in one go with the search for the button: the rows may just be coming in
        grid.InvokeAsync(() => Heading(grid, column).QuerySelector("button")!.ClickAsync(new MouseEventArgs { ShiftKey = shift }));

    private static IElement Heading(IRenderedComponent<ShopGrid<LocationRow>> grid, string column) =>
        grid.FindAll("th").Single(h => h.TextContent.Trim().StartsWith(column, StringComparison.Ordinal));

    private static IEnumerable<string> Headings(IRenderedComponent<ShopGrid<LocationRow>> grid) => grid.FindAll("th button").Select(b => b.FirstChild!.TextContent.Trim());

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<ShopGrid<LocationRow>> grid) => grid.FindAll("tbody tr[role=row]");

    private static IReadOnlyList<IElement> Boxes(IRenderedComponent<ShopGrid<LocationRow>> grid) => grid.FindAll("tbody input[type=checkbox]");

    private static string First(IRenderedComponent<ShopGrid<LocationRow>> grid) => grid.Find("tbody .list-link").TextContent.Trim();
}
