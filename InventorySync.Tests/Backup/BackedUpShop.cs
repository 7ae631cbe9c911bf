using InventorySync.Data;
using InventorySync.Data.Backup;
using Npgsql;

namespace InventorySync.Tests.Backup;

/// <summary>A shop's database, its folders, and the services that back it up. Connections are not pooled: a restore wants the database for itself.</summary>
public sealed class BackedUpShop : IAsyncDisposable
{
    private readonly DirectoryInfo _home = RunFolder.New("backup");

    private BackedUpShop(string connectionString)
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        Database = new InventoryDatabase(DatabaseProvider.PostgreSql, ConnectionString, []);
        Folders = new ShopFolders(new DataFolder(_home.FullName));
        Backups = new Backups(Database, Folders, Clock);
        Restoring = new Restoring(Database, Folders);
    }

    public string ConnectionString { get; }

    public string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    public InventoryDatabase Database { get; }

    public ShopFolders Folders { get; }

    public Backups Backups { get; }

    public Restoring Restoring { get; }

    public StoppedClock Clock { get; } = new();

    public string File => Path.Combine(_home.FullName, "shop.zip");

    public static async Task<BackedUpShop> NewAsync() => new(await TestServer.NewDatabaseAsync());

    /// <summary>The same folders and database as somebody with less rights sees them.</summary>
    public BackedUpShop As(string user, string password) =>
        new(new NpgsqlConnectionStringBuilder(ConnectionString) { Username = user, Password = password }.ConnectionString);

    public void WriteUpload(string name, string content)
    {
        var path = Path.Combine(Folders.All[0].Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
    }

    public string? ReadUpload(string name) => Path.Combine(Folders.All[0].Path, name) is var path && System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;

    public Task<SortedDictionary<string, string>> PictureAsync() => FilledShop.PictureAsync(ConnectionString);

    public async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Databases on the server that belong to this shop, besides its own.</summary>
    public async Task<string> DatabasesBesideAsync() => (string)(await AskAsync($"SELECT coalesce(string_agg(datname, ' '), '') FROM pg_database WHERE datname LIKE '{Name}\\_%'"))!;

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await TestServer.DropAsync(ConnectionString);
        await TestServer.DropAsync(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = Name + Restoring.AsideSuffix }.ConnectionString);
        _home.Delete(recursive: true);
    }
}
