using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Data.Embedded;

/// <summary>The folder of the embedded server: its cluster, socket, log, locks and password.</summary>
internal sealed class ClusterFolder
{
    // A socket's whole path has 107 bytes on Linux, 103 on macOS; its name takes 14 of them.
    private const int LongestSocketFolder = 88;

    private ClusterFolder(string root)
    {
        Root = root;
        SocketFolder = OperatingSystem.IsWindows() ? null : ChooseSocketFolder();
    }

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>A cluster in the making; it gets its name when it is whole.</summary>
    public string HalfMadeCluster => Path.Combine(Root, "cluster.new");

    public string LogFolder => Path.Combine(Root, "log");

    public string Log => Path.Combine(LogFolder, "server.log");

    /// <summary>Held while somebody looks at, starts or stops the server.</summary>
    public string Door => Path.Combine(Root, "door.lock");

    /// <summary>Held by everybody who uses the server.</summary>
    public string Users => Path.Combine(Root, "users.lock");

    public string ConfigurationFile => Path.Combine(Cluster, "postgresql.conf");

    public bool HasCluster => File.Exists(VersionFile);

    /// <summary>Major version of the server that made the cluster.</summary>
    public string? ClusterVersion => HasCluster ? File.ReadAllText(VersionFile).Trim() : null;

    private string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    private string PasswordFile => Path.Combine(Root, "password");

    private string SocketNote => Path.Combine(Root, "socket-folder");

    private string PortNote => Path.Combine(Root, "port");

    public static ClusterFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        CreateOpenToPass(root);
        using (File.Create(Path.Combine(root, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose))
            return new ClusterFolder(root);
    }

    public string? Password => File.Exists(PasswordFile) ? File.ReadAllText(PasswordFile).Trim() : null;

    public string NewPassword()
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        WritePrivate(PasswordFile, password);
        return password;
    }

    /// <summary>The port of last time, so that addresses noted elsewhere stay true.</summary>
    public int? LastPort
    {
        get => File.Exists(PortNote) && int.TryParse(File.ReadAllText(PortNote), out var port) ? port : null;
        set => File.WriteAllText(PortNote, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Inside the data folder, or a short private one for temporary files when that path is too long. Null where there are no Unix sockets.</summary>
    public string? SocketFolder { get; }

    /// <summary>A killed server leaves its socket behind, with a process number that may be somebody else's by now.</summary>
    public void ClearSockets()
    {
        if (SocketFolder is null)
            return;
        CreatePrivate(SocketFolder);
        foreach (var left in Directory.EnumerateFiles(SocketFolder, ".s.PGSQL.*"))
            File.Delete(left);
    }

    public void DeleteHalfMadeCluster()
    {
        if (Directory.Exists(HalfMadeCluster))
            Directory.Delete(HalfMadeCluster, recursive: true);
        if (Directory.Exists(Cluster) && !HasCluster)
        {
            throw new StartProblemException(
                $"The folder {Cluster} is there, but it holds no whole database: its file PG_VERSION is missing.",
                "Put back what was deleted there, or move the folder away and restore your last backup with the command --restore.");
        }
    }

    public string WriteHandedPassword(string password)
    {
        var file = Path.Combine(Root, "password.handed");
        WritePrivate(file, password);
        return file;
    }

    /// <summary>Only what this start wrote is of interest; the log of the time before is kept beside it.</summary>
    public void TurnLogOver()
    {
        CreatePrivate(LogFolder);
        if (File.Exists(Log))
            File.Move(Log, Log + ".before", overwrite: true);
    }

    public string ReadLog()
    {
        try
        {
            return File.Exists(Log) ? File.ReadAllText(Log) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string ChooseSocketFolder()
    {
        var inside = Path.Combine(Root, "socket");
        if (Encoding.UTF8.GetByteCount(inside) <= LongestSocketFolder)
            return inside;
        if (File.Exists(SocketNote))
            return File.ReadAllText(SocketNote).Trim();
        var outside = Directory.CreateTempSubdirectory("inventorysync-").FullName;
        // Two processes may come here at once: the first note counts.
        try
        {
            using var note = new StreamWriter(SocketNote, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            note.Write(outside);
            return outside;
        }
        catch (IOException) when (File.Exists(SocketNote))
        {
            Directory.Delete(outside);
            return File.ReadAllText(SocketNote).Trim();
        }
    }

    // The server's user may be another one and must be able to pass.
    private static void CreateOpenToPass(string path)
    {
        if (Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, (UnixFileMode)0b111_101_101);
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void WritePrivate(string file, string text)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}
