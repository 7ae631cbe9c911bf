using System.Text.RegularExpressions;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain;
using InventorySync.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Support;

/// <summary>The tests of one site in one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}

/// <summary>The whole product on a port of its own with a shop in it, and windows of a real browser in which somebody is signed in.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly Dictionary<string, (long PersonId, string State)> _signedIn = [];
    private string _database = "";

    public TestSite Site { get; private set; } = null!;

    public IServiceProvider Services => Site.App.Services;

    public async Task InitializeAsync()
    {
        _database = await TestServer.NewDatabaseAsync();
        Site = await TestSite.StartAsync(_database, null, "environment=Development", "RateLimits:SignInPerMinute=1000");
        await GivenShopAsync();
    }

    public async Task DisposeAsync()
    {
        await Site.DisposeAsync();
        await TestServer.DropAsync(_database);
    }

    public InventoryDb Db() => Services.GetRequiredService<InventoryDatabase>().Open(Actor.System("Test"));

    /// <summary>A window in which nobody is signed in.</summary>
    public Task<Window> OpenAsync(string path, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light) => OpenAsync(null, path, width, height, scheme);

    /// <summary>A window in which somebody with this role is signed in.</summary>
    public async Task<Window> OpenAsync(string? role, string path, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var state = role is null ? null : (await SignedInAsync(role)).State;
        return await Window.OpenAsync(Site.Address, path, width, height, scheme, state);
    }

    public async Task<long> PersonAsync(string role) => (await SignedInAsync(role)).PersonId;

    // through the real form, once for each role
    private async Task<(long PersonId, string State)> SignedInAsync(string role)
    {
        if (_signedIn.TryGetValue(role, out var known))
            return known;

        await using var db = Db();
        var person = await db.People.FirstOrDefaultAsync(p => p.DisplayName == NameOf(role)) ?? await GivenPeople.AddAsync(db, NameOf(role), role);
        await using var window = await Window.OpenAsync(Site.Address, "/account/sign-in", 1440, 900, ColorScheme.Light, state: null);
        await window.Page.GetByLabel("E-mail").FillAsync(person.Email!);
        await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(GivenPeople.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"^https?://[^/]+/(\?.*)?$"));
        return _signedIn[role] = (person.Id, await window.Page.Context.StorageStateAsync());
    }

    private async Task GivenShopAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.Get<CurrentActor>().Actor = Actor.Visitor;
        await scope.Get<Owners>().CreateAsync(new NewOwner { Name = NameOf(BuiltInRoles.Owner), Email = "robin.owner@shop.test", Password = GivenPeople.Password });
        await using var db = Db();
        foreach (var name in (string[])["High street", "Riverside warehouse", "Online hub"])
            db.Locations.Add(GivenPlaces.Location(name));
        await db.SaveChangesAsync();
    }

    private static string NameOf(string role) => $"Robin {role}";
}
