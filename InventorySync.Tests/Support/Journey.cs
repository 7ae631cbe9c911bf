using InventorySync.Tests.Access;
using Microsoft.Playwright;

namespace InventorySync.Tests.Support;

/// <summary>The site of a test's own shop, and a window in which the shop's founder is signed in.</summary>
internal sealed class Journey : IAsyncDisposable
{
    private Journey(TestSite site, IPage page) => (Site, Page) = (site, page);

    public TestSite Site { get; }

    public IPage Page { get; }

    public static async Task<Journey> BeginAsync(TestShop shop, int width = 1440, int height = 900)
    {
        var site = await TestSite.StartAsync(shop.ConnectionString);
        using (var visitor = new Visitor(site.Address))
            await visitor.FoundShopAsync();
        var window = await (await TestBrowser.StartedAsync()).NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        window.SetDefaultTimeout(30_000);
        var journey = new Journey(site, await window.NewPageAsync());
        await journey.Page.SignInAsync(site.Address);
        return journey;
    }

    /// <summary>Opens a page and waits until it answers.</summary>
    public Task GoAsync(string path) => Page.GoAsync(new Uri(Site.Address, path).ToString());

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await Site.DisposeAsync();
    }
}
