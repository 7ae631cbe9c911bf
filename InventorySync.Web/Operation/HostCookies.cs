using Microsoft.Extensions.Primitives;

namespace InventorySync.Web.Operation;

/// <summary>Over https the cookies of the shop travel as "__Host-…": the browser then takes them from this host only, encrypted, for the whole site,
/// and no other site of the same domain can plant one. Inside the app they keep their plain names.</summary>
public sealed class HostCookies(RequestDelegate next)
{
    /// <summary>Every cookie that carries a right begins so.</summary>
    public const string Names = "InventorySync.";

    private const string Prefix = "__Host-";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.IsHttps)
            return next(context);

        context.Request.Headers.Cookie = Incoming(context.Request.Headers.Cookie);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.SetCookie = Outgoing(context.Response.Headers.SetCookie);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static StringValues Incoming(StringValues cookies) => string.Join("; ",
        from header in cookies
        from cookie in (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        // without the prefix it may come from anywhere
        where !cookie.StartsWith(Names, StringComparison.Ordinal)
        select cookie.StartsWith(Prefix + Names, StringComparison.Ordinal) ? cookie[Prefix.Length..] : cookie);

    private static StringValues Outgoing(StringValues cookies) => cookies
        .Select(cookie => cookie is not null && cookie.StartsWith(Names, StringComparison.Ordinal) ? Prefix + cookie : cookie)
        .ToArray();
}
