namespace InventorySync.Benchmarks;

/// <summary>The folder of one run: the one that was named, which stays, or one for the time of the run.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool _temporary;

    private RunFolder(string path, bool temporary) => (Path, _temporary) = (path, temporary);

    public string Path { get; }

    public static RunFolder For(BenchmarkOptions options)
    {
        if (options.Data.Length > 0)
            return new RunFolder(Directory.CreateDirectory(options.Data).FullName, temporary: false);
        var folder = Directory.CreateTempSubdirectory("inventorysync-benchmark-");
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute; // as root, another user runs the database server
        return new RunFolder(folder.FullName, temporary: true);
    }

    public void Dispose()
    {
        if (_temporary)
            Directory.Delete(Path, recursive: true);
    }
}
