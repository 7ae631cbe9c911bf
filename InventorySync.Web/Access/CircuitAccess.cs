using Microsoft.AspNetCore.Authorization;

namespace InventorySync.Web.Access;

internal static class CircuitAccess
{
    /// <summary>Opens circuits only to people who are signed in; what the framework serves beside them, to everybody.</summary>
    public static RazorComponentsEndpointConventionBuilder WithGuardedCircuit(this RazorComponentsEndpointConventionBuilder pages)
    {
        pages.Add(endpoint =>
        {
            var path = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText?.TrimStart('/') ?? "";
            if (path == "_blazor" || path.StartsWith("_blazor/", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AuthorizeAttribute());
            else if (path.StartsWith("_framework/", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        return pages;
    }
}
