using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using Microsoft.Playwright;
using Location = InventorySync.Domain.Places.Location;

namespace InventorySync.Benchmarks;

/// <summary>The list of locations as somebody at a desk has it: until its rows are seen, and until it answers the first click.</summary>
public sealed class PageBenchmark : IBenchmark
{
    private const int UsualSize = 10_000;
    private const int Warm = 20;
    private const int Cold = 5;
    private const string Chromium = "/usr/bin/chromium";

    // Clicks as an impatient person does: what is clicked before the page listens is lost, the first answer counts.
    private const string Watch = """
        (() => {
          const seen = window.seen = {};
          const look = () => {
            const now = performance.now();
            if (!seen.rendered && document.querySelectorAll('.list-table tbody tr code').length > 0) seen.rendered = now;
            if (seen.rendered && !seen.interactive) {
              if (document.querySelector('th[aria-sort="ascending"], th[aria-sort="descending"]')) seen.interactive = now;
              else document.querySelector('.list-sort')?.click();
            }
            if (!seen.interactive) setTimeout(look, 16);
          };
          look();
        })();
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "page";

    public string Summary => "the list of 10,000 locations in Chromium: first render, first answered click, search";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var size = options.Size ?? UsualSize;
        await using var shop = await BenchmarkShop.StartAsync(options, ct);
        using var app = AppProcess.Start(Path.Combine(options.Data, "shop"), "--Demo", "true", "--Database:Provider", "PostgreSql", "--Database:ConnectionString", shop.ConnectionString);
        await app.FirstPageAsync("/account/sign-in", Patience, ct);
        await FillAsync(shop.ConnectionString, size, ct);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = File.Exists(Chromium) ? Chromium : null,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var signedIn = await SignInAsync(browser, app.Address);

        var cold = new List<Visit>();
        for (var i = 0; i < Cold; i++)
        {
            await using var fresh = await browser.NewContextAsync(new() { StorageState = signedIn });
            cold.Add(await VisitAsync(await fresh.NewPageAsync(), app.Address));
        }

        await using var desk = await browser.NewContextAsync(new() { StorageState = signedIn });
        var page = await desk.NewPageAsync();
        await VisitAsync(page, app.Address);
        var warm = new List<Visit>();
        for (var i = 0; i < Warm; i++)
            warm.Add(await VisitAsync(page, app.Address));

        var memory = app.PeakMegabytes;
        await app.StopAsync(ct);
        return new Figures(this, options)
            .Size(size)
            .Latencies(warm.Select(v => v.Interactive))
            .PeakMegabytes(memory)
            .More("first_render_p50_ms", Middle(warm.Select(v => v.Rendered)))
            .More("interactive_p50_ms", Middle(warm.Select(v => v.Interactive)))
            .More("empty_cache_first_render_p50_ms", Middle(cold.Select(v => v.Rendered)))
            .More("empty_cache_interactive_p50_ms", Middle(cold.Select(v => v.Interactive)))
            .More("search_p50_ms", Middle(warm.Select(v => v.Search)))
            .Check("every_visit_showed_one_page_of_rows", warm.Concat(cold).All(v => v.Rows == 50))
            .Check("all_locations_were_counted", warm.Concat(cold).All(v => v.Total == size))
            .Check("search_found_the_one", warm.Concat(cold).All(v => v.Found == 1));
    }

    private static async Task FillAsync(string connectionString, int size, CancellationToken ct)
    {
        await using var database = new InventoryDatabase(DatabaseProvider.PostgreSql, connectionString, []);
        var missing = size;
        await using (var db = database.Open(Actor.System("Benchmark")))
            missing -= db.Locations.Count();
        foreach (var some in Enumerable.Range(1, missing).Chunk(1000))
        {
            await using var db = database.Open(Actor.System("Benchmark"));
            await db.Locations.AddRangeAsync(some.Select(i => Location.Create(new LocationDetails
            {
                Name = $"Branch {i:00000}",
                Code = $"B{i:00000}",
                Kind = (LocationKind)(i % 3),
                City = i % 2 == 0 ? "Nairobi" : "Lyon",
                TimeZone = i % 2 == 0 ? "Africa/Nairobi" : "Europe/Paris",
                Priority = 1 + (i % 900),
            })), ct);
            await db.SaveChangesAsync(ct);
        }
    }

    private static async Task<string> SignInAsync(IBrowser browser, Uri address)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(address, "/account/sign-in").ToString());
        await page.FillAsync("[name='Input.Email']", DemoPerson.Owner.Email);
        await page.FillAsync("[name='Input.Password']", DemoPerson.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return await context.StorageStateAsync();
    }

    private static async Task<Visit> VisitAsync(IPage page, Uri address)
    {
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync(new Uri(address, "/locations").ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.seen?.interactive");
        var rendered = await page.EvaluateAsync<double>("() => window.seen.rendered");
        var interactive = await page.EvaluateAsync<double>("() => window.seen.interactive");
        var rows = await page.Locator(".list-table tbody tr").CountAsync();
        var total = await page.Locator("[aria-rowcount]").GetAttributeAsync("aria-rowcount");

        var started = await page.EvaluateAsync<double>("() => performance.now()");
        await page.FillAsync("[data-list-search]", "B04711");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.list-table tbody tr').length === 1");
        var searched = await page.EvaluateAsync<double>("() => performance.now()");
        var found = await page.Locator(".list-table tbody tr").CountAsync();
        return new Visit(Milliseconds(rendered), Milliseconds(interactive), Milliseconds(searched - started), rows, int.Parse(total!, System.Globalization.CultureInfo.InvariantCulture) - 1, found);
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static double Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return Figures.Rounded(sorted[sorted.Count / 2].TotalMilliseconds);
    }

    private sealed record Visit(TimeSpan Rendered, TimeSpan Interactive, TimeSpan Search, int Rows, int Total, int Found);
}
