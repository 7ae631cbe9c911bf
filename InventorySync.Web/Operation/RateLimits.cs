using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Operation;

/// <summary>Section "RateLimits" of the settings: how often one address may knock before it has to wait.</summary>
public sealed record RateLimitSettings
{
    public const string Section = "RateLimits";

    /// <summary>Attempts to sign in, recover or accept an invitation, a minute and address.</summary>
    [Range(1, 100_000)]
    public int SignInPerMinute { get; init; } = 30;

    /// <summary>Requests to the API without a valid key, a minute and address.</summary>
    [Range(1, 100_000)]
    public int AnonymousApiPerMinute { get; init; } = 60;
}

/// <summary>Slows down whoever guesses passwords or keys. What signed-in people and keys may do is limited where they are known.</summary>
public static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitSettings>().BindConfiguration(RateLimitSettings.Section).ValidateDataAnnotations();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellToWaitAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
        });
        return services;
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context)
    {
        var settings = context.RequestServices.GetRequiredService<IOptions<RateLimitSettings>>().Value;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (IsAttemptToEnter(context.Request))
            return Limited($"enter {address}", settings.SignInPerMinute);
        if (context.Request.Path.StartsWithSegments("/api") && context.User.Identity?.IsAuthenticated != true)
            return Limited($"api {address}", settings.AnonymousApiPerMinute);
        return RateLimitPartition.GetNoLimiter("");
    }

    private static bool IsAttemptToEnter(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.StartsWithSegments("/account") || request.Path.StartsWithSegments("/invitation") || request.Path.StartsWithSegments("/welcome"));

    private static RateLimitPartition<string> Limited(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = permits,
        Window = Window,
        SegmentsPerWindow = 6,
    });

    private static async ValueTask TellToWaitAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var http = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window;
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (http.Request.Path.StartsWithSegments("/api"))
            await Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests", detail: "Wait a moment, then try again.").ExecuteAsync(http);
        else
            await http.Response.WriteAsync("Too many attempts from this address. Wait a minute, then try again.", ct);
    }
}
