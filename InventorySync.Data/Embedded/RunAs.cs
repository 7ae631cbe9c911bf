namespace InventorySync.Data.Embedded;

/// <summary>PostgreSQL refuses to run as root. When the app is started as root, an ordinary user runs the server and owns its files.</summary>
internal sealed class RunAs
{
    private readonly string? _user;
    private readonly string _group;

    private RunAs(string? user, string group, string? capability) => (_user, _group, Capability) = (user, group, capability);

    public string? User => _user;

    /// <summary>The right that lets the server pass through folders closed to its user, or null when it needs none.</summary>
    public string? Capability { get; }

    public static async Task<RunAs> ChooseAsync(string folder, string cluster, string configuredUser, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new RunAs(null, "", null);

        // Who began without root and starts with sudo once must be able to go on without it.
        var owner = await OwnerAsync(Directory.Exists(cluster) ? cluster : folder, ct);
        var user = owner is null or "root" or "UNKNOWN" ? configuredUser : owner;
        var group = await Command.RunAsync("id", ["-g", user], ct);
        if (!group.Succeeded || user == "root")
        {
            throw new StartProblemException(
                $"InventorySync was started as root, but its database must run as an ordinary user, and there is no ordinary user “{user}” on this machine.",
                "Start InventorySync as an ordinary user, or name an existing one in the setting Database:Embedded:RunAsUser.");
        }
        var plain = new RunAs(user, group.Output.Trim(), null);
        return await plain.CanEnterAsync(folder, ct) ? plain : await plain.WithRightToEnterAsync(folder, ct);
    }

    /// <summary>The program and arguments that run a command as the chosen user.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Wrap(string program, IReadOnlyList<string> arguments)
    {
        if (_user is null)
            return (program, arguments);
        if (OperatingSystem.IsMacOS())
            return ("/usr/bin/sudo", ["-n", "-u", _user, "--", program, .. arguments]);
        var rights = Capability is null ? "-all" : $"-all,+{Capability}";
        return ("setpriv",
        [
            "--reuid", _user, "--regid", _group, "--clear-groups", "--no-new-privs",
            "--inh-caps=" + rights, "--ambient-caps=" + rights, "--bounding-set=" + rights,
            "--", program, .. arguments,
        ]);
    }

    public async Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct, string? input = null)
    {
        var (wrapped, all) = Wrap(program, arguments);
        return await Command.RunAsync(wrapped, all, ct, input);
    }

    /// <summary>Hands files that we made to the user who runs the server.</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (_user is null)
            return;
        var given = await Command.RunAsync("chown", ["-R", $"{_user}:{_group}", path], ct);
        if (!given.Succeeded)
        {
            throw new StartProblemException(
                $"InventorySync was started as root and could not hand the database folder {path} to the user “{_user}” ({given.Output.Trim()}).",
                "Start InventorySync as an ordinary user, or put the data folder on a disk that knows users (setting DataFolder).");
        }
    }

    /// <summary>What root wrote into somebody's data folder must not lock that person out of the next start without root.</summary>
    public async Task ReturnToOwnerAsync(string folder, CancellationToken ct)
    {
        if (_user is not null && await OwnerAsync(folder, ct) == _user)
            await GiveAsync(folder, ct);
    }

    /// <summary>Whether the user who runs the server can read and run this program.</summary>
    public async Task<bool> CanRunAsync(string program, CancellationToken ct) => (await RunAsync(program, ["--version"], ct)).Succeeded;

    // Not "test -x": that looks at the folder's mode and knows nothing of capabilities.
    private async Task<bool> CanEnterAsync(string folder, CancellationToken ct) => (await RunAsync("ls", ["-d", folder + "/."], ct)).Succeeded;

    // A data folder below /root is closed to everybody else. The least right that opens the way is looked for: passing through, else (in containers that lack it) what root may do with files.
    private async Task<RunAs> WithRightToEnterAsync(string folder, CancellationToken ct)
    {
        if (!OperatingSystem.IsMacOS())
        {
            foreach (var capability in new[] { "dac_read_search", "dac_override" })
            {
                var entering = new RunAs(_user, _group, capability);
                if (await entering.CanEnterAsync(folder, ct))
                    return entering;
            }
        }
        throw new StartProblemException(
            $"InventorySync was started as root, its database runs as the user “{_user}”, and this user may not enter the data folder {folder}.",
            "Start InventorySync as an ordinary user, or choose a data folder outside of closed folders, for example /var/lib/inventorysync (setting DataFolder).");
    }

    private static async Task<string?> OwnerAsync(string path, CancellationToken ct)
    {
        var stat = await Command.RunAsync("stat", OperatingSystem.IsMacOS() ? ["-f", "%Su", path] : ["-c", "%U", path], ct);
        return stat.Succeeded ? stat.Output.Trim() : null;
    }
}
