using System.Globalization;
using System.Security.Claims;
using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Web.Access;

/// <summary>The cookie of somebody who is signed in. It holds the key of the session and who it is, nothing of what they may do.</summary>
internal sealed class SessionCookie(SignedInPeople people, TimeProvider clock) : CookieAuthenticationEvents
{
    public static readonly string Scheme = IdentityConstants.ApplicationScheme;

    private const string KeyClaim = "session";

    public static string? KeyOf(ClaimsPrincipal user) => user.FindFirst(KeyClaim)?.Value;

    public async Task GiveAsync(HttpContext http, SignInOutcome.Done done, bool keep)
    {
        var person = done.PersonId.ToString(CultureInfo.InvariantCulture);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person), new(KeyClaim, done.SessionKey)], Scheme);
        var rules = await http.RequestServices.GetRequiredService<ShopSettings>().GetAsync<SignInSettings>();
        // how long it holds without use is the session's affair; the cookie only has to live as long
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            IsPersistent = keep,
            ExpiresUtc = clock.GetUtcNow().AddDays(rules.KeepSignedInDays),
            AllowRefresh = false,
        });
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var key = context.Principal is null ? null : KeyOf(context.Principal);
        var who = key is null ? null : await people.FindAsync(key, AddressOf(context.HttpContext), ct: context.HttpContext.RequestAborted);
        context.HttpContext.RequestServices.GetRequiredService<CurrentSession>().SignedIn = who;
        if (who is null)
            context.RejectPrincipal();
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status401Unauthorized, byPage: () => context.Response.Redirect(context.RedirectUri));

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status403Forbidden, byPage: () => context.Response.StatusCode = StatusCodes.Status403Forbidden);

    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;

    public static Device DeviceOf(HttpContext http, bool keep = false) => new(AddressOf(http), http.Request.Headers.UserAgent, keep);

    // programs want a status; only somebody who looks at a page wants to be led elsewhere
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, Action byPage)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/_blazor"))
            byPage();
        else
            context.HttpContext.AnswerStatusOnly(status);
        return Task.CompletedTask;
    }
}
