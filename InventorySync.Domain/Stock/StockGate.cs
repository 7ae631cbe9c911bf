namespace InventorySync.Domain.Stock;

/// <summary>Lets only so many changes of stock of this process into the database at once. More would wait there for the same rows, each with a
/// connection that others need; here they wait in turn, and cost nothing.</summary>
internal static class StockGate
{
    private const int AtOnce = 32;

    private static readonly SemaphoreSlim Gate = new(AtOnce);

    public static async Task<T> ThroughAsync<T>(IDbContextFactory<InventoryDb> dbs, Func<Task<T>> work, CancellationToken ct)
    {
        // who is within a larger change has a connection and perhaps locks already, and must not wait for those who wait for them
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (db.Database.CurrentTransaction is not null)
                return await work();
        }

        await Gate.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            Gate.Release();
        }
    }
}
