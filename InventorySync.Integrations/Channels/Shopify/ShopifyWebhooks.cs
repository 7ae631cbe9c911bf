using System.Security.Cryptography;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>Calls from Shopify, and that they come.</summary>
internal static class ShopifyWebhooks
{
    // of orders nothing is wanted but which one: customers' names need not lie in our inbox too
    private static readonly (string Topic, string[]? Fields)[] Topics =
    [
        ("ORDERS_CREATE", ["id", "updated_at"]),
        ("ORDERS_UPDATED", ["id", "updated_at"]),
        ("ORDERS_CANCELLED", ["id", "updated_at"]),
        ("ORDERS_DELETE", null),
        ("REFUNDS_CREATE", ["id", "order_id"]),
        ("PRODUCTS_UPDATE", ["id", "updated_at"]),
        ("INVENTORY_LEVELS_UPDATE", null),
        ("APP_UNINSTALLED", ["id"]),
    ];

    public static ChannelNews? Hear(string secret, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        // newer deliveries leave the X- out
        string? Header(string name) => ChannelSignatures.HeaderOf(headers, $"X-Shopify-{name}", $"Shopify-{name}");

        if (!ChannelSignatures.IsSigned(secret, body.Span, Header("Hmac-SHA256")))
            return null;

        var topic = Header("Topic") ?? "";
        var (kind, subject) = About(topic, body);
        // one thing that a person does there can bring several messages under one event
        var eventId = Header("Event-Id") is { } id ? $"{id}/{topic}/{subject}" : Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return new ChannelNews(eventId, kind, subject);
    }

    /// <summary>Makes what is missing: what did not answer eight times in a row, Shopify removes.</summary>
    public static async Task<bool> SubscribeAsync(ShopifyClient shopify, Uri address, CancellationToken ct)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            return false;

        var there = new HashSet<string>();
        await foreach (var webhook in shopify.AllAsync<WebhooksAnswer, ShopWebhook>(ShopifyQueries.Webhooks, after => new { Uri = address.AbsoluteUri, After = after }, a => a.WebhookSubscriptions, ct))
            there.Add(webhook.Topic);
        foreach (var (topic, fields) in Topics.Where(t => !there.Contains(t.Topic)))
        {
            var answer = await shopify.AskAsync<SubscribeAnswer>(ShopifyQueries.Subscribe, new { Topic = topic, Webhook = new WebhookInput(address.AbsoluteUri, "JSON", fields) }, ct);
            if (answer.WebhookSubscriptionCreate?.UserErrors is [var error, ..])
                throw new ChannelException(ChannelFailure.Rejected, new Sentence("{0} refused it: {1}", "Shopify", error.Message));
        }

        return true;
    }

    private static (ChannelNewsKind Kind, string? Subject) About(string topic, ReadOnlyMemory<byte> body) => topic switch
    {
        "app/uninstalled" => (ChannelNewsKind.Disconnected, null),
        "refunds/create" => (ChannelNewsKind.OrderChanged, Property(body, "order_id")),
        "inventory_levels/update" => (ChannelNewsKind.GoodsChanged, Property(body, "inventory_item_id")),
        _ when topic.StartsWith("orders/", StringComparison.Ordinal) => (ChannelNewsKind.OrderChanged, Property(body, "id")),
        _ when topic.StartsWith("products/", StringComparison.Ordinal) => (ChannelNewsKind.GoodsChanged, null),
        _ => (ChannelNewsKind.Ping, null),
    };

    private static string? Property(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
