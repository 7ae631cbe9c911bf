using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace InventorySync.Tests.Support;

/// <summary>A window of the browser that notices what must never happen: errors in the console, requests that leave the machine, answers that fail.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    // a list has its rows and knows the keys as soon as one place of it can be reached by Tab
    private const string ListsAnswer = """
        () => [...document.querySelectorAll('.list')].every(list => list.getAttribute('aria-busy') === 'false' && (!list.querySelector('table[role=grid]') || list.querySelector('[role=row] [tabindex="0"]')))
        """;

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly Uri _site;

    private Window(Uri site, IPage page)
    {
        _site = site;
        Page = page;
        page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Request += (_, request) => Note(IsForeign(request.Url), $"asked elsewhere: {request.Url}");
        page.Response += (_, answer) => Note(answer.Status >= 400 && !Expects(answer.Url), $"{answer.Status}: {answer.Url}");
    }

    public IPage Page { get; }

    /// <summary>What went wrong so far, in words.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Addresses whose failing is what the test is about; the browser then also says so in its console.</summary>
    public HashSet<string> Failing { get; } = [];

    public static async Task<Window> OpenAsync(Uri site, string path, int width, int height, ColorScheme scheme, string? state)
    {
        var context = await (await TestBrowser.StartedAsync()).NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = width < 1200,
            StorageState = state,
            Locale = "en-US",
            TimezoneId = "Europe/Berlin",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        var window = new Window(site, await context.NewPageAsync());
        await window.GoAsync(path);
        return window;
    }

    /// <summary>Opens the page and waits until its circuit answers.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    public async Task ReadyAsync()
    {
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete' && document.fonts.status === 'loaded'");
        if (await Page.Locator(".shell").CountAsync() > 0)
        {
            await Page.Locator("[data-live='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Page.WaitForFunctionAsync(ListsAnswer);
        }
    }

    /// <summary>What keeps people from using the page: violations of WCAG 2.2 AA that axe calls serious or critical.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        // what has just been scrolled half under the header counts as too small to be hit
        await Page.EvaluateAsync("() => scrollTo(0, 0)");
        var found = await Page.RunAxe(Rules);
        return
        [
            .. from violation in found.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id}: {node.Html} {string.Join(' ', node.Any.Concat(node.All).Select(c => c.Message))}",
        ];
    }

    /// <summary>Keeps a picture under artifacts/screenshots.</summary>
    public Task<byte[]> PictureAsync(string name, bool whole = false)
    {
        var folder = Directory.CreateDirectory(Repository.File("artifacts/screenshots"));
        return Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{name}.png"), FullPage = whole });
    }

    public void AssertNoProblems() => Assert.True(_problems.IsEmpty, string.Join('\n', _problems));

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Note(bool wrong, string what)
    {
        if (wrong && !(Failing.Count > 0 && what.StartsWith("console: Failed to load resource", StringComparison.Ordinal)))
            _problems.Enqueue(what);
    }

    private bool Expects(string url) => Failing.Contains(new Uri(url).PathAndQuery);

    private bool IsForeign(string url) => new Uri(url) is { Scheme: "http" or "https" or "ws" or "wss" } asked && asked.Authority != _site.Authority;
}
