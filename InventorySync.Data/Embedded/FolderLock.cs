namespace InventorySync.Data.Embedded;

/// <summary>A lock on a file. The system gives it back when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock? TryAlone(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    public static Task<FolderLock?> WaitAloneAsync(string path, TimeSpan patience, CancellationToken ct) => WaitAsync(() => TryAlone(path), patience, ct);

    public static Task<FolderLock?> WaitSharedAsync(string path, TimeSpan patience, CancellationToken ct) =>
        WaitAsync(() => TryOpen(path, FileAccess.Read, FileShare.Read), patience, ct);

    private static async Task<FolderLock?> WaitAsync(Func<FolderLock?> tryIt, TimeSpan patience, CancellationToken ct)
    {
        var pause = TimeSpan.FromMilliseconds(25);
        for (var waited = TimeSpan.Zero; ; waited += pause)
        {
            if (tryIt() is { } held)
                return held;
            if (waited >= patience)
                return null;
            await Task.Delay(pause, ct);
        }
    }

    private static FolderLock? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
