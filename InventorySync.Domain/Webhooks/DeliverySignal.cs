namespace InventorySync.Domain.Webhooks;

/// <summary>Wakes this node's sender: there is something to send.</summary>
public sealed class DeliverySignal : IDisposable
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

    public void Dispose() => _given.Dispose();
}
