namespace InventorySync.Domain.Common;

/// <summary>Wakes the one who waits in this process. Given many times while nobody waits, it wakes once.</summary>
public abstract class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _given = new(0, 1);

    public void Give()
    {
        lock (_given)
        {
            if (_given.CurrentCount == 0)
                _given.Release();
        }
    }

    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _given.WaitAsync(most, ct);

    public void Dispose()
    {
        _given.Dispose();
        GC.SuppressFinalize(this);
    }
}
