using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Access;

internal static class SignInSetup
{
    /// <summary>Cookies, policies, and who acts in requests and on screens.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, ConfigureSession).AddCookie(SecondStepCookie.Scheme, ConfigureSecondStep)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, ConfigurePasskeys);
        services.AddIdentityCore<Person>().AddUserStore<PersonStore>().AddSignInManager();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AccessSettings>>((passkeys, access) =>
        {
            passkeys.ServerDomain = access.Value.PasskeyDomain is { Length: > 0 } domain ? domain : null;
            // so that it is found without an e-mail being typed
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddScoped<PasskeySignIn>();
        services.AddScoped<ConfirmIdentity>();
        services.AddScoped<AccountScript>();
        services.AddSingleton<SessionCookie>();
        services.AddScoped<Entry>();

        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationHandler, ForgottenHandler>();

        services.AddScoped<AuthenticationStateProvider, SessionAuthentication>();
        services.AddScoped<CircuitHandler, CircuitActor>();
        services.AddCascadingAuthenticationState();
        return services;
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<ActorMiddleware>();
        app.UseMiddleware<FirstRunMiddleware>();
    }

    private static void ConfigureSession(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "InventorySync.SignIn";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.LoginPath = SignInPage.Path;
        options.ReturnUrlParameter = SignInPage.ReturnParameter;
        options.SlidingExpiration = false;
        options.EventsType = typeof(SessionCookie);
    }

    // where Identity keeps the challenge between the two halves of a passkey ceremony
    private static void ConfigurePasskeys(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "InventorySync.Passkey";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.HttpOnly = true;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        options.SlidingExpiration = false;
    }

    private static void ConfigureSecondStep(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "InventorySync.SecondStep";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.HttpOnly = true;
        options.ExpireTimeSpan = SecondStepCookie.Lasts;
        options.SlidingExpiration = false;
    }
}
