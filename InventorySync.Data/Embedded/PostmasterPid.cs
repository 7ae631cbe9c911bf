using System.Diagnostics;
using System.Globalization;

namespace InventorySync.Data.Embedded;

/// <summary>What the running (or killed) server wrote into <c>postmaster.pid</c>.</summary>
internal sealed record PostmasterPid(int ProcessId, string Cluster, long StartedAt, int Port, string SocketFolder, string Status)
{
    // Beyond what any system hands out, so that the server finds nobody behind it.
    private const int NobodysProcessId = int.MaxValue - 1;

    public bool IsReady => Status == "ready";

    public static PostmasterPid? Read(string cluster)
    {
        var lines = ReadLines(PathIn(cluster));
        if (lines.Length < 2 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
            return null;
        return new PostmasterPid(
            Math.Abs(processId), // negative while the server runs in single-user mode
            lines[1],
            long.TryParse(lines.ElementAtOrDefault(2), CultureInfo.InvariantCulture, out var started) ? started : 0,
            int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var port) ? port : 0,
            lines.ElementAtOrDefault(4) ?? "",
            lines.ElementAtOrDefault(7)?.Trim() ?? "");
    }

    public static PostmasterPid? ReadAlive(string cluster) => Read(cluster) is { } pid && pid.IsAlive() ? pid : null;

    /// <summary>
    /// A killed server leaves its number behind, and the system may give it to another process: the server would then refuse to start.
    /// The file is kept, with a number nobody has, because its last line guards against children of the killed server that still write.
    /// </summary>
    public static void ClearStale(string cluster)
    {
        var path = PathIn(cluster);
        if (Read(cluster) is null)
        {
            File.Delete(path); // empty or cut off by a full disk: nothing in it to guard with
            return;
        }
        var lines = ReadLines(path);
        lines[0] = NobodysProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    public bool IsAlive()
    {
        if (OperatingSystem.IsWindows())
            return IsAliveOnWindows();
        return CommandLine() is { } line && line.Contains("postgres", StringComparison.Ordinal) && line.Contains(Cluster, StringComparison.Ordinal);
    }

    // A zombie has no command line, a recycled number has another one.
    private string? CommandLine()
    {
        var file = $"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}/cmdline";
        if (!Directory.Exists("/proc/self"))
            return CommandLineFromPs();
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string CommandLineFromPs()
    {
        using var ps = Command.Start("/bin/ps", ["-ww", "-o", "command=", "-p", ProcessId.ToString(CultureInfo.InvariantCulture)], capture: true);
        var line = ps.StandardOutput.ReadToEnd();
        ps.WaitForExit();
        return line;
    }

    private bool IsAliveOnWindows()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            var startedAt = new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
            return process.ProcessName == "postgres" && Math.Abs(startedAt - StartedAt) < 60;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
