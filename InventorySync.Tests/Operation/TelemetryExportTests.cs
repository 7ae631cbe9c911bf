using InventorySync.Data;

namespace InventorySync.Tests.Operation;

public sealed class TelemetryExportTests : IAsyncLifetime
{
    private string _database = "";

    public async Task InitializeAsync() => _database = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync() => TestServer.DropAsync(_database);

    [Fact]
    public async Task A_collector_gets_metrics_and_traces_of_the_product_the_framework_and_the_database()
    {
        await using var collector = await ReceivingServer.StartAsync();
        await using (var site = await TestSite.StartAsync(_database, null, $"Telemetry:Otlp:Endpoint={collector.Address}", "Telemetry:MetricsEverySeconds=1", "Telemetry:Otlp:Headers=x-collector-key=abc"))
        {
            using var client = site.Client();
            using var page = await client.GetAsync("/invitation/canarytoken7713aBcDeFgHiJ?token=canarytoken7713aBcDeFgHiJ");
            await Eventually.TrueAsync(
                () => Holds(collector, "/v1/metrics", "inventorysync.health", "http.server.request.duration", "kestrel.active_connections"), "the metrics");
        }

        // what is left is sent when the node stops
        await Eventually.TrueAsync(() => Holds(collector, "/v1/traces", "http.request.method", "inventorysync"), "the traces");
        if (TestServer.Provider != DatabaseProvider.SqlServer)
            Assert.True(Holds(collector, "/v1/traces", "db.system"), "traces of the database driver");
        Assert.All(collector.Calls, call =>
        {
            Assert.Equal("POST", call.Method);
            Assert.Equal("application/x-protobuf", call.Headers["Content-Type"]);
            Assert.Equal("abc", call.Headers["x-collector-key"]);
            Assert.DoesNotContain("canarytoken", call.Body, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_sent_and_nothing_is_listened_to()
    {
        await using var site = await TestSite.StartAsync(_database);

        using var listened = Domain.Common.Telemetry.Begin("test");

        Assert.Equal("", listened.Source.Name);
    }

    [Fact]
    public async Task An_endpoint_that_is_no_address_is_refused_at_the_start()
    {
        var refused = await Assert.ThrowsAsync<StartProblemException>(() => TestSite.StartAsync(_database, null, "Telemetry:Otlp:Endpoint=collector"));

        Assert.Contains("collector", refused.Problem, StringComparison.Ordinal);
    }

    private static bool Holds(ReceivingServer collector, string path, params string[] words)
    {
        var sent = string.Concat(collector.Calls.Where(c => c.Path == path).Select(c => c.Body));
        return words.All(word => sent.Contains(word, StringComparison.Ordinal));
    }
}
