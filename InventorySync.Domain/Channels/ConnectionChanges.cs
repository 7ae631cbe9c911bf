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

    /// <summary>The channel answered: what went wrong before is over, and the next failure is a first one again.</summary>
    public static async Task ReachedAsync(this IDbContextFactory<InventoryDb> dbs, long channelId, DateTimeOffset at, CancellationToken ct)
    {
        var lately = at.AddMinutes(-1);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ChannelConnections
            .Where(c => c.ChannelId == channelId && c.State == LinkState.Connected && (c.FailuresInARow > 0 || c.ReachedAt == null || c.ReachedAt < lately))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.FailuresInARow, 0).SetProperty(c => c.NotBefore, (DateTimeOffset?)null).SetProperty(c => c.Problem, (Sentence?)null).SetProperty(c => c.ReachedAt, at), ct);
    }
}
