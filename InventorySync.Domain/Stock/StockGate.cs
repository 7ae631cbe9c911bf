namespace InventorySync.Domain.Stock;

/// <summary>Lets only so many changes of stock of this process into the database at once. More would wait there for the same rows, each with a
/// connection that others need; here they wait in turn, and cost nothing.</summary>
internal static class StockGate
{
    private const int AtOnce = 32;

    private static readonly SemaphoreSlim Gate = new(AtOnce);

    public static Task<T> ThroughAsync<T>(IDbContextFactory<InventoryDb> dbs, Func<Task<T>> work, CancellationToken ct) => ThroughAsync(dbs, db => work(), ct);

    /// <summary>With a context that is not used yet.</summary>
    public static async Task<T> ThroughAsync<T>(IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task<T>> work, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        // who is within a larger change has a connection and perhaps locks already, and must not wait for those who wait for them
        if (db.Database.CurrentTransaction is not null)
            return await work(db);

        await Gate.WaitAsync(ct);
        try
        {
            return await work(db);
        }
        finally
        {
            Gate.Release();
        }
    }
}
