using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Benchmarks.Catalog;

/// <summary>The time from a click to the new rows on the screen.</summary>
internal sealed record ScreenTimes(IReadOnlyList<TimeSpan> Page, IReadOnlyList<TimeSpan> Sort);

/// <summary>Turns pages and sorts the list in a browser that is installed on the machine; without one there is nothing to measure.</summary>
internal static class GridBrowser
{
    private const int Rounds = 30;
    private const string Email = "owner@benchmark.example";
    private const string Password = "twelve-quiet-otters-count";

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // from the click until the first row is another one, as the page itself sees it
    private const string ClickAndWait = """
        async selector => {
          const first = () => document.querySelector('.list-table tbody tr')?.textContent;
          const before = first(), start = performance.now();
          document.querySelector(selector).click();
          while (first() === before && performance.now() - start < 10000) await new Promise(requestAnimationFrame);
          return performance.now() - start;
        }
        """;

    public static async Task<ScreenTimes?> MeasureAsync(IServiceProvider services, string connectionString, BenchmarkOptions options, CancellationToken ct)
    {
        if (Array.Find(Browsers, File.Exists) is not { } browserPath)
            return null;

        await using (var scope = services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Owners>().CreateAsync(new NewOwner { Name = "Olivia", Email = Email, Password = Password }, ct);
        using var app = AppProcess.Start(Path.Combine(options.Data, "app"), "--Database:Provider", "PostgreSql", "--Database:ConnectionString", connectionString);
        await app.FirstPageAsync("/account/sign-in", TimeSpan.FromMinutes(2), ct);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = browserPath, Args = Arguments });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await SignInAsync(page, app.Address);
        await page.GotoAsync(new Uri(app.Address, "/products").ToString());
        await page.WaitForSelectorAsync(".list-table tbody tr td a");
        await page.WaitForTimeoutAsync(1500);

        var turned = await ClicksAsync(page, _ => ".list-pager button[aria-label='Next page']");
        var sorted = await ClicksAsync(page, i => i % 2 == 0 ? "th:nth-of-type(6) .list-sort" : "th:nth-of-type(7) .list-sort");
        await app.StopAsync(ct);
        return new ScreenTimes(turned, sorted);
    }

    private static async Task SignInAsync(IPage page, Uri address)
    {
        await page.GotoAsync(new Uri(address, "/account/sign-in").ToString());
        await page.FillAsync("input[type=email]", Email);
        await page.FillAsync("input[type=password]", Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<TimeSpan>> ClicksAsync(IPage page, Func<int, string> selector)
    {
        var times = new List<TimeSpan>(Rounds);
        for (var i = 0; i < Rounds; i++)
        {
            var took = await page.EvaluateAsync<double>(ClickAndWait, selector(i));
            if (i > 2)
                times.Add(TimeSpan.FromMilliseconds(took));
            await page.WaitForTimeoutAsync(120);
        }

        return times;
    }
}
