using System.Net;
using InventorySync.Domain.Access;

namespace InventorySync.Tests.Access;

/// <summary>The pages of signing in, over real HTTP with real cookies.</summary>
public sealed class SignInPagesTests : IAsyncLifetime
{
    private TestSite _site = null!;
    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = await TestServer.NewDatabaseAsync();
        _site = await TestSite.StartAsync(_database, settings: "RateLimits:SignInPerMinute=1000");
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await TestServer.DropAsync(_database);
    }

    [Fact]
    public async Task A_fresh_shop_leads_every_page_to_the_guide_which_makes_the_visitor_its_owner_and_is_over_then()
    {
        using var olivia = new Visitor(_site.Address);
        AssertLeadsTo("/welcome", await olivia.GetAsync("/"));
        AssertLeadsTo("/welcome", await olivia.GetAsync("/account/sign-in"));

        var refused = await olivia.SendAsync("/welcome", ("Input.Name", ""), ("Input.Email", "olivia"), ("Input.Password", "short"));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("Enter your name.", olivia.Page, StringComparison.Ordinal);

        await olivia.FoundShopAsync();
        Assert.Equal(HttpStatusCode.OK, (await olivia.GetAsync("/")).StatusCode);

        using var second = new Visitor(_site.Address);
        AssertLeadsTo("/", await second.GetAsync("/welcome"));
        AssertLeadsTo("/account/sign-in", await second.GetAsync("/"));
    }

    [Fact]
    public async Task From_another_machine_or_behind_a_proxy_the_guide_asks_for_the_setup_code()
    {
        using var stranger = new Visitor(_site.Address);
        stranger.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        await stranger.SendAsync("/welcome", [.. OwnerFields, ("Input.SetupCode", "ABCD-EFGH")]);
        Assert.Contains("This is not the setup code.", stranger.Page, StringComparison.Ordinal);

        var code = ((FirstRun)_site.App.Services.GetService(typeof(FirstRun))!).SetupCode;
        AssertLeadsTo("/welcome/shop", await stranger.SendAsync("/welcome", [.. OwnerFields, ("Input.SetupCode", $" {code.ToLowerInvariant()} ")]));
    }

    [Fact]
    public async Task After_signing_in_the_page_that_was_asked_for_opens_and_signing_out_closes_it()
    {
        using var olivia = new Visitor(_site.Address);
        await olivia.FoundShopAsync();
        AssertLeadsTo("/account/sign-in?because=out", await olivia.SignOutAsync());

        using var again = new Visitor(_site.Address);
        AssertLeadsTo("/account/sign-in?returnUrl=%2F%3Ftab%3D2", await again.GetAsync("/?tab=2"));
        await again.SignInAsync(Olivia, "not the password");
        Assert.Contains("This e-mail and password do not belong together.", again.Page, StringComparison.Ordinal);
        AssertLeadsTo("/?tab=2", await again.SignInAsync(Olivia, GivenPeople.Password, "/account/sign-in?returnUrl=%2F%3Ftab%3D2"));
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/")).StatusCode);

        var cookie = again.Cookies["InventorySync.SignIn"]!.Value;
        AssertLeadsTo("/account/sign-in?because=out", await again.SignOutAsync());
        using var thief = new Visitor(_site.Address);
        thief.Cookies.Add(new Cookie("InventorySync.SignIn", cookie));
        thief.Http.DefaultRequestHeaders.Add("Cookie", $"InventorySync.SignIn={cookie}");
        AssertLeadsTo("/account/sign-in", await thief.GetAsync("/"));
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/account/sign-in")]
    public async Task Signing_in_never_leads_out_of_the_shop(string returnUrl)
    {
        using var olivia = new Visitor(_site.Address);
        await olivia.FoundShopAsync();
        using var again = new Visitor(_site.Address);

        AssertLeadsTo("/", await again.SignInAsync(Olivia, GivenPeople.Password, $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"));
    }

    [Fact]
    public async Task A_lock_out_says_how_long_it_lasts()
    {
        using var olivia = new Visitor(_site.Address);
        await olivia.FoundShopAsync();
        using var guesser = new Visitor(_site.Address);
        for (var i = 0; i < PasswordTries.MaxFailures; i++)
            await guesser.SignInAsync(Olivia, "not the password");

        Assert.Contains("signing in is locked for another 15 minutes", guesser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var olivia = new Visitor(_site.Address);
        await olivia.FoundShopAsync();
        using var forged = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Email", Olivia), new("Input.Password", GivenPeople.Password)]);

        Assert.Equal(HttpStatusCode.BadRequest, (await new Visitor(_site.Address).Http.PostAsync("/account/sign-in", forged)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await olivia.Http.PostAsync("/account/sign-out", content: null)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var olivia = new Visitor(_site.Address);
        var answer = await olivia.FoundShopAsync();

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("InventorySync.SignIn=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private const string Olivia = "olivia@shop.test";

    private static (string Name, string Value)[] OwnerFields => [("Input.Name", "Olivia Owner"), ("Input.Email", Olivia), ("Input.Password", GivenPeople.Password)];

    private static void AssertLeadsTo(string path, HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.OriginalString;
        Assert.StartsWith(path, target, StringComparison.Ordinal);
        Assert.True(path.Length > 1 || target == path, target);
    }
}
