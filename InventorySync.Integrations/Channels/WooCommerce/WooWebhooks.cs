using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Channels;

namespace InventorySync.Integrations.Channels.WooCommerce;

/// <summary>Calls from WooCommerce, and that they come.</summary>
internal static class WooWebhooks
{
    private static readonly string[] Topics = ["order.created", "order.updated", "order.deleted", "order.restored", "product.updated"];

    public static ChannelNews? Hear(string secret, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        var signature = ChannelSignatures.HeaderOf(headers, "X-WC-Webhook-Signature");
        // the first call after a webhook was made is not signed; it only wants to be answered
        if (signature is null && body.Length < 64 && Encoding.UTF8.GetString(body.Span) is var ping && ping.StartsWith("webhook_id=", StringComparison.Ordinal))
            return new ChannelNews($"ping:{ping}", ChannelNewsKind.Ping, null);
        if (!ChannelSignatures.IsSigned(secret, body.Span, signature))
            return null;

        var topic = ChannelSignatures.HeaderOf(headers, "X-WC-Webhook-Topic") ?? "";
        if (Read(body) is not { } about)
            return new ChannelNews(EventOf(body, topic), ChannelNewsKind.Ping, null);

        // what was put into the trash is told by its key alone: only the delivery tells two of those apart
        var eventId = EventOf(body, about.Modified ?? $"{topic}/{ChannelSignatures.HeaderOf(headers, "X-WC-Webhook-Delivery-ID")}");
        return topic.Split('.')[0] switch
        {
            "order" => new ChannelNews(eventId, ChannelNewsKind.OrderChanged, about.Subject),
            "product" => new ChannelNews(eventId, ChannelNewsKind.GoodsChanged, about.Subject),
            _ => new ChannelNews(eventId, ChannelNewsKind.Ping, null),
        };
    }

    /// <summary>Makes what is missing, and switches on again what WooCommerce switched off because we did not answer for a while.</summary>
    public static async Task<bool> SubscribeAsync(WooClient woo, string secret, Uri address, CancellationToken ct)
    {
        var ours = await OursAsync(woo, address, ct);
        foreach (var topic in Topics)
        {
            var there = ours.Where(w => w.Topic == topic).ToList();
            if (there.Count == 0)
                await woo.PostAsync("webhooks", new WooWebhookWanted($"InventorySync {topic}", topic, address.AbsoluteUri, secret), ct);
            foreach (var off in there.Where(w => w.Status != "active"))
                await woo.PutAsync(FormattableString.Invariant($"webhooks/{off.Id}"), new WooWebhookOn("active", secret), ct);
        }

        return true;
    }

    private static async Task<List<WooWebhook>> OursAsync(WooClient woo, Uri address, CancellationToken ct)
    {
        var ours = new List<WooWebhook>();
        for (var page = 1; ; page++)
        {
            var (webhooks, _) = await woo.PageAsync<WooWebhook>("webhooks", ct, ("per_page", "100"), ("page", FormattableString.Invariant($"{page}")), ("orderby", "id"), ("order", "asc"));
            ours.AddRange(webhooks.Where(w => w.DeliveryUrl == address.AbsoluteUri));
            if (webhooks.Count < WooClient.MostAtOnce)
                return ours;
        }
    }

    // the vendor's own delivery key is only the webhook and the second, so two events can share it
    private static string EventOf(ReadOnlyMemory<byte> body, string about) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(about), 0, .. body.Span]));

    private static (string Subject, string? Modified)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            if (read.RootElement.ValueKind != JsonValueKind.Object || !read.RootElement.TryGetProperty("id", out var id))
                return null;

            var isVariation = read.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "variation";
            var subject = isVariation && read.RootElement.TryGetProperty("parent_id", out var parent) ? $"{parent}:{id}" : id.ToString();
            return (subject, read.RootElement.TryGetProperty("date_modified_gmt", out var modified) ? modified.ToString() : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
