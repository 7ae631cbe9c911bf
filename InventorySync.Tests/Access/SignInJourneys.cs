using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Access;

/// <summary>Signing in with a second step, by passkey, and what an open screen does when rights or sessions change.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class SignInJourneys(BrowserFixture browser)
{
    [Fact]
    public async Task Somebody_sets_up_an_authenticator_app_keeps_the_codes_and_signs_in_with_both()
    {
        var mia = await GivenAsync("Mia Journey", BuiltInRoles.Viewer);
        await using var window = await SignedInAsync(mia);
        var page = window.Page;
        await window.GoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        var key = (await page.Locator(".app-key-text").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await window.PictureAsync("account-app-1440-light");
        Assert.Empty(await window.BarriersAsync());

        await page.GetByLabel("Enter the code that the app shows now.").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This is not the code that the app shows now.")).ToBeVisibleAsync();
        await page.GetByLabel("Enter the code that the app shows now.").FillAsync(CodeOf(key, stepsAhead: -1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();

        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(RecoveryCodes.Count);
        var recovery = await page.Locator(".recovery-codes li").First.InnerTextAsync();
        await window.PictureAsync("account-recovery-codes-1440-light");
        Assert.Empty(await window.BarriersAsync());
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save as a file" }).ClickAsync());
        Assert.Contains(recovery, await File.ReadAllTextAsync(await saved.PathAsync()), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();
        await Assertions.Expect(page.GetByText("10 left, for the day your phone is not at hand.")).ToBeVisibleAsync();
        await window.PictureAsync("account-1440-light", whole: true);

        await using var second = await browser.OpenAsync("/account/sign-in");
        await EnterPasswordAsync(second, mia);
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Second step" })).ToBeVisibleAsync();
        await second.PictureAsync("second-step-1440-light");
        Assert.Empty(await second.BarriersAsync());
        await second.Page.GetByLabel("Code").FillAsync(CodeOf(key));
        await second.Page.Keyboard.PressAsync("Enter");
        await InShopAsync(second);

        await using var third = await browser.OpenAsync("/account/sign-in");
        await EnterPasswordAsync(third, mia);
        await third.Page.GetByRole(AriaRole.Link, new() { Name = "Phone not at hand? Use a recovery code" }).ClickAsync();
        await third.Page.GetByLabel("Recovery code").FillAsync(recovery);
        await third.Page.Keyboard.PressAsync("Enter");
        await InShopAsync(third);
        window.AssertNoProblems();
        second.AssertNoProblems();
    }

    [Fact]
    public async Task A_passkey_signs_in_without_a_password_and_serves_as_the_second_step()
    {
        var mia = await GivenAsync("Mia Passkeys", BuiltInRoles.Viewer);
        // passkeys belong to a name, never to a number
        var byName = new UriBuilder(browser.Site.Address) { Host = "localhost" }.Uri;
        await using var window = await Window.OpenAsync(byName, "/account/sign-in", 1440, 900, ColorScheme.Light, state: null);
        await EnterPasswordAsync(window, mia);
        await InShopAsync(window);
        var page = window.Page;
        await WithAuthenticatorAsync(page);
        await window.GoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByLabel("What do you call it?").FillAsync("Test computer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Test computer")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await InShopAsync(window);
        await window.GoAsync("/account");
        await Assertions.Expect(page.GetByText("by passkey")).ToBeVisibleAsync();

        await SignOutAsync(page);
        await EnterPasswordAsync(window, mia);
        await Assertions.Expect(page.GetByText("Show that it is you with the passkey of this device")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await InShopAsync(window);
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_button_that_needs_the_script_is_not_there_without_it()
    {
        await using var window = await browser.OpenAsync("/account/sign-in");
        var (page, passkey) = (window.Page, window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }));
        await Assertions.Expect(passkey).ToBeVisibleAsync();

        await page.RouteAsync("**/js/entry*.js", route => route.AbortAsync());
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(passkey).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Somebody_who_is_invited_joins_with_limited_rights()
    {
        await using var owner = await browser.OpenAsync(BuiltInRoles.Owner, "/people/invite");
        var form = owner.Page;
        await form.GetByLabel("Name").FillAsync("Wanja Journey");
        await form.GetByLabel("E-mail").FillAsync("wanja.journey@shop.test");
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "Warehouse" }).CheckAsync();
        await form.GetByRole(AriaRole.Switch, new() { Name = "Only in chosen locations" }).CheckAsync();
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "Riverside warehouse" }).CheckAsync();
        await owner.PictureAsync("people-invite-1440-light", whole: true);
        Assert.Empty(await owner.BarriersAsync());
        await form.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
        var link = new Uri(await form.GetByLabel("Link").InputValueAsync());
        await owner.PictureAsync("people-invited-1440-light");

        await using var guest = await browser.OpenAsync(link.PathAndQuery);
        var page = guest.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome, Wanja Journey" })).ToBeVisibleAsync();
        await guest.PictureAsync("invitation-1440-light");
        Assert.Empty(await guest.BarriersAsync());
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(GivenPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await InShopAsync(guest);

        await Assertions.Expect(page.Locator(".sidebar-link[href='/people']")).ToHaveCountAsync(0);
        guest.Failing.Add("/people");
        await guest.GoAsync("/people");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You cannot open this");
        await Assertions.Expect(page.GetByText("Invite people, give roles, end sessions")).ToBeVisibleAsync();

        await using var late = await browser.OpenAsync(link.PathAndQuery);
        await Assertions.Expect(late.Page.GetByText("This invitation does not work any more")).ToBeVisibleAsync();
        await owner.GoAsync("/people");
        await Assertions.Expect(form.GetByRole(AriaRole.Link, new() { Name = "Wanja Journey" })).ToBeVisibleAsync();
        guest.AssertNoProblems();
        owner.AssertNoProblems();
    }

    [Fact]
    public async Task Ending_a_session_leads_its_open_screen_to_the_sign_in_page_by_itself()
    {
        var mia = await GivenAsync("Mia Watched", BuiltInRoles.Viewer);
        await using var hers = await SignedInAsync(mia);
        await hers.GoAsync("/account");
        await using var owner = await browser.OpenAsync(BuiltInRoles.Owner, $"/people/{mia.Id}");
        await owner.PictureAsync("person-1440-light", whole: true);
        Assert.Empty(await owner.BarriersAsync());

        await owner.Page.GetByRole(AriaRole.Button, new() { NameRegex = SignOutBrowser() }).ClickAsync();

        await Assertions.Expect(hers.Page.GetByText("You were signed out on this device.")).ToBeVisibleAsync();
        Assert.StartsWith("/account/sign-in", new Uri(hers.Page.Url).AbsolutePath, StringComparison.Ordinal);
        await hers.Page.GotoAsync("/account");
        Assert.StartsWith("/account/sign-in", new Uri(hers.Page.Url).AbsolutePath, StringComparison.Ordinal);
        owner.AssertNoProblems();
    }

    [Fact]
    public async Task Another_role_holds_on_an_open_screen_without_a_reload()
    {
        var mia = await GivenAsync("Mia Raised", BuiltInRoles.Viewer);
        await using var window = await SignedInAsync(mia);
        await window.GoAsync("/account");
        var people = window.Page.Locator(".sidebar-link[href='/people']");
        await Assertions.Expect(people).ToHaveCountAsync(0);

        await GiveAsync(mia, BuiltInRoles.Manager);
        await Assertions.Expect(people).ToHaveCountAsync(1);
        await people.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Mia Raised" })).ToBeVisibleAsync();

        await GiveAsync(mia, BuiltInRoles.Viewer);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You cannot open this");
        await Assertions.Expect(people).ToHaveCountAsync(0);
        window.AssertNoProblems();
    }

    [Fact]
    public async Task A_lock_out_says_how_long_and_the_owner_ends_it()
    {
        var mia = await GivenAsync("Mia Mistyped", BuiltInRoles.Viewer);
        await using var window = await browser.OpenAsync("/account/sign-in");
        for (var i = 0; i < PasswordTries.MaxFailures; i++)
        {
            await window.Page.GetByLabel("E-mail").FillAsync(mia.Email!);
            await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync($"not the password {i}");
            await window.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync(i < 4 ? "do not belong together" : "locked for another 15 minutes");
        }

        await using var owner = await browser.OpenAsync(BuiltInRoles.Owner, $"/people/{mia.Id}");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Assertions.Expect(owner.Page.GetByText("Mia Mistyped can try again at once.")).ToBeVisibleAsync();

        await EnterPasswordAsync(window, mia);
        await InShopAsync(window);
        owner.AssertNoProblems();
    }

    [Fact]
    public async Task An_own_role_is_made_from_a_copy_of_a_built_in_one()
    {
        await using var owner = await browser.OpenAsync(BuiltInRoles.Owner, "/people/roles");
        var page = owner.Page;
        await owner.PictureAsync("roles-1440-light", whole: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Viewer" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a copy" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Night watch");
        await page.GetByLabel("See who changed what").CheckAsync();
        await owner.PictureAsync("role-new-1440-light", whole: true);
        Assert.Empty(await owner.BarriersAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the role" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Night watch" })).ToBeVisibleAsync();
        await using var db = browser.Db();
        Assert.Equal(BuiltInRoles.All[BuiltInRoles.Viewer].Append(Permissions.AuditView).Order(), (await db.Roles.SingleAsync(r => r.Name == "Night watch")).Permissions.Order());
        owner.AssertNoProblems();
    }

    private async Task<Person> GivenAsync(string name, string role)
    {
        await using var db = browser.Db();
        return await GivenPeople.AddAsync(db, name, role);
    }

    private async Task<Window> SignedInAsync(Person person)
    {
        var window = await browser.OpenAsync("/account/sign-in");
        await EnterPasswordAsync(window, person);
        await InShopAsync(window);
        return window;
    }

    private async Task GiveAsync(Person person, string role)
    {
        await using var scope = browser.Services.CreateAsyncScope();
        scope.Get<CurrentActor>().Actor = Actor.System("Test");
        var details = await scope.Get<Staffing>().FindAsync(person.Id);
        await using var db = browser.Db();
        details.RoleIds = [await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync()];
        await scope.Get<Staffing>().ChangeAsync(details);
    }

    private static async Task EnterPasswordAsync(Window window, Person person)
    {
        await window.Page.GetByLabel("E-mail").FillAsync(person.Email!);
        await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(GivenPeople.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task InShopAsync(Window window)
    {
        await Assertions.Expect(window.Page.Locator(".user-button")).ToBeVisibleAsync();
        await window.ReadyAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator(".user-button").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        // the open screen notices the end of its session too and leads to the same page, without another word
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        Assert.DoesNotContain("ended", page.Url, StringComparison.Ordinal);
    }

    // Chromium's own authenticator for tests: it has a fingerprint on file and says yes at once, so it must not be offered before the button is pressed
    private static async Task WithAuthenticatorAsync(IPage page)
    {
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static string CodeOf(string key, int stepsAhead = 0) => OneTimeCode.Of(key, OneTimeCode.StepAt(TimeProvider.System.GetUtcNow()) + stepsAhead);

    [GeneratedRegex("^Sign out .+ on .+")]
    private static partial Regex SignOutBrowser();
}
