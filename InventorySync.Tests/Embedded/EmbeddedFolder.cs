using System.Diagnostics;
using InventorySync.Data.Embedded;
using Npgsql;

namespace InventorySync.Tests.Embedded;

/// <summary>A data folder of its own for one test, and the usual deeds with the server in it.</summary>
internal sealed class EmbeddedFolder : IDisposable
{
    private readonly string _home = RunFolder.New("embedded").FullName;
    private readonly string _below;

    public EmbeddedFolder(string below = "postgres") => _below = below;

    public string Home => _home;

    public string Folder => Path.Combine(_home, _below);

    public string Cluster => Path.Combine(Folder, "cluster");

    public EmbeddedPostgresSettings Settings => new() { DataFolder = Folder, Durable = false, StartTimeout = TimeSpan.FromSeconds(60) };

    public Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Settings);

    public static async Task<object?> AskAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(Unpooled(postgres.ConnectionString));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>For after a crash: asks until the server answers again, for at most half a minute.</summary>
    public static async Task<object?> AskUntilAnsweredAsync(EmbeddedPostgres postgres, string sql)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await AskAsync(postgres, sql);
            }
            catch (NpgsqlException) when (tries < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    public static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    public void Dispose()
    {
        if (PostmasterPid.ReadAlive(Cluster) is { } left) // a test failed before its server was stopped
        {
            using var server = Process.GetProcessById(left.ProcessId);
            server.Kill(entireProcessTree: true);
        }
        Directory.Delete(_home, recursive: true);
    }
}
