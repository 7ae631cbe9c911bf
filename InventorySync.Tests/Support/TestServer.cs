using InventorySync.Data;
using InventorySync.Data.Embedded;
using InventorySync.Domain.Access;
using Npgsql;

namespace InventorySync.Tests.Support;

/// <summary>One database server a test run: the embedded PostgreSQL without its safety on disk, or the server that the environment names.
/// Every test class gets a database of its own, cloned from a migrated template.</summary>
public static class TestServer
{
    public const string SqlServerVariable = "INVENTORYSYNC_TEST_SQLSERVER";

    private const string Template = "shop_template";

    private static readonly Lazy<Task<string>> Started = new(StartAsync);
    private static readonly SemaphoreSlim OneCloneAtATime = new(1);
    private static int _databases;

    /// <summary>The server's connection string, to a database that always exists.</summary>
    public static Task<string> ConnectionStringAsync() => Started.Value;

    public static DatabaseProvider Provider => SqlServer is null ? DatabaseProvider.Embedded : DatabaseProvider.SqlServer;

    private static string? SqlServer => Environment.GetEnvironmentVariable(SqlServerVariable) is { Length: > 0 } given ? given : null;

    /// <summary>A new database with the shop's tables and nothing in them; the answer is its connection string.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"shop_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        if (SqlServer is not null)
            return await NewSqlServerDatabaseAsync(server, name);

        // the template must be free of other connections while it is copied
        await OneCloneAtATime.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {Template} STRATEGY wal_log");
        }
        finally
        {
            OneCloneAtATime.Release();
        }

        return On(server, name);
    }

    /// <summary>A new database without any table.</summary>
    public static async Task<string> EmptyDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"empty_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return On(server, name);
    }

    public static async Task DropAsync(string connectionString)
    {
        if (SqlServer is not null)
            return;

        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
        await ExecuteAsync(await Started.Value, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<string> StartAsync()
    {
        if (SqlServer is { } given)
            return given;

        // whoever runs the tests does not wait for us at the end: the folder's watcher stops the server
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresSettings { DataFolder = RunFolder.New("server").FullName, Durable = false });
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {Template}");
        await using (var template = new InventoryDatabase(DatabaseProvider.PostgreSql, On(server.ConnectionString, Template), []))
            await template.MigrateAsync();
        return server.ConnectionString;
    }

    private static async Task<string> NewSqlServerDatabaseAsync(string server, string name)
    {
        var connectionString = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;
        await using var database = new InventoryDatabase(DatabaseProvider.SqlServer, connectionString, []);
        await database.MigrateAsync();
        return connectionString;
    }

    // no pooling for a template: an idle connection would stand in the way of the copy
    private static string On(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = database != Template }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
