using InventorySync.Domain.Operation;
using Microsoft.AspNetCore.Authorization;

namespace InventorySync.Web.Operation;

/// <summary>What load balancers and monitors ask. Strangers learn yes or no; who may see the jobs learns why.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "alive" })).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(ShopHealth health, IHostApplicationLifetime app, IAuthorizationService authorization, HttpContext http, CancellationToken ct)
    {
        if (app.ApplicationStopping.IsCancellationRequested)
            return Results.Json(new { status = "stopping" }, statusCode: StatusCodes.Status503ServiceUnavailable);

        var report = await health.ReportAsync(ct: ct);
        var code = report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var status = report.Ready ? "ready" : "not ready";
        var maySeeWhy = (await authorization.AuthorizeAsync(http.User, Permissions.JobsView)).Succeeded;
        return maySeeWhy ? Results.Json(new { status, at = report.At, findings = report.Findings.Select(Told) }, statusCode: code) : Results.Json(new { status }, statusCode: code);
    }

    private static object Told(HealthFinding finding) => new
    {
        title = finding.Title,
        state = finding.Answer.State.ToString().ToLowerInvariant(),
        said = finding.Answer.Said.ToString(),
        remedy = finding.Answer.Remedy?.ToString(),
        milliseconds = Math.Round(finding.Took.TotalMilliseconds, 1),
    };
}
