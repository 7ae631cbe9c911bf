using System.Net;
using System.Net.Sockets;
using InventorySync.Data;
using InventorySync.Data.Embedded;
using InventorySync.Tests.Support;
using Npgsql;

namespace InventorySync.Tests.Embedded;

/// <summary>What keeps the server from starting is said in one paragraph with the remedy.</summary>
public sealed class EmbeddedPostgresRefusalTests
{
    [Fact]
    public async Task An_occupied_port_is_named_with_the_setting_that_changes_it()
    {
        using var data = new EmbeddedFolder();
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();

        var problem = await Refused(data.Settings with { Port = ((IPEndPoint)occupant.LocalEndpoint).Port });

        Assert.Contains("port is used by another program", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Database:Embedded:Port", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_server_for_this_platform_is_named_with_the_places_where_it_was_looked_for()
    {
        using var data = new EmbeddedFolder();

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => EmbeddedPostgres.StartAsync(data.Settings, "/nowhere/postgres"));

        Assert.Contains(ServerBinaries.Platform, problem.Problem, StringComparison.Ordinal);
        Assert.Contains("/nowhere/postgres", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_for_another_kind_of_machine_are_refused()
    {
        using var data = new EmbeddedFolder();
        var programs = Path.Combine(data.Home, "programs");
        Directory.CreateDirectory(Path.Combine(programs, "bin"));
        await File.WriteAllBytesAsync(Path.Combine(programs, "bin", "postgres"), [0x7f, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1, 0]);

        var problem = await Assert.ThrowsAsync<StartProblemException>(() => EmbeddedPostgres.StartAsync(data.Settings, programs));

        Assert.Contains("do not fit this system", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_newer_server_is_left_alone_and_both_versions_are_named()
    {
        using var data = new EmbeddedFolder();
        await using (await data.StartAsync()) { }
        await File.WriteAllTextAsync(Path.Combine(data.Cluster, "PG_VERSION"), "99\n");

        var problem = await Refused(data.Settings);

        Assert.Contains("made by another version of PostgreSQL", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("(99)", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("(18.", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("--backup", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_its_heart_is_not_replaced_by_an_empty_one()
    {
        using var data = new EmbeddedFolder();
        await using (await data.StartAsync()) { }
        File.Delete(Path.Combine(data.Cluster, "PG_VERSION"));

        var problem = await Refused(data.Settings);

        Assert.Contains("no whole database", problem.Problem, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(data.Cluster, "base")));
    }

    [Fact]
    public async Task Damaged_data_is_reported_with_the_servers_own_words_and_the_way_to_the_backup()
    {
        using var data = new EmbeddedFolder();
        await using (await data.StartAsync()) { }
        await File.WriteAllBytesAsync(Path.Combine(data.Cluster, "global", "pg_control"), new byte[8192]);

        var problem = await Refused(data.Settings);

        Assert.Contains("control file appears to be corrupt", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("--restore", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_named()
    {
        using var data = new EmbeddedFolder();
        await File.WriteAllTextAsync(data.Folder, "");

        var problem = await Refused(data.Settings);

        Assert.Contains(data.Folder, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_another_user_is_named_with_the_command_that_opens_it()
    {
        using var data = new EmbeddedFolder("theirs/postgres");
        var theirs = Directory.CreateDirectory(Path.Combine(data.Home, "theirs")).FullName;
        await EmbeddedPostgresPlacesTests.RunAsync("chmod", "500", theirs);

        // As root nothing is closed to us: another user has to try. Without root, we are that user ourselves.
        using var app = OwnProcess.Start(Environment.IsPrivilegedProcess ? "nobody" : null, OwnProcess.HoldPostgres, data.Folder, "");
        var said = await app.StandardOutput.ReadLineAsync();
        await app.WaitForExitAsync();
        await EmbeddedPostgresPlacesTests.RunAsync("chmod", "700", theirs);

        Assert.Equal(1, app.ExitCode);
        Assert.Contains($"The folder {data.Folder} cannot be read and written", said, StringComparison.Ordinal);
        Assert.Contains("sudo chown -R", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_does_not_exist_is_refused_when_root_starts_the_app()
    {
        using var data = new EmbeddedFolder();
        var settings = data.Settings with { RunAsUser = "no-such-user" };
        if (!Environment.IsPrivilegedProcess)
        {
            await using var ours = await EmbeddedPostgres.StartAsync(settings); // without root the server runs as we do, and the setting is not asked
            Assert.Equal(1, await EmbeddedFolder.AskAsync(ours, "SELECT 1"));
            return;
        }

        var problem = await Refused(settings);

        Assert.Contains("no-such-user", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Database:Embedded:RunAsUser", problem.Remedy, StringComparison.Ordinal);
    }

    private static Task<StartProblemException> Refused(EmbeddedPostgresSettings settings) =>
        Assert.ThrowsAsync<StartProblemException>(() => EmbeddedPostgres.StartAsync(settings));
}
