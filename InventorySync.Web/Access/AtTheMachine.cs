using System.Net;

namespace InventorySync.Web.Access;

/// <summary>Whether a request comes from the very machine the shop runs on, and not by way of a proxy on it.</summary>
internal static class AtTheMachine
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP", "Via"];

    public static bool Is(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLocalName(http.Request.Host.Host)
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);

    private static bool IsLocalName(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
