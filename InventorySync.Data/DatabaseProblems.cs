using System.Net.Sockets;
using InventorySync.Data.Common;
using InventorySync.Domain.Access;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace InventorySync.Data;

/// <summary>What somebody is about to do with the database.</summary>
public enum DatabaseUse
{
    /// <summary>Start the shop on it, and bring it up to date on the way.</summary>
    BringUpToDate,

    /// <summary>Start the shop on it as it is.</summary>
    AsItIs,

    /// <summary>Look at what an older or this version stored.</summary>
    Look,

    /// <summary>Make it, where it is missing, and bring it up to date.</summary>
    Migrate,
}

/// <summary>Looks at the database before the shop opens, and says what is wrong with it in words that help.</summary>
public static class DatabaseProblems
{
    private const string Setting = "Database:ConnectionString";

    /// <summary>Refuses a database that cannot be reached, does not exist, or belongs to a newer version.</summary>
    public static async Task RefuseUnusableAsync(this InventoryDatabase database, DatabaseUse use, CancellationToken ct = default)
    {
        try
        {
            if (use == DatabaseUse.Migrate && database.IsPostgres)
                await MakeIfMissingAsync(new PostgresServer(database.ConnectionString), ct);
            if (use != DatabaseUse.Migrate || database.IsPostgres)
                await using (await database.Connections.OpenConnectionAsync(ct)) { }
            await RefuseOtherVersionsAsync(database, use, ct);
        }
        catch (Exception e) when (Explain(e, database.ConnectionString) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>What a failure to reach or use the database means; null when it is none of the known ones.</summary>
    public static StartProblemException? Explain(Exception failure, string connectionString) => failure switch
    {
        StartProblemException known => known,
        PostgresException postgres => ExplainPostgres(postgres, new NpgsqlConnectionStringBuilder(connectionString)),
        NpgsqlException npgsql => Unreachable(ServerOf(new NpgsqlConnectionStringBuilder(connectionString)), npgsql),
        SqlException sql => ExplainSqlServer(sql, new SqlConnectionStringBuilder(connectionString)),
        SocketException or TimeoutException => Unreachable("the server", failure),
        _ => null,
    };

    /// <summary>Refuses a connection string with a mistake in it, without repeating the password.</summary>
    public static void RefuseMalformed(DatabaseProvider provider, string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new StartProblemException(
                $"The settings say Database:Provider = {provider}, but {Setting} is empty.",
                $"Enter the connection string of your server, for example {Example(provider)}, or set Database:Provider to Embedded.");
        }
        try
        {
            if (provider == DatabaseProvider.SqlServer)
                _ = new SqlConnectionStringBuilder(connectionString);
            else
                RefuseNoHost(new NpgsqlConnectionStringBuilder(connectionString));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StartProblemException($"The setting {Setting} cannot be understood: {Plain(e.Message)}.", $"It should look like {Example(provider)}.", e);
        }
    }

    private static string Plain(string complaint)
    {
        var sentence = complaint.Split(" (Parameter")[0].TrimEnd('.');
        return sentence.StartsWith("Couldn't set ", StringComparison.Ordinal) ? $"“{sentence["Couldn't set ".Length..]}” is not a part of it, or its value is not possible" : sentence;
    }

    private static void RefuseNoHost(NpgsqlConnectionStringBuilder connection)
    {
        if (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database))
            throw new ArgumentException(string.IsNullOrEmpty(connection.Host) ? "it names no server (Host=…)" : "it names no database (Database=…)");
    }

    private static async Task MakeIfMissingAsync(PostgresServer server, CancellationToken ct)
    {
        if (!await server.ExistsAsync(server.Database, ct))
            await server.CreateAsync(server.Database, ct);
    }

    private static async Task RefuseOtherVersionsAsync(InventoryDatabase database, DatabaseUse use, CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Start"));
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        if (applied.Except(known).ToList() is [_, ..] unknown)
        {
            throw new StartProblemException(
                $"The database was last used by a newer version of InventorySync: it contains changes that this version does not know ({string.Join(", ", unknown)}).",
                "Start that version or a later one. To go back to this version, restore a backup that was made with it.");
        }
        if (applied.Count == 0 && use is DatabaseUse.AsItIs or DatabaseUse.Look)
            throw new StartProblemException("The database is empty: no shop was ever kept in it.", $"Check its name in {Setting}; for a new shop, run InventorySync once with --migrate.");
        if (use == DatabaseUse.AsItIs && known.Except(applied).Any())
        {
            throw new StartProblemException(
                "The database was last used by an older version of InventorySync and must be brought up to date first.",
                "Make a backup (--backup), run InventorySync once with --migrate, then start it again; or set Database:MigrateAtStart to true.");
        }
    }

    private static StartProblemException? ExplainPostgres(PostgresException e, NpgsqlConnectionStringBuilder connection) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            WrongLogin(ServerOf(connection), connection.Username, e),
        PostgresErrorCodes.InvalidCatalogName => NoDatabase(ServerOf(connection), connection.Database, e),
        PostgresErrorCodes.InsufficientPrivilege => NotAllowed(ServerOf(connection), connection.Username, e),
        PostgresErrorCodes.TooManyConnections => new StartProblemException(
            $"The database server {ServerOf(connection)} takes no more connections.", "Stop other programs that use it, or raise max_connections there.", e),
        PostgresErrorCodes.CannotConnectNow => new StartProblemException(
            $"The database server {ServerOf(connection)} is starting or stopping.", "Try again in a minute.", e),
        PostgresErrorCodes.DiskFull => new StartProblemException(
            $"The disk of the database server {ServerOf(connection)} is full.", "Free some space there and try again: nothing that was saved is lost.", e),
        _ => null,
    };

    // https://learn.microsoft.com/sql/relational-databases/errors-events: 18456 login failed, 4060/911 no such database, 229/262 no permission
    private static StartProblemException? ExplainSqlServer(SqlException e, SqlConnectionStringBuilder connection) => e.Number switch
    {
        18456 or 18452 => WrongLogin(connection.DataSource, connection.UserID, e),
        4060 or 911 => NoDatabase(connection.DataSource, connection.InitialCatalog, e),
        229 or 262 => NotAllowed(connection.DataSource, connection.UserID, e),
        -2 or -1 or 0 or 2 or 53 or 258 or 1225 or 10060 or 10061 or 11001 => Unreachable(connection.DataSource, e),
        _ => null,
    };

    private static StartProblemException Unreachable(string server, Exception e) => new(
        $"The database server {server} cannot be reached ({Innermost(e)}).",
        $"Look whether it runs and whether a firewall stands between, and check the server and port in {Setting}.", e);

    private static StartProblemException WrongLogin(string server, string? user, Exception e) => new(
        $"The database server {server} does not accept the login “{user}” with the password in the settings.",
        $"Correct user and password in {Setting}.", e);

    private static StartProblemException NoDatabase(string server, string? database, Exception e) => new(
        $"There is no database “{database}” on the server {server}.",
        $"Correct the name in {Setting}; or, for a new shop, run InventorySync once with --migrate, which creates the database.", e);

    private static StartProblemException NotAllowed(string server, string? user, Exception e) => new(
        $"The login “{user}” may not do what InventorySync needs on the database server {server} ({e.Message}).",
        "Make it the owner of the shop's database; to create a database it also needs the right to do so (CREATEDB, dbcreator).", e);

    private static string ServerOf(NpgsqlConnectionStringBuilder connection) => connection.Host!.StartsWith('/') ? connection.Host : $"{connection.Host}:{connection.Port}";

    // SqlClient's innermost failure can be a "Success" of the operating system.
    private static string Innermost(Exception e) => (e is SqlException ? e.Message : e.GetBaseException().Message).ReplaceLineEndings(" ").TrimEnd('.');

    private static string Example(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer
        ? "“Server=db.example.com;Database=inventorysync;User ID=inventorysync;Password=…;Encrypt=True”"
        : "“Host=db.example.com;Database=inventorysync;Username=inventorysync;Password=…”";
}
