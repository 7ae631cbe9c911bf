using System.Globalization;
using InventorySync.Data.Embedded;
using InventorySync.Tests.Support;
using Npgsql;

namespace InventorySync.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly EmbeddedFolder _data = new();

    [Fact]
    public async Task The_first_start_makes_a_server_that_speaks_unicode_and_may_create_databases()
    {
        await using var postgres = await _data.StartAsync();

        Assert.Equal(ServerArrival.Started, postgres.Arrival);
        await EmbeddedFolder.AskAsync(postgres, "CREATE DATABASE shop");
        Assert.Equal("straße", await EmbeddedFolder.AskAsync(postgres, "SELECT lower('STRAßE')"));
        Assert.Equal("UTC", await EmbeddedFolder.AskAsync(postgres, "SHOW timezone"));
    }

    [Fact]
    public async Task Nobody_can_enter_without_the_password_or_from_another_machine()
    {
        await using var postgres = await _data.StartAsync();

        var stranger = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guessed", Pooling = false };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal(OperatingSystem.IsWindows() ? "127.0.0.1" : "", await EmbeddedFolder.AskAsync(postgres, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_stored()
    {
        int? firstServer;
        await using (var first = await _data.StartAsync())
        {
            firstServer = first.ProcessId;
            await EmbeddedFolder.AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS n");
        }
        Assert.Null(PostmasterPid.ReadAlive(_data.Cluster));

        await using var second = await _data.StartAsync();

        Assert.Equal(ServerArrival.Started, second.Arrival);
        Assert.NotEqual(firstServer, second.ProcessId);
        Assert.Equal(42, await EmbeddedFolder.AskAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Two_apps_on_one_folder_share_the_server_and_the_last_one_to_leave_stops_it()
    {
        var first = await _data.StartAsync();
        await using var second = await _data.StartAsync();

        Assert.Equal(ServerArrival.Joined, second.Arrival);
        Assert.Equal(first.ProcessId, second.ProcessId);

        await first.DisposeAsync();
        Assert.Equal(1, await EmbeddedFolder.AskAsync(second, "SELECT 1"));

        await second.DisposeAsync();
        Assert.Null(PostmasterPid.ReadAlive(_data.Cluster));
    }

    [Fact]
    public async Task Apps_that_start_at_the_same_moment_on_a_fresh_folder_get_one_server()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_data.StartAsync)));

        Assert.Single(apps.Select(a => a.ProcessId).Distinct());
        Assert.Single(apps, a => a.Arrival == ServerArrival.Started);

        await Task.WhenAll(apps.Select(a => a.DisposeAsync().AsTask()));
        Assert.Null(PostmasterPid.ReadAlive(_data.Cluster));
    }

    [Fact]
    public async Task The_server_of_a_killed_app_is_adopted()
    {
        using var app = OwnProcess.Start(null, OwnProcess.HoldPostgres, _data.Folder, "");
        Assert.Equal("Started", await app.StandardOutput.ReadLineAsync());
        var server = PostmasterPid.ReadAlive(_data.Cluster);
        app.Kill();
        await app.WaitForExitAsync();

        await using var next = await _data.StartAsync();

        Assert.Equal(ServerArrival.Adopted, next.Arrival);
        Assert.Equal(server!.ProcessId, next.ProcessId);
        Assert.Equal(1, await EmbeddedFolder.AskAsync(next, "SELECT 1"));
    }

    [Fact]
    public async Task The_server_of_a_killed_app_is_started_anew_when_the_settings_have_changed()
    {
        using var app = OwnProcess.Start(null, OwnProcess.HoldPostgres, _data.Folder, "");
        Assert.Equal("Started", await app.StandardOutput.ReadLineAsync());
        app.Kill();
        await app.WaitForExitAsync();

        await using var next = await EmbeddedPostgres.StartAsync(_data.Settings with { MaxConnections = 33, Parameters = new() { ["log_line_prefix"] = @"it's a \ test " } });

        Assert.Equal(ServerArrival.Started, next.Arrival);
        Assert.Equal("33", await EmbeddedFolder.AskAsync(next, "SHOW max_connections"));
        Assert.Equal(@"it's a \ test ", await EmbeddedFolder.AskAsync(next, "SHOW log_line_prefix"));
    }

    [Fact]
    public async Task An_app_whose_companion_is_killed_works_on_and_stops_the_server_at_the_end()
    {
        using var companion = OwnProcess.Start(null, OwnProcess.HoldPostgres, _data.Folder, "");
        Assert.Equal("Started", await companion.StandardOutput.ReadLineAsync());
        await using var app = await _data.StartAsync();
        Assert.Equal(ServerArrival.Joined, app.Arrival);
        companion.Kill();
        await companion.WaitForExitAsync();

        Assert.Equal(1, await EmbeddedFolder.AskAsync(app, "SELECT 1"));
        await app.DisposeAsync();
        Assert.Null(PostmasterPid.ReadAlive(_data.Cluster));
    }

    [Fact]
    public async Task A_server_that_is_killed_under_a_running_app_comes_back_by_itself_with_all_that_was_saved()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(_data.Settings with { Durable = true });
        await EmbeddedFolder.AskAsync(postgres, "CREATE TABLE kept AS SELECT 42 AS n");
        var address = postgres.ConnectionString;

        await EmbeddedFolder.KillAsync(postgres.ProcessId!.Value);

        Assert.Equal(42, await EmbeddedFolder.AskUntilAnsweredAsync(postgres, "SELECT n FROM kept"));
        Assert.Equal(address, postgres.ConnectionString);
    }

    [Fact]
    public async Task A_start_after_app_and_server_were_killed_recovers_what_was_saved()
    {
        using var app = OwnProcess.Start(null, OwnProcess.HoldPostgres, _data.Folder, "");
        Assert.Equal("Started", await app.StandardOutput.ReadLineAsync());
        await using (var visitor = await _data.StartAsync())
            await EmbeddedFolder.AskAsync(visitor, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS n"); // as in a shop, where it is always on
        app.Kill();
        await app.WaitForExitAsync();
        await EmbeddedFolder.KillAsync(PostmasterPid.ReadAlive(_data.Cluster)!.ProcessId);

        await using var next = await _data.StartAsync();

        Assert.Equal(ServerArrival.Started, next.Arrival);
        Assert.Equal(42, await EmbeddedFolder.AskAsync(next, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_is_made_anew()
    {
        var half = Path.Combine(_data.Folder, "cluster.new");
        Directory.CreateDirectory(Path.Combine(half, "base"));
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "18");

        await using var postgres = await _data.StartAsync();

        Assert.Equal(1, await EmbeddedFolder.AskAsync(postgres, "SELECT 1"));
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task Lock_files_with_the_number_of_another_living_process_do_not_keep_it_from_starting()
    {
        await using (var first = await _data.StartAsync())
            await EmbeddedFolder.AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS n");
        var us = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var socket = Path.Combine(_data.Folder, "socket");
        await File.WriteAllTextAsync(Path.Combine(_data.Cluster, "postmaster.pid"), $"{us}\n{_data.Cluster}\n1700000000\n5432\n{socket}\n\n  1234567         7\nready   \n");
        await File.WriteAllTextAsync(Path.Combine(socket, ".s.PGSQL.5432.lock"), $"{us}\n{_data.Cluster}\n1700000000\n5432\n{socket}\n");
        await File.WriteAllTextAsync(Path.Combine(socket, ".s.PGSQL.5432"), "");

        await using var second = await _data.StartAsync();

        Assert.Equal(42, await EmbeddedFolder.AskAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_lock_file_that_a_full_disk_left_empty_does_not_keep_it_from_starting()
    {
        await using (await _data.StartAsync()) { }
        await File.WriteAllTextAsync(Path.Combine(_data.Cluster, "postmaster.pid"), "");

        await using var second = await _data.StartAsync();

        Assert.Equal(1, await EmbeddedFolder.AskAsync(second, "SELECT 1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not the password")]
    public async Task A_lost_or_changed_password_file_is_replaced(string? left)
    {
        await using (var first = await _data.StartAsync())
            await EmbeddedFolder.AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS n");
        var file = Path.Combine(_data.Folder, "password");
        File.Delete(file);
        if (left is not null)
            await File.WriteAllTextAsync(file, left);

        await using var second = await _data.StartAsync();

        Assert.Equal(42, await EmbeddedFolder.AskAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_fixed_port_is_open_on_this_machine_only()
    {
        var port = FreePort();

        await using var postgres = await EmbeddedPostgres.StartAsync(_data.Settings with { Port = port });

        Assert.Equal("127.0.0.1", await EmbeddedFolder.AskAsync(postgres, "SHOW listen_addresses"));
        await using var byPort = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Host = "127.0.0.1", Port = port, Pooling = false }.ConnectionString);
        await byPort.OpenAsync();
        Assert.Equal(System.Data.ConnectionState.Open, byPort.State);
    }

    internal static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => _data.Dispose();
}
