using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace InventorySync.Web.Access;

/// <summary>Tells an open screen who is signed in, and looks now and then whether that still holds.</summary>
internal sealed class SessionAuthentication(ILoggerFactory logs, SignedInPeople people) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The same person with other rights.</summary>
    public void Refresh() => NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());

    /// <summary>The session is over.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(Nobody));

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        SessionCookie.KeyOf(authenticationState.User) is not { } key || await people.FindAsync(key, seen: false, ct: cancellationToken) is not null;
}
