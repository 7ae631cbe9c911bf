using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Access;

/// <summary>A fresh shop in a real browser: from the first page to the open shop.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstRunJourney : IAsyncLifetime
{
    private TestSite _site = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = await TestServer.NewDatabaseAsync();
        _site = await TestSite.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await TestServer.DropAsync(_database);
    }

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1024, 768, ColorScheme.Dark)]
    public async Task The_owner_makes_an_account_names_the_shop_and_is_told_what_next(int width, int height, ColorScheme scheme)
    {
        await using var window = await Window.OpenAsync(_site.Address, "/", width, height, scheme, state: null);
        var page = window.Page;
        var look = $"{width}-{scheme.ToString().ToLowerInvariant()}";
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_site.Address, "/welcome").ToString());
        await SoundAsync(window, $"welcome-{look}");

        await page.GetByLabel("Your name").FillAsync("Olivia Owner");
        await page.GetByLabel("E-mail").FillAsync("olivia@shop.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("password1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create my account" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This password is one of the first that strangers try.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
        await SoundAsync(window, $"welcome-refused-{look}");

        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(GivenPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the password" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveAttributeAsync("type", "text");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create my account" }).ClickAsync();

        await page.GetByLabel("Name of the shop").FillAsync("Kahawa Corner");
        // the browser says where it is; the currency follows the country
        await Assertions.Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
        await page.GetByLabel("Country").SelectOptionAsync("KE");
        await Assertions.Expect(page.GetByLabel("Currency")).ToHaveValueAsync("KES");
        await page.GetByLabel("Time zone").SelectOptionAsync("Africa/Nairobi");
        await SoundAsync(window, $"welcome-shop-{look}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your shop is ready" })).ToBeVisibleAsync();
        await SoundAsync(window, $"welcome-next-{look}");
        await using (var scope = _site.App.Services.CreateAsyncScope())
        {
            var profile = await scope.ServiceProvider.GetRequiredService<ShopSettings>().GetAsync<ShopProfile>();
            Assert.Equal(("Kahawa Corner", "KE", "KES", "Africa/Nairobi"), (profile.Name, profile.Country, profile.Currency, profile.TimeZone));
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Open the shop" }).ClickAsync();
        await window.ReadyAsync();
        await Assertions.Expect(page.Locator(".user-button")).ToBeVisibleAsync();
        window.AssertNoProblems();
    }

    private static async Task SoundAsync(Window window, string picture)
    {
        await window.PictureAsync(picture, whole: true);
        Assert.Empty(await window.BarriersAsync());
    }
}
