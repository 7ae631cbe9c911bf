using System.Net;
using System.Text.RegularExpressions;

namespace InventorySync.Tests.Operation;

public sealed partial class SecurityHeadersTests : IAsyncLifetime
{
    private string _database = "";
    private TestSite _site = null!;

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
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/lib/inter/wght.css")]
    public async Task Every_answer_tells_the_browser_what_it_may_not_do(string path)
    {
        using var client = _site.Client();

        using var answer = await client.GetAsync(path);

        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=(self)", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("microphone=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        var scripts = policy.Split("; ").Where(p => p.StartsWith("script-src", StringComparison.Ordinal) || p.StartsWith("default-src", StringComparison.Ordinal));
        Assert.All(scripts, directive => Assert.DoesNotContain("unsafe", directive, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_page_has_a_nonce_of_its_own_and_no_inline_script_without_it()
    {
        using var client = _site.Client();
        var nonces = new HashSet<string>();
        for (var visit = 0; visit < 3; visit++)
        {
            using var answer = await client.GetAsync("/welcome");
            nonces.Add(AssertInlineScriptsAreAllowed(answer, await answer.Content.ReadAsStringAsync()));
        }

        Assert.Equal(3, nonces.Count);
    }

    [Fact]
    public async Task A_page_in_the_place_of_a_bare_status_may_run_its_scripts_too()
    {
        using var visitor = new Visitor(_site.Address);
        using var founded = await visitor.FoundShopAsync();

        using var answer = await visitor.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        AssertInlineScriptsAreAllowed(answer, visitor.Page);
    }

    [Fact]
    public async Task Pages_are_not_kept_by_caches()
    {
        using var client = _site.Client();

        using var answer = await client.GetAsync("/welcome");

        Assert.Equal("no-store", Header(answer, "Cache-Control"));
    }

    [Theory]
    [InlineData("inventorysync.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.20:5080", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task The_shop_answers_only_to_names_of_its_own(string host, HttpStatusCode expected)
    {
        using var client = _site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/lib/inter/wght.css") { Headers = { Host = host } };

        using var answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_list_of_hosts_only_those_are_answered()
    {
        await using var site = await TestSite.StartAsync(_database, _site.DataFolder, "AllowedHosts=shop.example");
        using var client = site.Client();
        using var listed = new HttpRequestMessage(HttpMethod.Get, "/lib/inter/wght.css") { Headers = { Host = "shop.example" } };

        using var yes = await client.SendAsync(listed);
        using var no = await client.GetAsync("/lib/inter/wght.css");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (yes.StatusCode, no.StatusCode));
    }

    private static string AssertInlineScriptsAreAllowed(HttpResponseMessage answer, string html)
    {
        var nonce = Nonce().Match(Header(answer, "Content-Security-Policy")).Groups[1].Value;
        Assert.NotEmpty(InlineScripts().Matches(html));
        Assert.All(InlineScripts().Matches(html), script => Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(script.Value), StringComparison.Ordinal));
        Assert.DoesNotMatch(InlineHandlers(), html);
        return nonce;
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>")]
    private static partial Regex InlineScripts();

    [GeneratedRegex("<[^>]+\\son[a-z]+=")]
    private static partial Regex InlineHandlers();
}
