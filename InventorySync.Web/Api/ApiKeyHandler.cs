using System.Security.Claims;
using System.Text.Encodings.Web;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Api;

/// <summary>Who called with a key, left for the middleware that sets the scope's actor.</summary>
public sealed record ApiCaller(Actor Actor);

/// <summary>Why a key opened nothing, in words for the one who sent it.</summary>
public sealed record ApiKeyRefusal(string Reason);

/// <summary>Signs other systems in by "Authorization: Bearer isk_…".</summary>
public sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeyCheck keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    public static bool Carries(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Carries(Request))
            return AuthenticateResult.NoResult();

        var secret = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        var answer = await keys.CheckAsync(secret, Context.Connection.RemoteIpAddress?.ToString(), Context.RequestAborted);
        if (answer.Actor is not { } actor)
        {
            Context.Features.Set(new ApiKeyRefusal(answer.Refusal!));
            return AuthenticateResult.Fail(answer.Refusal!);
        }

        Context.Features.Set(new ApiCaller(actor));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, actor.Name)], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Carries(Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }
}
