using Microsoft.Playwright;

namespace InventorySync.Tests.Support;

/// <summary>One real Chromium a test run; every test gets a window of its own, without the cookies of others.</summary>
public static class TestBrowser
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    // nothing but the shop is to be asked for anything
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static Task<IBrowser> StartedAsync() => Started.Value;

    private static async Task<IBrowser> StartAsync()
    {
        // a busy machine is slow, not broken
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Headless = true,
            Args = Arguments,
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }
}
