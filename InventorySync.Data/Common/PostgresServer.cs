using System.Globalization;
using InventorySync.Data.Backup;
using Npgsql;

namespace InventorySync.Data.Common;

/// <summary>Makes, renames and drops whole databases on the server where the shop's database lives.</summary>
internal sealed class PostgresServer(string connectionString)
{
    private readonly NpgsqlConnectionStringBuilder _shop = new(connectionString);

    public string Database => _shop.Database!;

    public string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder(_shop.ConnectionString) { Database = database, Pooling = false }.ConnectionString;

    public async Task<bool> ExistsAsync(string database, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await PostgresCatalog.AskAsync(connection, $"SELECT 1 FROM pg_database WHERE datname = {Literal(database)}", ct) is not null;
    }

    /// <summary>An empty database; one of the same name that an interrupted run left behind is dropped.</summary>
    public async Task CreateAnewAsync(string database, CancellationToken ct)
    {
        await DropAsync(database, ct);
        await CreateAsync(database, ct);
    }

    public async Task CreateAsync(string database, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        try
        {
            await PostgresCatalog.AskAsync(connection, $"CREATE DATABASE {Quoted(database)} TEMPLATE template0", ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartProblemException(
                $"The login “{_shop.Username}” may not create a database, which is needed for a new shop, and to restore or prove a backup.",
                $"Let the administrator of the server run: ALTER ROLE {Quoted(_shop.Username!)} CREATEDB", e);
        }
    }

    public async Task DropAsync(string database, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await PostgresCatalog.AskAsync(connection, $"DROP DATABASE IF EXISTS {Quoted(database)} WITH (FORCE)", ct);
    }

    /// <summary>How many others are connected to the shop's database.</summary>
    public async Task<int> GuestsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var count = await PostgresCatalog.AskAsync(connection, $"SELECT count(*) FROM pg_stat_activity WHERE datname = {Literal(Database)} AND backend_type = 'client backend'", ct);
        return Convert.ToInt32(count, CultureInfo.InvariantCulture);
    }

    /// <summary>The shop's database steps aside and the other takes its name, both or neither.</summary>
    public async Task ReplaceAsync(string successor, string aside, CancellationToken ct)
    {
        await DropAsync(aside, ct);
        var hadOne = await ExistsAsync(Database, ct);
        await using var connection = await OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (hadOne)
            await PostgresCatalog.AskAsync(connection, $"ALTER DATABASE {Quoted(Database)} RENAME TO {Quoted(aside)}", ct);
        await PostgresCatalog.AskAsync(connection, $"ALTER DATABASE {Quoted(successor)} RENAME TO {Quoted(Database)}", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Held by one process at a time; null when another one has it. Given back when the connection closes.</summary>
    public async Task<NpgsqlConnection?> TryHoldAsync(string what, CancellationToken ct)
    {
        var connection = await OpenAsync(ct);
        if (await PostgresCatalog.AskAsync(connection, $"SELECT pg_try_advisory_lock(hashtextextended({Literal($"{Database} {what}")}, 0))", ct) is true)
            return connection;
        await connection.DisposeAsync();
        return null;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(ConnectionStringTo("postgres"));
        await connection.OpenAsync(ct);
        return connection;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
