using System.Diagnostics;
using System.Globalization;

namespace InventorySync.Tests.Support;

/// <summary>The folder of this test run. A run may be cut off at any moment: a watcher outside of it then stops the database servers
/// that work in the folder, and removes it.</summary>
internal static class RunFolder
{
    private const string Watcher = """
        exec >/dev/null 2>&1 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
        while kill -0 "$1"; do sleep 1; done
        servers=$(find "$2" -name postmaster.pid -path '*/cluster/*' -exec head -n 1 {} \;)
        for server in $servers; do kill -INT "$server"; done
        for server in $servers; do for second in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$server" && sleep 1; done; done
        find "$2" -type d -name disk -exec umount -l {} \;
        rm -rf "$2"
        """;

    private static readonly Lazy<string> Root = new(Create);

    /// <summary>A new folder that goes with the run, if the test does not remove it earlier.</summary>
    public static DirectoryInfo New(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root.Value, $"{name}-{Path.GetRandomFileName()[..8]}"));
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = (UnixFileMode)0b111_101_101; // as root, another user runs the database server
        return folder;
    }

    private static string Create()
    {
        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "inventorysync-tests-" + id)).FullName;
        if (!OperatingSystem.IsWindows())
            Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Watcher, "sh", id, root]) { WorkingDirectory = "/" })!.Dispose();
        return root;
    }
}
