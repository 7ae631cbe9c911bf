using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Channels.WooCommerce;

/// <summary>The shop's address, and the key that was made there.</summary>
internal sealed record WooKey(Uri Shop, string Key, string Secret);

/// <summary>Knows WooCommerce's addresses, how a call is signed, and what its refusals mean.</summary>
internal sealed class WooClient(ChannelHttp http, WooKey key, TimeProvider clock)
{
    public const int MostAtOnce = 100;

    private const string Title = "WooCommerce";

    // Over https the key is sent as it is. Behind some proxies WordPress believes that it is called over http, and some servers swallow the header:
    // then the call is signed instead. Over http it is always signed.
    private readonly Signing[] _ways = key.Shop.Scheme == Uri.UriSchemeHttps ? [Signing.Basic, Signing.Https, Signing.Http] : [Signing.Http];
    private int _way;

    private enum Signing
    {
        Basic,
        Https,
        Http,
    }

    public async Task<(IReadOnlyList<T> Items, int? Total)> PageAsync<T>(string path, CancellationToken ct, params (string Name, string Value)[] query)
    {
        var reply = Good(await AskAsync(HttpMethod.Get, path, query, body: null, ct));
        return (Read<IReadOnlyList<T>>(reply), reply.Headers.TryGetValues("X-WP-Total", out var totals) && int.TryParse(totals.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null);
    }

    /// <summary>Null when there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken ct)
        where T : class
    {
        var reply = await AskAsync(HttpMethod.Get, path, [], body: null, ct);
        return IsMissing(reply) ? null : Read<T>(Good(reply));
    }

    /// <summary>The answers in the order of what was asked; null when what they belong to is gone.</summary>
    public async Task<IReadOnlyList<WooProduct>?> UpdateAsync(string path, IReadOnlyList<WooQuantity> items, CancellationToken ct)
    {
        var reply = await AskAsync(HttpMethod.Post, path, [], new WooBatch<WooQuantity>(items), ct);
        return IsMissing(reply) ? null : Read<WooBatch<WooProduct>>(Good(reply)).Update;
    }

    /// <summary>Changes nothing, but a key that may only read is refused.</summary>
    public async Task TryWritingAsync(CancellationToken ct) => Good(await AskAsync(HttpMethod.Post, "products/batch", [], new WooBatch<WooQuantity>([]), ct));

    public async Task PostAsync(string path, object body, CancellationToken ct) => Good(await AskAsync(HttpMethod.Post, path, [], body, ct));

    public async Task PutAsync(string path, object body, CancellationToken ct) => Good(await AskAsync(HttpMethod.Put, path, [], body, ct));

    private async Task<ChannelReply> AskAsync(HttpMethod method, string path, (string Name, string Value)[] query, object? body, CancellationToken ct)
    {
        while (true)
        {
            var reply = await OnceAsync(method, path, query, body, ct);
            if (reply.Status != HttpStatusCode.Unauthorized || ProblemOf(reply)?.Code != "woocommerce_rest_cannot_view" || _way == _ways.Length - 1)
                return reply;
            _way++;
        }
    }

    private async Task<ChannelReply> OnceAsync(HttpMethod method, string path, (string Name, string Value)[] query, object? body, CancellationToken ct)
    {
        var address = new Uri(key.Shop, $"wp-json/wc/v3/{path}");
        var way = _ways[_way];
        var asked = way == Signing.Basic ? query : Signed(method, address, query, way);
        var text = string.Join('&', asked.Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}"));
        using var request = new HttpRequestMessage(method, text.Length == 0 ? address : new Uri($"{address}?{text}"));
        if (way == Signing.Basic)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Key}:{key.Secret}")));
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: WooJson.Options);
        return await http.AskAsync(request, ct);
    }

    /// <summary>OAuth 1.0a with one leg: the query with what proves that we know the secret, which itself is not sent.</summary>
    private (string Name, string Value)[] Signed(HttpMethod method, Uri address, (string Name, string Value)[] query, Signing way)
    {
        (string Name, string Value)[] all =
        [
            .. query,
            ("oauth_consumer_key", key.Key),
            ("oauth_nonce", Text.RandomToken()),
            ("oauth_signature_method", "HMAC-SHA256"),
            ("oauth_timestamp", clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        var scheme = way == Signing.Https ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return [.. all, ("oauth_signature", WooSignature.Of(method.Method, $"{scheme}://{address.Authority}{address.AbsolutePath}", all, key.Secret))];
    }

    private ChannelReply Good(ChannelReply reply) => reply.IsSuccess ? reply : throw Explained(reply);

    private T Read<T>(ChannelReply reply) => IsJson(reply) ? http.Read<T>(reply.Body, WooJson.Options) : throw NoData();

    private ChannelException Explained(ChannelReply reply)
    {
        var problem = ProblemOf(reply);
        return (int)reply.Status switch
        {
            >= 300 and < 400 => new(ChannelFailure.Unavailable, new Sentence("The shop sends us on to {0}. Connect it again with that address.", reply.Headers.Location?.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) ?? "?")),
            404 when problem is null or { Code: "rest_no_route" } => new ChannelException(ChannelFailure.Unavailable, new Sentence("WooCommerce was not found at {0}. Check the address, and in WordPress under “Settings”, “Permalinks” choose anything but “Plain”.", key.Shop.ToString().TrimEnd('/'))).At("address"),
            401 when problem is { Message: { } message } => KeyRefused(WooJson.Plain(message)),
            403 when problem is null => new(ChannelFailure.Unavailable, "Something in front of the shop refuses our calls, such as a firewall or a plugin against robots. Ask who runs the website to let us through."),
            429 or 408 or >= 500 => problem is { Code: "woocommerce_rest_cannot_create_order_refund" } ? new(ChannelFailure.Rejected, Refusal(problem)) : http.Refused(reply),
            _ => problem is null ? http.Refused(reply) : new(reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? ChannelFailure.Unauthorized : ChannelFailure.Rejected, Refusal(problem)),
        };
    }

    // its own words tell whether the key or the secret is meant
    private static ChannelException KeyRefused(string message) =>
        new ChannelException(ChannelFailure.Unauthorized, new Sentence("{0} does not accept the key (“{1}”). Make a new one there with the right to read and write, and connect again.", Title, message)).At(
            message.Contains("secret", StringComparison.OrdinalIgnoreCase) || message.Contains("signature", StringComparison.OrdinalIgnoreCase) ? "secret" : "key",
            new Sentence("{0} does not accept the key any more (“{1}”): it was removed there, or changed. Make a new one with the right to read and write, and connect again.", Title, message));

    public static Sentence Refusal(WooProblem problem) => new("{0} refused it: {1}", Title, WooJson.Plain(problem.Message ?? problem.Code));

    private static ChannelException NoData() =>
        new(ChannelFailure.Unavailable, "The shop answered with a page for people instead of data. Perhaps it is under maintenance, or a plugin stands in between; it is tried again.");

    private static bool IsMissing(ChannelReply reply) =>
        reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone && ProblemOf(reply) is { Code: { } code } && code != "rest_no_route";

    private static bool IsJson(ChannelReply reply) => reply.Body.AsSpan().TrimStart() is { Length: > 0 } text && text[0] is '{' or '[';

    private static WooProblem? ProblemOf(ChannelReply reply)
    {
        if (!IsJson(reply))
            return null;
        try
        {
            return JsonSerializer.Deserialize<WooProblem>(reply.Body, WooJson.Options) is { Code: not null } problem ? problem : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal static class WooSignature
{
    /// <summary>Of a call by OAuth 1.0a with HMAC-SHA256 (RFC 5849, 3.4).</summary>
    public static string Of(string method, string address, IEnumerable<(string Name, string Value)> query, string secret)
    {
        var sorted = query.Select(q => (Name: Uri.EscapeDataString(q.Name), Value: Uri.EscapeDataString(q.Value))).OrderBy(q => q.Name, StringComparer.Ordinal).ThenBy(q => q.Value, StringComparer.Ordinal);
        var text = $"{method}&{Uri.EscapeDataString(address)}&{Uri.EscapeDataString(string.Join('&', sorted.Select(q => $"{q.Name}={q.Value}")))}";
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Uri.EscapeDataString(secret) + "&"), Encoding.ASCII.GetBytes(text)));
    }
}
