using System.Security.Cryptography;

namespace InventorySync.Web.Operation;

/// <summary>The number used once that lets the page's own inline blocks (the import map, styles of charts) run, and no others.</summary>
public sealed class PageNonce
{
    public string Value { get; private set; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    /// <summary>A page shown in the place of a bare status is drawn with services of its own, and still belongs to the answer whose header was promised.</summary>
    public static void GoOnIn(HttpContext context)
    {
        if (context.Features.Get<PageNonce>() is { } promised)
            context.RequestServices.GetRequiredService<PageNonce>().Value = promised.Value;
    }
}

/// <summary>Tells the browser on every answer what a page of the shop may do: run its own scripts, talk to its own server, and nothing else.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Permissions =
        "camera=(self), fullscreen=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self), "
        + "accelerometer=(), autoplay=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), serial=(), hid=()";

    public Task InvokeAsync(HttpContext context, PageNonce nonce)
    {
        context.Features.Set(nonce);
        // when the answer starts: an error page clears what was set before
        context.Response.OnStarting(() =>
        {
            Set(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    public static string Policy(string nonce) => string.Join("; ",
        "default-src 'self'",
        "base-uri 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        $"script-src 'self' 'nonce-{nonce}'",
        "script-src-attr 'none'",
        $"style-src-elem 'self' 'nonce-{nonce}'",
        // the UI kit places and sizes its parts by style attributes; they cannot run code
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'");

    private static void Set(HttpContext context, PageNonce nonce)
    {
        var headers = context.Response.Headers;
        // an endpoint that needs other rules (a download, the page to try the API) has set its own
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count > 0 ? headers.ContentSecurityPolicy : Policy(nonce.Value);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            headers.CacheControl = "no-store";
    }
}
