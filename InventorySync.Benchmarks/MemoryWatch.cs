namespace InventorySync.Benchmarks;

/// <summary>How far the memory of this process grows while something is done.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly long _before;
    private readonly Timer _timer;
    private long _most;

    private MemoryWatch()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _before = _most = Environment.WorkingSet;
        _timer = new Timer(_ => Look(), null, LookAgain, LookAgain);
    }

    public double GrownMegabytes
    {
        get
        {
            Look();
            return (_most - _before) / 1024.0 / 1024;
        }
    }

    public static MemoryWatch Start() => new();

    public void Dispose() => _timer.Dispose();

    private void Look() => _most = Math.Max(_most, Environment.WorkingSet);
}
