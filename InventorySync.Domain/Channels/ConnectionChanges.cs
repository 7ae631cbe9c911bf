namespace InventorySync.Domain.Channels;

internal static class ConnectionChanges
{
    private const int Attempts = 6;

    /// <summary>Changes a connection. Whoever works for the channel notes it in the same row every few seconds: who is overtaken by that looks again.</summary>
    public static async Task ChangeConnectionAsync(this IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await dbs.ChangeAsync(change, ct);
                return;
            }
            catch (ChangedMeanwhileException) when (attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(5, 20 << attempt), ct);
            }
        }
    }
}
