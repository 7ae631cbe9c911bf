using System.Text;
using InventorySync.Domain.Channels;

namespace InventorySync.Tests.Channels;

/// <summary>Calls from WooCommerce, recorded with their signatures.</summary>
public sealed class WooWebhooksTests : IAsyncLifetime
{
    private readonly ConnectorBench _bench = new(TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public void Recorded_calls_are_known_by_their_signature_and_say_what_changed()
    {
        var heard = WooContract.Webhooks.Select(w => Hear(w.GetProperty("headers"), w.GetProperty("body").GetString()!)).ToList();

        Assert.Equal([ChannelNewsKind.Ping, ChannelNewsKind.GoodsChanged, ChannelNewsKind.OrderChanged, ChannelNewsKind.OrderChanged, ChannelNewsKind.GoodsChanged], heard.Select(n => n!.Kind));
        Assert.Equal([null, "21", "22", "22", "134"], heard.Select(n => n!.SubjectId));
    }

    [Fact]
    public void One_event_told_under_two_topics_is_one()
    {
        var orders = WooContract.Webhooks.Where(w => w.GetProperty("body").GetString()!.StartsWith("""{"id":22,""", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, orders.Count);
        Assert.Single(orders.Select(w => Hear(w.GetProperty("headers"), w.GetProperty("body").GetString()!)!.EventId).Distinct());
    }

    [Fact]
    public void A_changed_body_another_secret_or_no_signature_is_not_heard()
    {
        var order = WooContract.Webhooks.First(w => w.GetProperty("body").GetString()!.StartsWith("""{"id":22,""", StringComparison.Ordinal));
        var (headers, body) = (order.GetProperty("headers"), order.GetProperty("body").GetString()!);

        Assert.NotNull(Hear(headers, body));
        Assert.Null(Hear(headers, body.Replace("\"id\":22,", "\"id\":23,", StringComparison.Ordinal)));
        Assert.Null(Hear(headers, body.Replace("\\/", "/", StringComparison.Ordinal)));
        Assert.Null(Hear(headers, body, "another"));
        Assert.Null(Hear(headers, body, ""));
        Assert.Null(_bench.Connector("woocommerce").Hear(_bench.Access(new() { [ChannelAccess.OwnSecret] = "whsec-test" }), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)));
    }

    private ChannelNews? Hear(System.Text.Json.JsonElement headers, string body, string secret = "whsec-test") => _bench.Connector("woocommerce").Hear(
        _bench.Access(new() { [ChannelAccess.OwnSecret] = secret }),
        headers.EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!),
        Encoding.UTF8.GetBytes(body));
}
