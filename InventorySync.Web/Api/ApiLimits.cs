using System.Globalization;
using System.Net;
using System.Net.Sockets;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;

namespace InventorySync.Web.Api;

/// <summary>Between sign-in and permissions: the key becomes the one who acts, and each caller gets as many calls as the settings give.</summary>
public sealed class ApiLimits(RequestDelegate next, TokenBuckets buckets, ApiSettings settings)
{
    public async Task InvokeAsync(HttpContext http, CurrentActor current, ApiProblems problems)
    {
        if (!ApiAnswers.IsCall(http))
        {
            await next(http);
            return;
        }

        if (http.Features.Get<ApiCaller>() is { } caller)
            current.Actor = caller.Actor;

        var answer = Take(http, current.Actor, out var burst);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Number(burst);
        headers["RateLimit-Remaining"] = Number(answer.Left);
        headers["RateLimit-Reset"] = Number(answer.FullAfterSeconds);
        if (answer.Allowed)
        {
            await next(http);
            return;
        }

        headers.RetryAfter = Number(answer.RetryAfterSeconds);
        await ApiProblems.WriteAsync(http, problems.Of(StatusCodes.Status429TooManyRequests));
    }

    private BucketAnswer Take(HttpContext http, Actor actor, out int burst)
    {
        var known = NameOf(actor);
        burst = known is null ? settings.AnonymousBurst : settings.Burst;
        return buckets.Take(known ?? $"address:{NetworkOf(http.Connection.RemoteIpAddress)}", known is null ? settings.AnonymousRequestsPerSecond : settings.RequestsPerSecond, burst);
    }

    /// <summary>The caller's name in counters and stored answers; null for somebody unknown.</summary>
    public static string? NameOf(Actor actor) => actor switch
    {
        { ApiKeyId: { } key } => $"key:{key}",
        { PersonId: { } person } => $"person:{person}",
        _ => null,
    };

    // One connection of IPv6 has a whole /64 of addresses to call from.
    private static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
