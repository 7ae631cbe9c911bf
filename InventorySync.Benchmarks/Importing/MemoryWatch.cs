using System.Diagnostics;

namespace InventorySync.Benchmarks.Importing;

/// <summary>How much the memory of this process grew while something was done, looked at ten times a second.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly long _before = Now();
    private readonly Timer _timer;
    private long _most;

    public MemoryWatch()
    {
        _most = _before;
        _timer = new Timer(_ => Interlocked.Exchange(ref _most, Math.Max(Interlocked.Read(ref _most), Now())), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    public double GrownMegabytes => (Interlocked.Read(ref _most) - _before) / 1024.0 / 1024;

    public void Dispose() => _timer.Dispose();

    private static long Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
