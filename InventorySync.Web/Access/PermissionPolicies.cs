using Microsoft.AspNetCore.Authorization;

namespace InventorySync.Web.Access;

/// <summary>Every permission is a policy of its own name. What carries no attribute at all is denied to everybody.</summary>
internal sealed class PermissionPolicies : IAuthorizationPolicyProvider
{
    private static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    private static readonly AuthorizationPolicy Forgotten = new AuthorizationPolicyBuilder().AddRequirements(new ForgottenRequirement()).Build();

    private static readonly Dictionary<string, AuthorizationPolicy> ByPermission = Permissions.All.ToDictionary(
        p => p.Name,
        p => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(p.Name)).Build());

    public bool AllowsCachingPolicies => true;

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult(ByPermission.GetValueOrDefault(policyName));

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(SignedIn);

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(Forgotten);
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Asks who acts now, not what the cookie said at sign-in.</summary>
internal sealed class PermissionHandler(CurrentActor actor) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (actor.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal sealed record ForgottenRequirement : IAuthorizationRequirement;

/// <summary>An address that leads nowhere, or a method that it does not know, may say so to everybody; what leads somewhere without saying to whom stays shut.</summary>
internal sealed class ForgottenHandler : AuthorizationHandler<ForgottenRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ForgottenRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
