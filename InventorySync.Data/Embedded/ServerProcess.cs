using System.Globalization;

namespace InventorySync.Data.Embedded;

/// <summary>Makes the cluster, starts and stops the server in it. Whoever calls holds the door of the folder.</summary>
internal sealed class ServerProcess(ClusterFolder folder, ServerBinaries binaries, RunAs runAs, EmbeddedPostgresSettings settings)
{
    public const string UserName = "inventorysync";

    public async Task MakeClusterAsync(CancellationToken ct)
    {
        folder.DeleteHalfMadeCluster();
        Directory.CreateDirectory(folder.HalfMadeCluster);
        var handed = folder.WriteHandedPassword(folder.NewPassword());
        await runAs.GiveAsync(folder.HalfMadeCluster, ct);
        await runAs.GiveAsync(handed, ct);

        List<string> arguments =
        [
            "-D", folder.HalfMadeCluster, "-U", UserName, "-A", "scram-sha-256", "--pwfile", handed,
            "-E", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        ];
        if (!settings.Durable)
            arguments.Add("--no-sync");
        var made = await runAs.RunAsync(binaries.Initdb, arguments, ct);
        File.Delete(handed);
        if (!made.Succeeded)
        {
            folder.DeleteHalfMadeCluster();
            throw ServerWords.Explain("The embedded database could not be set up.", made.Output, folder.Root);
        }
        Directory.Move(folder.HalfMadeCluster, folder.Cluster);
    }

    /// <summary>Whether a server that is found running was started as this one would be.</summary>
    public bool IsConfiguredAs(string configuration) => File.Exists(folder.ConfigurationFile) && File.ReadAllText(folder.ConfigurationFile) == configuration;

    public async Task StartAsync(string configuration, CancellationToken ct)
    {
        await WriteConfigurationAsync(configuration, ct);
        folder.TurnLogOver();
        await runAs.GiveAsync(folder.LogFolder, ct);
        if (folder.SocketFolder is { } socket)
            await runAs.GiveAsync(socket, ct);
        if (PostmasterPid.Read(folder.Cluster) is not { } left || !left.IsAlive())
            PostmasterPid.ClearStale(folder.Cluster);

        var patience = TimeSpan.FromSeconds(10);
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(250))
        {
            var (program, arguments) = runAs.Wrap(binaries.PgCtl, ["start", "-w", "-t", Seconds(settings.StartTimeout), "-D", folder.Cluster, "-l", folder.Log]);
            var started = await Command.RunLeavingAServerAsync(program, arguments, ct);
            if (started.Succeeded)
                return;
            var said = folder.ReadLog();
            if (!said.Contains("pre-existing shared memory block", StringComparison.Ordinal) || waited > patience)
                throw await WhyNotStartedAsync(started.Output + said, ct);
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct); // children of a killed server are still on their way out
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        foreach (var mode in new[] { "fast", "immediate" })
        {
            if (PostmasterPid.ReadAlive(folder.Cluster) is null)
                return;
            await runAs.RunAsync(binaries.PgCtl, ["stop", "-w", "-t", "60", "-m", mode, "-D", folder.Cluster], ct);
        }
    }

    /// <summary>For when nobody is left who can wait.</summary>
    public void AskToStop()
    {
        var (program, arguments) = runAs.Wrap(binaries.PgCtl, ["stop", "-W", "-m", "fast", "-D", folder.Cluster]);
        using var stopping = Command.Start(program, arguments, capture: false);
    }

    /// <summary>The password file was lost or changed: the server, stopped, takes a new one from whoever may read its files.</summary>
    public async Task RenewPasswordAsync(CancellationToken ct)
    {
        await StopAsync(ct);
        var password = folder.NewPassword();
        var renewed = await runAs.RunAsync(binaries.Postgres, ["--single", "-D", folder.Cluster, "postgres"], ct, $"ALTER ROLE {UserName} PASSWORD '{password}'\n");
        if (!renewed.Succeeded)
            throw ServerWords.Explain("The embedded database could not be given a new password.", renewed.Output, folder.Root);
    }

    private async Task WriteConfigurationAsync(string configuration, CancellationToken ct)
    {
        if (IsConfiguredAs(configuration))
            return;
        var half = folder.ConfigurationFile + ".new";
        await File.WriteAllTextAsync(half, configuration, ct);
        await runAs.GiveAsync(half, ct);
        File.Move(half, folder.ConfigurationFile, overwrite: true);
    }

    private async Task<StartProblemException> WhyNotStartedAsync(string said, CancellationToken ct)
    {
        var (made, ours) = (folder.ClusterVersion, await binaries.VersionAsync(runAs, ct));
        if (made is not null && made != ours.Split('.')[0])
        {
            return new StartProblemException(
                $"The database in {folder.Root} was made by another version of PostgreSQL ({made}) than the one in this installation ({ours}).",
                "Start the version of InventorySync that was used last, make a backup there with --backup, and restore it here with --restore into a new data folder.");
        }
        if (said.Contains("server did not start in time", StringComparison.Ordinal))
        {
            return new StartProblemException(
                $"The embedded database did not become ready within {Seconds(settings.StartTimeout)} seconds; it is probably still putting its files in order after a power cut.",
                "Wait a few minutes and start InventorySync again, or raise Database:Embedded:StartTimeout.");
        }
        return ServerWords.Explain("The embedded database could not be started.", said, folder.Root);
    }

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
