using System.Data.Common;
using InventorySync.Data.Access;
using InventorySync.Data.Catalog;
using InventorySync.Data.Common;
using InventorySync.Data.Jobs;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace InventorySync.Data;

/// <summary>The one database of this process: its connections, and contexts over them.</summary>
public sealed class InventoryDatabase : IAsyncDisposable
{
    private readonly DbContextOptions _options;

    public InventoryDatabase(DatabaseProvider provider, string connectionString, IEnumerable<IInterceptor> interceptors)
    {
        Provider = provider;
        ConnectionString = connectionString;
        var watchers = interceptors.ToArray();
        if (provider == DatabaseProvider.SqlServer)
        {
            Connections = SqlClientFactory.Instance.CreateDataSource(connectionString);
            _options = new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer(connectionString).AddInterceptors(watchers).Options;
        }
        else
        {
            // nobody leaves anything behind in a pooled connection, so that nothing needs to be cleared before the next use: it costs a fifth of a short question
            Connections = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });
            _options = new DbContextOptionsBuilder<PostgresInventoryDb>().UseInventoryPostgres(Connections).AddInterceptors(watchers).Options;
        }
    }

    public DatabaseProvider Provider { get; }

    /// <summary>With the password, for those who make databases beside this one.</summary>
    internal string ConnectionString { get; }

    /// <summary>For what goes past EF: jobs, notifications, bulk loads, backups.</summary>
    public DbDataSource Connections { get; }

    /// <summary>A connection that ends with its use, for what a session keeps: locks, settings, listening.</summary>
    public async Task<DbConnection> OpenOwnAsync(CancellationToken ct)
    {
        var connection = IsPostgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString)
            : Connections.CreateConnection();
        await connection.OpenAsync(ct);
        return connection;
    }

    public bool IsPostgres => Provider != DatabaseProvider.SqlServer;

    public InventoryDb Open(Actor actor)
    {
        InventoryDb db = IsPostgres
            ? new PostgresInventoryDb((DbContextOptions<PostgresInventoryDb>)_options)
            : new SqlServerInventoryDb((DbContextOptions<SqlServerInventoryDb>)_options);
        db.Actor = actor;
        return db;
    }

    /// <summary>Brings the database to this version: tables by migrations, then triggers and built-in roles, which follow the code anew each time.</summary>
    public async Task MigrateAsync(CancellationToken ct = default)
    {
        await using var db = Open(Actor.System("Migration"));
        await db.Database.MigrateAsync(ct);
        await Triggers.ApplyAsync(db, ct);
        await AlikeFunction.ApplyAsync(db, ct);
        await OutboxDialect.Of(this).PrepareAsync(db, ct);
        await QuartzTables.CreateAsync(db, ct);
        await RolesOfTheProduct.ApplyAsync(() => Open(Actor.System("Migration")), ct);
        if (Connections is NpgsqlDataSource postgres)
            await postgres.ReloadTypesAsync(ct);
    }

    /// <summary>Tables as an older version had them, for what that version stored.</summary>
    public async Task MigrateToAsync(string migration, CancellationToken ct)
    {
        await using var db = Open(Actor.System("Migration"));
        await db.GetService<IMigrator>().MigrateAsync(migration, ct);
        await QuartzTables.CreateAsync(db, ct);
    }

    public ValueTask DisposeAsync() => Connections.DisposeAsync();
}
