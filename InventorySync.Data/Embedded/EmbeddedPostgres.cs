using System.Net;
using System.Net.Sockets;
using InventorySync.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace InventorySync.Data.Embedded;

/// <summary>How this process came to its database server.</summary>
public enum ServerArrival
{
    /// <summary>It started the server.</summary>
    Started,

    /// <summary>The server of a killed process was still running.</summary>
    Adopted,

    /// <summary>Another process uses the server too.</summary>
    Joined,
}

/// <summary>
/// A private PostgreSQL server with its files in the data folder. Any number of processes may use it: the first one starts it,
/// the last one to leave stops it, and whoever sees it dead starts it again.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly EmbeddedPostgresSettings _settings;
    private ILogger _log = NullLogger.Instance;
    private readonly ClusterFolder _folder;
    private readonly CancellationTokenSource _leaving = new();
    private ServerProcess? _server;
    private FolderLock? _presence;
    private string? _capability;
    private Task _watch = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresSettings settings)
    {
        _settings = settings;
        _folder = ClusterFolder.Open(settings.DataFolder);
    }

    /// <summary>Leads to the database <c>postgres</c>, as a user who may create databases. Stays the same as long as this process lives.</summary>
    public string ConnectionString { get; private set; } = "";

    public ServerArrival Arrival { get; private set; }

    /// <summary>The running server's process, or null while it is down.</summary>
    public int? ProcessId => PostmasterPid.ReadAlive(_folder.Cluster)?.ProcessId;

    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresSettings settings, string? programFolder = null, CancellationToken ct = default)
    {
        EmbeddedPostgres? postgres = null;
        try
        {
            postgres = new EmbeddedPostgres(settings);
            await postgres.EnterAsync(ServerBinaries.Find(programFolder ?? settings.ProgramFolder), ct);
            return postgres;
        }
        catch (Exception e)
        {
            if (postgres is not null)
                await postgres.DisposeAsync();
            if (InPlainWords(e, Path.GetFullPath(settings.DataFolder)) is { } problem)
                throw problem;
            throw;
        }
    }

    /// <summary>The process of the server that works in this folder, whoever started it; null when none does.</summary>
    public static int? RunningIn(string dataFolder) => PostmasterPid.ReadAlive(Path.Combine(Path.GetFullPath(dataFolder), "cluster"))?.ProcessId;

    /// <summary>Where deaths and returns of the server are told from now on: the server is there before the app's log is.</summary>
    public void TellTo(ILogger log)
    {
        _log = log;
        log.LogInformation("Embedded database server: {Arrival}, process {ProcessId}, data in {Folder}", Arrival, ProcessId, _folder.Root);
        if (_capability is not null)
            log.LogInformation("The database server may pass folders that are closed to its user ({Capability}), because {Folder} lies in one", _capability, _folder.Root);
    }

    /// <summary>The connection string of a database on this server, which is made where it is missing.</summary>
    public async Task<string> DatabaseAsync(string name, CancellationToken ct = default)
    {
        var server = new PostgresServer(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString);
        using (await FolderLock.WaitAloneAsync(_folder.Door, _settings.StartTimeout, ct))
        {
            if (!await server.ExistsAsync(name, ct))
                await server.CreateAsync(name, ct);
        }
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    private static StartProblemException? InPlainWords(Exception e, string folder) => e switch
    {
        IOException or UnauthorizedAccessException => ServerWords.ExplainFolder(e, folder),
        NpgsqlException => ServerWords.Explain("The embedded database runs, but does not let InventorySync in.", e.Message, folder, e),
        _ => null,
    };

    private async Task EnterAsync(ServerBinaries binaries, CancellationToken ct)
    {
        using var door = await FolderLock.WaitAloneAsync(_folder.Door, _settings.StartTimeout, ct) ?? throw DoorStaysShut();
        var alone = IsAlone();
        _presence = await FolderLock.WaitSharedAsync(_folder.Users, _settings.StartTimeout, ct) ?? throw DoorStaysShut();

        var runAs = await RunAs.ChooseAsync(_folder.Root, _folder.Cluster, _settings.RunAsUser, ct);
        _capability = runAs.Capability;
        _server = new ServerProcess(_folder, await binaries.MakeRunnableAsync(_folder, runAs, ct), runAs, _settings);
        Arrival = await EnsureRunningAsync(_server, alone, ct);
        await EnsurePasswordAsync(_server, alone, ct);
        await runAs.ReturnToOwnerAsync(_folder.Root, ct);

        AppDomain.CurrentDomain.ProcessExit += LeaveInHaste;
        _watch = WatchAsync(_server, _leaving.Token);
    }

    private StartProblemException DoorStaysShut() => new(
        $"Another InventorySync has been starting or stopping on the data folder {_folder.Root} for {_settings.StartTimeout.TotalSeconds:0} seconds.",
        "Look whether it still runs, end it if it hangs, and start again.");

    private bool IsAlone()
    {
        using var everybody = FolderLock.TryAlone(_folder.Users);
        return everybody is not null;
    }

    private async Task<ServerArrival> EnsureRunningAsync(ServerProcess server, bool alone, CancellationToken ct)
    {
        if (!_folder.HasCluster)
            await server.MakeClusterAsync(ct);
        var running = PostmasterPid.ReadAlive(_folder.Cluster);
        var configuration = ServerConfiguration.Write(_settings, _folder.SocketFolder, ChoosePort(running));
        if (running is not null && (!alone || (running.IsReady && _folder.Password is not null && server.IsConfiguredAs(configuration))))
        {
            Connect(running.Port);
            return alone ? ServerArrival.Adopted : ServerArrival.Joined;
        }
        if (running is not null)
            await server.StopAsync(ct); // left over from a killed process, and not as the settings want it
        if (_folder.Password is null)
            await server.RenewPasswordAsync(ct);
        _folder.ClearSockets();
        await server.StartAsync(configuration, ct);
        Connect(PostmasterPid.Read(_folder.Cluster)!.Port);
        return ServerArrival.Started;
    }

    private int ChoosePort(PostmasterPid? running)
    {
        if (_settings.Port != 0)
            return _settings.Port;
        if (_folder.SocketFolder is not null)
            return 5432; // a part of the socket's name only
        if (running is not null)
            return running.Port;
        if (_folder.LastPort is { } last && IsFree(last))
            return last;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        _folder.LastPort = port;
        return port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Connect(int port) => ConnectionString = new NpgsqlConnectionStringBuilder
    {
        Host = _folder.SocketFolder ?? "127.0.0.1",
        Port = port,
        Username = ServerProcess.UserName,
        Password = _folder.Password,
        Database = "postgres",
        MaxPoolSize = Math.Clamp(_settings.MaxConnections / 2 - 5, 5, 100),
    }.ConnectionString;

    private async Task EnsurePasswordAsync(ServerProcess server, bool alone, CancellationToken ct)
    {
        try
        {
            await TryConnectAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification && alone)
        {
            await server.RenewPasswordAsync(ct);
            Arrival = await EnsureRunningAsync(server, alone, ct);
            await TryConnectAsync(ct);
        }
    }

    private async Task TryConnectAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
    }

    private async Task WatchAsync(ServerProcess server, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(Heartbeat);
        try
        {
            while (await beat.WaitForNextTickAsync(ct))
            {
                if (PostmasterPid.ReadAlive(_folder.Cluster) is null)
                    await StartAgainAsync(server, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // this process is leaving
        }
    }

    private async Task StartAgainAsync(ServerProcess server, CancellationToken ct)
    {
        using var door = FolderLock.TryAlone(_folder.Door);
        if (door is null)
            return; // somebody else is at it
        try
        {
            _log.LogWarning("The database server has died; it is started again");
            await EnsureRunningAsync(server, alone: false, ct);
            _log.LogInformation("The database server runs again");
        }
        catch (Exception e) when (e is StartProblemException or IOException or UnauthorizedAccessException)
        {
            _log.LogError("The database server cannot be started again, and is tried further: {Reason}", e.Message);
            await Task.Delay(TimeSpan.FromSeconds(4), ct);
        }
    }

    // The process ends without having said goodbye (an unhandled error, Environment.Exit).
    private void LeaveInHaste(object? sender, EventArgs e)
    {
        _presence?.Dispose();
        if (IsAlone())
            _server?.AskToStop();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= LeaveInHaste;
        if (_presence is null)
            return;
        await _leaving.CancelAsync();
        await _watch;
        using (var door = await FolderLock.WaitAloneAsync(_folder.Door, TimeSpan.FromSeconds(30), CancellationToken.None))
        {
            _presence.Dispose();
            _presence = null;
            if (door is not null && _server is not null && IsAlone())
                await _server.StopAsync(CancellationToken.None);
        }
        _leaving.Dispose();
    }
}
