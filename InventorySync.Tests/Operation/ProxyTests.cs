using System.Net;
using InventorySync.Data;

namespace InventorySync.Tests.Operation;

/// <summary>Behind a reverse proxy the scheme and the visitor's address come by headers, which only known proxies may set.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private string _database = "";

    public async Task InitializeAsync() => _database = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync() => TestServer.DropAsync(_database);

    [Fact]
    public async Task Https_at_a_known_proxy_counts_as_https()
    {
        await using var site = await TestSite.StartAsync(_database);
        using var client = site.Client();
        using var request = Forwarded("https");

        using var answer = await client.SendAsync(request);

        Assert.Contains("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_cannot_claim_https()
    {
        await using var site = await TestSite.StartAsync(_database, null, "Proxies:Known:0=10.1.2.3", "Proxies:Known:1=10.9.0.0/16");
        using var client = site.Client();
        using var request = Forwarded("https");

        using var answer = await client.SendAsync(request);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_refused_at_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartProblemException>(() => TestSite.StartAsync(_database, null, "Proxies:Known:0=my-proxy"));

        Assert.Contains("my-proxy", refused.Problem, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Forwarded(string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/lib/inter/wght.css");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-Host", "10.0.0.5");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        return request;
    }
}
