using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using InventorySync.Data;
using InventorySync.Domain.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

/// <summary>Walks every page and every endpoint as a visitor and in every built-in role, and compares what happens with the one table.</summary>
public sealed partial class AccessWalkTests : IAsyncLifetime
{
    private TestSite _site = null!;
    private string _database = "";

    /// <summary>The visitor, who has no role, and all built-in roles.</summary>
    public static TheoryData<string?> Everybody => [null, .. BuiltInRoles.All.Keys];

    public async Task InitializeAsync()
    {
        _database = await TestServer.NewDatabaseAsync();
        _site = await TestSite.StartAsync(_database, settings: ["RateLimits:SignInPerMinute=100000", "Api:Burst=100000", "Api:AnonymousBurst=100000"]);
        using var owner = new Visitor(_site.Address);
        await owner.FoundShopAsync();
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await TestServer.DropAsync(_database);
    }

    [Fact]
    public void Every_page_stands_in_the_table() => AssertSame(AccessTable.Pages.Keys, Endpoints.Where(IsPage).Select(e => Pattern(e)));

    [Fact]
    public void Every_endpoint_stands_in_the_table() => AssertSame(AccessTable.Endpoints.Keys, Endpoints.Where(e => !IsPage(e) && !IsAsset(e)).SelectMany(Calls));

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Pages_and_endpoints_open_to_those_who_stand_in_the_table_and_to_nobody_else(string? role)
    {
        using var visitor = new Visitor(_site.Address);
        if (role is not null)
            await SignInAsync(visitor, role);

        List<string> differences = [];
        foreach (var (page, who) in AccessTable.Pages.OrderBy(p => p.Key == "/account/sign-out"))
            differences.AddRange(await CompareAsync(visitor, HttpMethod.Get, page, who, role));
        foreach (var (call, who) in AccessTable.Endpoints)
        {
            var method = call[..call.IndexOf(' ', StringComparison.Ordinal)];
            differences.AddRange(await CompareAsync(visitor, new HttpMethod(method == "*" ? "POST" : method), call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..], who, role));
        }

        AssertNone(differences);
    }

    private async Task SignInAsync(Visitor visitor, string role)
    {
        await using var db = _site.App.Services.GetRequiredService<InventoryDatabase>().Open(Actor.System("Test"));
        var person = await GivenPeople.AddAsync(db, $"Walker {role}", role);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignInAsync(person.Email!, GivenPeople.Password)).StatusCode);
        await visitor.TakeFormTokenAsync();
    }

    private static async Task<string[]> CompareAsync(Visitor visitor, HttpMethod method, string pattern, string who, string? role)
    {
        var path = Parameter().Replace(pattern, m => m.Groups[1].Value == "Code" ? "404" : m.Groups[2].Value is ":int" or ":long" ? "1" : "none");
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var asksToSignIn = answer.StatusCode == HttpStatusCode.Unauthorized
            || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/account/sign-in?returnUrl", StringComparison.Ordinal));
        var happened = asksToSignIn ? "asked to sign in" : answer.StatusCode == HttpStatusCode.Forbidden ? "refused" : "let in";
        var expected = AccessTable.LetsIn(who, role) ? "let in" : role is null || who == AccessTable.OwnKey ? "asked to sign in" : "refused";
        return happened == expected ? [] : [$"{method} {path} ({who}): {role ?? "a visitor"} was {happened} instead of {expected} ({(int)answer.StatusCode})"];
    }

    private IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)_site.App).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>();

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static IEnumerable<string> Calls(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} {Pattern(endpoint)}");

    private static void AssertSame(IEnumerable<string> table, IEnumerable<string> product)
    {
        var (known, there) = (table.ToHashSet(), product.ToHashSet());
        AssertNone([.. there.Except(known).Order(StringComparer.Ordinal).Select(p => $"not in the table: {p}"), .. known.Except(there).Select(p => $"in the table only: {p}")]);
    }

    private static void AssertNone(IReadOnlyCollection<string> differences) => Assert.True(differences.Count == 0, string.Join('\n', differences));

    [GeneratedRegex(@"\{(\w+)(:\w+)?[?]?\}")]
    private static partial Regex Parameter();
}
