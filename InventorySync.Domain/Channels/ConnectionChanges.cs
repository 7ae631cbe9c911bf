namespace InventorySync.Domain.Channels;

internal static class ConnectionChanges
{
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
