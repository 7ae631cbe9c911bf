using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Channels;

/// <summary>A shop that speaks as WooCommerce does: recorded answers with other figures in them, and every call held against the contract.</summary>
public sealed class WooShop : IAsyncDisposable
{
    public const string Key = "ck_test";
    public const string Secret = "cs_test";

    private ReceivingServer _server = null!;

    public ConcurrentQueue<string> Faults { get; } = [];

    public List<JsonObject> Products { get; } = [];

    public Dictionary<long, List<JsonObject>> Variations { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    public Dictionary<long, List<JsonObject>> Refunds { get; } = [];

    public List<JsonObject> Webhooks { get; } = [];

    /// <summary>Whether the web server passes on the header with the key.</summary>
    public bool SwallowsTheKey { get; set; }

    /// <summary>Sets nothing, as WooCommerce does with fields it does not know.</summary>
    public bool IgnoresQuantities { get; set; }

    /// <summary>Stands in for the next answer.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    public Action<string>? Before { get; set; }

    public Uri Address => _server.Address;

    public ConcurrentQueue<ReceivedCall> Calls => _server.Calls;

    public static async Task<WooShop> StartAsync()
    {
        var shop = new WooShop { _server = await ReceivingServer.StartAsync() };
        shop._server.Answer = shop.AnswerAsync;
        return shop;
    }

    public static JsonObject Recorded(string label, params (string Name, JsonNode? Value)[] with)
    {
        var recorded = JsonNode.Parse(WooContract.Answer(label).GetRawText())!.AsObject();
        foreach (var (name, value) in with)
            recorded[name] = value;
        return JsonNode.Parse(recorded.ToJsonString())!.AsObject();
    }

    public JsonObject AddProduct(long id, string sku, int? stock, params (string Name, JsonNode? Value)[] with)
    {
        var product = Recorded("product get", [("id", id), ("sku", sku), ("stock_quantity", stock), ("manage_stock", stock is not null), .. with]);
        Products.Add(product);
        return product;
    }

    /// <summary>Https as a proxy in front of the shop makes it.</summary>
    public void BehindHttps(IServiceCollection services) =>
        services.AddHttpClient("woocommerce").ConfigurePrimaryHttpMessageHandler(() => new Proxy(_server.Address));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var body = _server.Calls.Last().Body;
        var path = http.Request.Path.Value!;
        foreach (var fault in WooContract.Faults(http.Request.Method, path, http.Request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())), body))
            Faults.Enqueue(fault);
        Before?.Invoke(path);
        if (Instead is { } instead && await instead(http))
            return;
        if (Refusal(http) is { } refusal)
            await WriteAsync(http, WooContract.Status(refusal), WooContract.Answer(refusal));
        else
            await AnswerAsync(http, path[(path.IndexOf("/wc/v3/", StringComparison.Ordinal) + 7)..].Split('/'), body);
    }

    private Task AnswerAsync(HttpContext http, string[] path, string body) => (http.Request.Method, path) switch
    {
        ("GET", ["products"]) => PageAsync(http, Products, "id"),
        ("GET", ["products", var id, "variations"]) => PageAsync(http, Variations[Number(id)], "id"),
        ("POST", ["products", "batch"]) => BatchAsync(http, Products, body),
        ("POST", ["products", var id, "variations", "batch"]) => Variations.TryGetValue(Number(id), out var variations) ? BatchAsync(http, variations, body) : WriteAsync(http, 404, WooContract.Answer("delete gone")),
        ("GET", ["orders"]) => PageAsync(http, [.. Orders.Where(o => string.CompareOrdinal((string)o["date_modified_gmt"]!, http.Request.Query["modified_after"]) > 0)], "date_modified_gmt"),
        ("GET", ["orders", var id]) => Orders.Find(o => (long)o["id"]! == Number(id)) is { } order ? WriteAsync(http, 200, order) : WriteAsync(http, 404, WooContract.Answer("delete gone")),
        ("GET", ["orders", var id, "refunds"]) => PageAsync(http, Refunds[Number(id)], "id"),
        ("GET", ["webhooks"]) => PageAsync(http, Webhooks, "id"),
        ("POST", ["webhooks"]) => KeepWebhookAsync(http, new JsonObject { ["id"] = Webhooks.Count + 1L, ["status"] = "active" }, body),
        ("PUT", ["webhooks", var id]) => KeepWebhookAsync(http, Webhooks.Single(w => (long)w["id"]! == Number(id)), body),
        _ => WriteAsync(http, 404, WooContract.Answer("unknown route")),
    };

    /// <summary>As WooCommerce judges: a key only over https, else a signature.</summary>
    private string? Refusal(HttpContext http)
    {
        var header = SwallowsTheKey ? "" : http.Request.Headers.Authorization.ToString();
        var isHttps = http.Request.Headers["X-Forwarded-Proto"] == "https";
        if (isHttps && header.StartsWith("Basic ", StringComparison.Ordinal))
        {
            var given = Encoding.UTF8.GetString(Convert.FromBase64String(header[6..]));
            return given == $"{Key}:{Secret}" ? null : "wrong secret";
        }

        if (!http.Request.Query.TryGetValue("oauth_signature", out var signature))
            return "no credentials";
        var host = isHttps ? "https://shop.test" : $"http://{http.Request.Host}";
        return signature == Signature(http.Request, host + http.Request.Path) ? null : "wrong secret";
    }

    // RFC 5849, 3.4.1, written down a second time
    private static string Signature(HttpRequest request, string address)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query.Where(q => q.Key != "oauth_signature"))
            parts[Uri.EscapeDataString(name)] = Uri.EscapeDataString(value.ToString());
        var all = string.Join("%26", parts.Select(p => Uri.EscapeDataString($"{p.Key}={p.Value}")));
        using var hash = new HMACSHA256(Encoding.UTF8.GetBytes($"{Secret}&"));
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes($"{request.Method}&{Uri.EscapeDataString(address)}&{all}")));
    }

    private static Task PageAsync(HttpContext http, List<JsonObject> all, string order)
    {
        var (page, most) = (int.TryParse(http.Request.Query["page"], out var p) ? p : 1, int.TryParse(http.Request.Query["per_page"], out var m) ? m : 10);
        http.Response.Headers["X-WP-Total"] = all.Count.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-WP-TotalPages"] = ((all.Count + most - 1) / most).ToString(CultureInfo.InvariantCulture);
        var sorted = order == "id" ? all.OrderBy(o => (long)o["id"]!) : all.OrderBy(o => (string)o[order]!, StringComparer.Ordinal).ThenBy(o => (long)o["id"]!);
        return WriteAsync(http, 200, new JsonArray([.. sorted.Skip((page - 1) * most).Take(most).Select(o => o.DeepClone())]));
    }

    private Task BatchAsync(HttpContext http, List<JsonObject> goods, string body)
    {
        var wanted = JsonNode.Parse(body)!["update"]!.AsArray();
        if (wanted.Count > 100)
            return WriteAsync(http, 413, WooContract.Answer("batch 101"));

        var told = new JsonArray();
        foreach (var item in wanted)
        {
            var there = goods.Find(g => (long)g["id"]! == (long)item!["id"]!);
            if (there is null)
            {
                var unknown = WooContract.Answer("products batch with failures").GetProperty("update")[1];
                told.Add(JsonNode.Parse(unknown.GetRawText().Replace("999999", item!["id"]!.ToString(), StringComparison.Ordinal)));
                continue;
            }

            if (!IgnoresQuantities)
                (there["manage_stock"], there["stock_quantity"]) = (item!["manage_stock"]?.DeepClone(), item["stock_quantity"]?.DeepClone());
            told.Add(there.DeepClone());
        }

        return WriteAsync(http, 200, wanted.Count == 0 ? new JsonArray() : new JsonObject { ["update"] = told });
    }

    private Task KeepWebhookAsync(HttpContext http, JsonObject webhook, string body)
    {
        foreach (var (name, value) in JsonNode.Parse(body)!.AsObject())
            webhook[name] = value?.DeepClone();
        if (!Webhooks.Contains(webhook))
            Webhooks.Add(webhook);
        // the secret is never told again
        var told = webhook.DeepClone().AsObject();
        told.Remove("secret");
        return WriteAsync(http, 201, told);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=UTF-8";
        await http.Response.WriteAsync(body is JsonElement element ? element.GetRawText() : JsonSerializer.Serialize(body));
    }

    private sealed class Proxy(Uri shop) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("https", request.RequestUri!.Scheme);
            request.RequestUri = new Uri($"{shop.Scheme}://{shop.Authority}{request.RequestUri.PathAndQuery}");
            request.Headers.Add("X-Forwarded-Proto", "https");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
