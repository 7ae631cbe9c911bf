using InventorySync.Data;
using InventorySync.Data.Embedded;

namespace InventorySync.Benchmarks;

/// <summary>A shop's database for a benchmark: the embedded server with everything a shop's server does for safety, migrated and empty.</summary>
public sealed class BenchmarkShop : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;

    private BenchmarkShop(EmbeddedPostgres server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<BenchmarkShop> StartAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresSettings { DataFolder = Path.Combine(options.Data, "postgres") }, ct: ct);
        try
        {
            var shop = new BenchmarkShop(server, await server.DatabaseAsync("benchmark", ct));
            await using var database = new InventoryDatabase(DatabaseProvider.PostgreSql, shop.ConnectionString, []);
            await database.MigrateAsync(ct);
            return shop;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
