using System.Security.Cryptography;
using System.Text;
using InventorySync.Domain.Channels;

namespace InventorySync.Tests.Channels;

/// <summary>Calls from Shopify, signed by its published rule.</summary>
public sealed class ShopifyWebhooksTests : IAsyncLifetime
{
    private readonly ConnectorBench _bench = new(TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("X-Shopify-Hmac-SHA256", "{\"id\":1,\"name\":\"Grün 😀\",\"total\":\"9.90\"}", true)]
    [InlineData("Shopify-Hmac-Sha256", "{\"id\":1,\"name\":\"Grün 😀\",\"total\":\"9.90\"}", true)]
    [InlineData("x-shopify-hmac-sha256", "{\"id\":1,\"name\":\"Grün 😀\",\"total\":\"9.90\"}", true)]
    [InlineData("X-Shopify-Hmac-SHA256", "{\"id\":1,\"name\":\"Grün 😀\",\"total\":\"9.90\"}\n", false)]
    public void The_signature_is_over_the_bytes_as_they_came(string header, string body, bool valid)
    {
        var heard = Hear(new() { [header] = "NqaNYPg5nvVVp1aqc77PNnf1DSnw2GtR7Nqdqq/VZ9M=", ["X-Shopify-Topic"] = "orders/create" }, body);

        Assert.Equal(valid, heard is not null);
    }

    [Fact]
    public void No_signature_or_an_empty_secret_is_never_right()
    {
        Assert.Null(Hear(new() { ["X-Shopify-Topic"] = "orders/create" }, "{}"));
        Assert.Null(Hear(Signed("orders/create", "{}", ""), "{}", secret: ""));
    }

    [Theory]
    [InlineData("orders/create", """{"id":820982911946154508,"updated_at":"2026-11-21T10:00:00Z"}""", ChannelNewsKind.OrderChanged, "820982911946154508")]
    [InlineData("orders/cancelled", """{"id":5}""", ChannelNewsKind.OrderChanged, "5")]
    [InlineData("orders/delete", """{"id":5}""", ChannelNewsKind.OrderChanged, "5")]
    [InlineData("refunds/create", """{"id":890088186047892319,"order_id":5}""", ChannelNewsKind.OrderChanged, "5")]
    [InlineData("inventory_levels/update", """{"inventory_item_id":271878346596884015,"location_id":24826418,"available":null}""", ChannelNewsKind.GoodsChanged, "271878346596884015")]
    [InlineData("products/update", """{"id":788032119674292922}""", ChannelNewsKind.GoodsChanged, null)]
    [InlineData("app/uninstalled", """{"id":548380009}""", ChannelNewsKind.Disconnected, null)]
    public void A_call_says_what_changed(string topic, string body, ChannelNewsKind kind, string? subject)
    {
        var heard = Hear(Signed(topic, body), body);

        Assert.Equal((kind, subject), (heard!.Kind, heard.SubjectId));
    }

    [Fact]
    public void A_repetition_is_the_same_event_and_two_messages_of_one_event_are_two()
    {
        var first = Hear(Signed("orders/updated", """{"id":5}""", "hush", "e1"), """{"id":5}""");
        var again = Hear(Signed("orders/updated", """{"id":5}""", "hush", "e1"), """{"id":5}""");
        var other = Hear(Signed("orders/updated", """{"id":6}""", "hush", "e1"), """{"id":6}""");
        var later = Hear(Signed("orders/updated", """{"id":5}""", "hush", "e2"), """{"id":5}""");

        Assert.Equal(first!.EventId, again!.EventId);
        Assert.Equal(3, new[] { first, other!, later! }.Select(n => n.EventId).Distinct().Count());
    }

    private ChannelNews? Hear(Dictionary<string, string> headers, string body, string secret = "hush") =>
        _bench.Connector("shopify").Hear(_bench.Access(new() { ["secret"] = secret }), headers, Encoding.UTF8.GetBytes(body));

    private static Dictionary<string, string> Signed(string topic, string body, string secret = "hush", string? eventId = null) => new()
    {
        ["X-Shopify-Topic"] = topic,
        ["X-Shopify-Hmac-SHA256"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))),
        ["X-Shopify-Event-Id"] = eventId ?? "98880550-7158-44d4-b7cd-2c97c8a091b5",
    };
}
