using System.Diagnostics;
using InventorySync.Data.Embedded;

namespace InventorySync.Tests.Embedded;

/// <summary>Where the data and the programs may lie.</summary>
public sealed class EmbeddedPostgresPlacesTests
{
    [Fact]
    public async Task A_path_too_long_for_a_socket_with_spaces_and_umlauts_works()
    {
        using var data = new EmbeddedFolder($"Geschäft Müller's/{new string('x', 120)}/{new string('y', 60)}/postgres");

        string socket;
        await using (var postgres = await data.StartAsync())
        {
            await using var second = await data.StartAsync();
            Assert.Equal(postgres.ProcessId, second.ProcessId);
            Assert.Equal(1, await EmbeddedFolder.AskAsync(second, "SELECT 1"));
            socket = (string)(await EmbeddedFolder.AskAsync(postgres, "SHOW unix_socket_directories"))!;
            Assert.True(System.Text.Encoding.UTF8.GetByteCount(socket) <= 88, socket);
        }
        Directory.Delete(socket);

        await using var again = await data.StartAsync(); // the system empties its folder for temporary files now and then
        Assert.Equal(1, await EmbeddedFolder.AskAsync(again, "SELECT 1"));
        Directory.Delete(socket, recursive: true);
    }

    [Fact]
    public async Task Programs_that_lost_their_links_and_rights_in_a_read_only_place_are_copied_into_the_data_folder_once()
    {
        using var data = new EmbeddedFolder();
        var programs = Path.Combine(data.Home, "closed", "programs");
        await RunAsync("cp", "-rP", "--no-preserve=mode", ServerBinaries.Find(null).Folder, Directory.CreateDirectory(Path.Combine(data.Home, "closed")).FullName);
        Directory.Move(Path.Combine(data.Home, "closed", "native"), programs);
        foreach (var link in Directory.EnumerateFiles(Path.Combine(programs, "lib")).Where(f => new FileInfo(f).LinkTarget is not null))
            File.Delete(link);
        // As root the folder is closed to the user who runs the server; as an ordinary user it is read-only.
        await RunAsync("chmod", "-R", Environment.IsPrivilegedProcess ? "go=" : "a-w,a-x+X", Path.Combine(data.Home, "closed"));

        await using (var first = await EmbeddedPostgres.StartAsync(data.Settings, programs))
            Assert.Equal(1, await EmbeddedFolder.AskAsync(first, "SELECT 1"));
        var copy = Assert.Single(Directory.GetDirectories(data.Folder, "server-*"));
        var made = Directory.GetCreationTimeUtc(copy);

        await using (var second = await EmbeddedPostgres.StartAsync(data.Settings, programs))
            Assert.Equal(1, await EmbeddedFolder.AskAsync(second, "SELECT 1"));
        Assert.Equal(made, Directory.GetCreationTimeUtc(Assert.Single(Directory.GetDirectories(data.Folder, "server-*"))));
        await RunAsync("chmod", "-R", "u+rwX", Path.Combine(data.Home, "closed"));
    }

    [Fact]
    public async Task A_data_folder_inside_a_folder_that_is_closed_to_others_works()
    {
        using var data = new EmbeddedFolder("closed/postgres");
        await RunAsync("mkdir", "-m", "700", Path.Combine(data.Home, "closed"));

        await using var postgres = await data.StartAsync();

        Assert.Equal(1, await EmbeddedFolder.AskAsync(postgres, "SELECT 1"));
    }

    [Fact]
    public async Task The_server_never_runs_as_root_and_its_files_are_closed_to_others()
    {
        using var data = new EmbeddedFolder();

        await using var postgres = await data.StartAsync();

        var user = (await RunAsync("ps", "-o", "user=", "-p", $"{postgres.ProcessId}")).Trim();
        Assert.NotEqual("root", user);
        Assert.Equal("700", (await RunAsync("stat", "-c", "%a", data.Cluster)).Trim());
        Assert.Equal("700", (await RunAsync("stat", "-c", "%a", Path.Combine(data.Folder, "socket"))).Trim());
        Assert.Equal("600", (await RunAsync("stat", "-c", "%a", Path.Combine(data.Folder, "password"))).Trim());
    }

    [Fact]
    public async Task The_server_does_not_hold_open_what_its_starter_was_started_with()
    {
        using var data = new EmbeddedFolder();
        var theirs = Path.Combine(data.Home, "theirs.lock");

        // A shell with an open file, as a script under flock has one, starts the app.
        using var app = Process.Start(new ProcessStartInfo("sh", ["-c", "exec 9>\"$1\"; shift; exec \"$@\"", "sh", theirs, "dotnet", typeof(Support.OwnProcess).Assembly.Location, Support.OwnProcess.HoldPostgres, data.Folder, ""])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("Started", await app.StandardOutput.ReadLineAsync());

        Assert.Contains(theirs, await RunAsync("ls", "-l", $"/proc/{app.Id}/fd"), StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, await RunAsync("ls", "-l", $"/proc/{PostmasterPid.ReadAlive(data.Cluster)!.ProcessId}/fd"), StringComparison.Ordinal);
        app.StandardInput.Close();
        await app.WaitForExitAsync();
    }

    [Fact]
    public async Task A_start_with_sudo_in_between_does_not_lock_the_owner_of_the_folder_out()
    {
        using var data = new EmbeddedFolder();
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.NotEqual("root", Environment.UserName); // only root can act as two users; the other tests run without root then
            return;
        }
        Directory.CreateDirectory(data.Folder);
        await RunAsync("chown", "nobody", data.Folder);

        await StartAndStopAsAsync("nobody", data);
        await using (var asRoot = await data.StartAsync())
            await EmbeddedFolder.AskAsync(asRoot, "CREATE TABLE kept AS SELECT 42 AS n");
        await StartAndStopAsAsync("nobody", data);

        await using var last = await data.StartAsync();
        Assert.Equal(42, await EmbeddedFolder.AskAsync(last, "SELECT n FROM kept"));
    }

    private static async Task StartAndStopAsAsync(string user, EmbeddedFolder data)
    {
        using var app = Support.OwnProcess.Start(user, Support.OwnProcess.HoldPostgres, data.Folder, "");
        Assert.Equal("Started", await app.StandardOutput.ReadLineAsync());
        app.StandardInput.Close();
        await app.WaitForExitAsync();
        Assert.Equal(0, app.ExitCode);
    }

    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
        return output;
    }
}
