using InventorySync.Data;
using InventorySync.Data.Embedded;

namespace InventorySync.Web;

/// <summary>The database of this process as the settings name it. The embedded server is started on the way and stopped with the app.</summary>
public sealed class ShopDatabase : IAsyncDisposable
{
    private const string Name = "inventorysync";

    private readonly EmbeddedPostgres? _server;

    private ShopDatabase(DatabaseProvider provider, string connectionString, EmbeddedPostgres? server)
    {
        Provider = provider;
        ConnectionString = connectionString;
        _server = server;
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>A server that somebody else runs.</summary>
    public static ShopDatabase At(DatabaseProvider provider, string connectionString) => new(provider, connectionString, server: null);

    public static async Task<ShopDatabase> FindAsync(IConfiguration configuration, CancellationToken ct = default)
    {
        var settings = DatabaseSettings.Read(configuration);
        if (settings.Provider != DatabaseProvider.Embedded)
        {
            DatabaseProblems.RefuseMalformed(settings.Provider, settings.ConnectionString);
            return At(settings.Provider, settings.ConnectionString!);
        }
        var ownFolder = settings.Embedded.DataFolder is { Length: > 0 } given ? given : Path.Combine(DataFolder.Of(configuration), "postgres");
        var server = await EmbeddedPostgres.StartAsync(settings.Embedded with { DataFolder = ownFolder }, ct: ct);
        try
        {
            return new ShopDatabase(settings.Provider, await server.DatabaseAsync(Name, ct), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public void TellTo(ILogger log) => _server?.TellTo(log);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
