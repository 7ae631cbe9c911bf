using System.Collections.Concurrent;

namespace InventorySync.Domain.Channels;

/// <summary>Stores what channels tell before it is answered. What comes at the same moment goes in one transaction, so that a storm of news takes one
/// connection of the database and not all.</summary>
public sealed class InboundStore : IDisposable
{
    private const int AtOnce = 500;

    private readonly ConcurrentQueue<Arrival> _arrivals = [];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Returns when it is stored; a repetition is stored already.</summary>
    public async Task StoreAsync(IDbContextFactory<InventoryDb> dbs, InboundCall call)
    {
        var mine = new Arrival(call, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _arrivals.Enqueue(mine);
        await _turn.WaitAsync();
        try
        {
            // somebody before me has taken mine along, or I take everybody's
            while (!mine.Stored.Task.IsCompleted)
                await StoreAsync(dbs);
        }
        finally
        {
            _turn.Release();
        }

        await mine.Stored.Task;
    }

    public void Dispose() => _turn.Dispose();

    private async Task StoreAsync(IDbContextFactory<InventoryDb> dbs)
    {
        var together = new List<Arrival>();
        while (together.Count < AtOnce && _arrivals.TryDequeue(out var next))
            together.Add(next);
        try
        {
            await WriteAsync(dbs, [.. together.Select(a => a.Call)]);
            together.ForEach(a => a.Stored.SetResult());
        }
        catch (Exception failure)
        {
            together.ForEach(a => a.Stored.SetException(failure));
        }
    }

    private static async Task WriteAsync(IDbContextFactory<InventoryDb> dbs, IReadOnlyList<InboundCall> calls)
    {
        try
        {
            await InsertAsync(dbs, calls);
        }
        catch (DbUpdateException) when (calls.Count > 1)
        {
            // one that another node stored in this very moment must not cost the others
            foreach (var call in calls)
                await InsertAsync(dbs, [call]);
        }
    }

    private static async Task InsertAsync(IDbContextFactory<InventoryDb> dbs, IReadOnlyList<InboundCall> calls)
    {
        await using var db = await dbs.CreateDbContextAsync();
        var (channelIds, eventIds) = (calls.Select(c => c.ChannelId).Distinct().ToArray(), calls.Select(c => c.EventId).Distinct().ToArray());
        var known = (await db.InboundCalls.Where(c => channelIds.Contains(c.ChannelId) && eventIds.Contains(c.EventId)).Select(c => new { c.ChannelId, c.EventId }).ToListAsync()).ConvertAll(c => (c.ChannelId, c.EventId)).ToHashSet();
        await db.InboundCalls.AddRangeAsync(calls.DistinctBy(c => (c.ChannelId, c.EventId)).Where(c => !known.Contains((c.ChannelId, c.EventId))));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (calls.Count == 1 && db.BrokenUniqueIndex(failure) is not null)
        {
            db.ChangeTracker.Clear(); // the same news again
        }
    }

    private sealed record Arrival(InboundCall Call, TaskCompletionSource Stored);
}
