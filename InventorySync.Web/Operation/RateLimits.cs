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
}

/// <summary>Slows down whoever guesses passwords. Calls of the API are counted where their keys are known.</summary>
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
        await http.Response.WriteAsync("Too many attempts from this address. Wait a minute, then try again.", ct);
    }
}
