using Microsoft.AspNetCore.Components.Endpoints;

namespace InventorySync.Web.Access;

/// <summary>Leads every page to the guide as long as the shop has no owner.</summary>
internal sealed class FirstRunMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, FirstRun firstRun)
    {
        if (IsPage(http) && !await firstRun.IsOverAsync(http.RequestAborted))
            http.Response.Redirect(WelcomePage.Path);
        else
            await next(http);
    }

    private static bool IsPage(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page && page.Type != typeof(WelcomePage);
}
