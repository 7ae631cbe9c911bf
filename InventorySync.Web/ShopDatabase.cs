using InventorySync.Data;
using InventorySync.Data.Embedded;

namespace InventorySync.Web;

/// <summary>The database of this process as the settings name it. The embedded server is started on the way and stopped with the app.</summary>
public sealed class ShopDatabase : IAsyncDisposable
{
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
        var settings = configuration.GetSection(DatabaseSettings.Section).Get<DatabaseSettings>() ?? new DatabaseSettings();
        if (settings.Provider != DatabaseProvider.Embedded)
            return At(settings.Provider, settings.ConnectionString ?? "");

        var server = await EmbeddedPostgres.StartAsync(configuration.GetSection("Database:Embedded").Get<EmbeddedPostgresSettings>() ?? new(), ct: ct);
        return new ShopDatabase(settings.Provider, server.ConnectionString, server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
