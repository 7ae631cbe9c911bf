using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using Quartz;

namespace InventorySync.Domain.Channels;

/// <summary>Told when something was done for a channel, so that screens show it.</summary>
public sealed record ChannelWorked(long ChannelId);

/// <summary>Writes down what was done for channels, and forgets it when nobody asks any more.</summary>
public sealed class SyncLog(IDbContextFactory<InventoryDb> dbs, TimeProvider clock)
{
    private static readonly TimeSpan OneRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>As part of the run before it, when that has just been.</summary>
    public Task WriteAsync(long channelId, SyncKind kind, SyncCounts counts, IReadOnlyList<ChannelCall> calls, Sentence? note, CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var (recently, begun) = (now - OneRun, now - LongestRun);
        var run = await db.SyncRuns.Where(r => r.ChannelId == channelId && r.Kind == kind && r.EndedAt > recently && r.StartedAt > begun).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (run is null)
            await db.SyncRuns.AddAsync(run = new SyncRun(channelId, kind, now), ct);
        run.Add(counts, calls.Count, note, now);
        db.SyncCalls.AddRange(calls.Select(c => new SyncCall(run.Id, c)));
        db.Outbox.Add(OutboxMessage.Of(new ChannelWorked(channelId), FormattableString.Invariant($"channel:{channelId}/sync"), now));
    }, ct);

    public async Task<int> ForgetOldAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.InboundCalls.Where(c => c.EndedAt < before).ExecuteDeleteAsync(ct);
        return await db.SyncRuns.Where(r => r.EndedAt < before).ExecuteDeleteAsync(ct);
    }
}

[Job("Forget old channel calls", "What was sent to channels and what they answered is removed after fourteen days.")]
public sealed class ForgetOldSyncRuns(SyncLog log, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} runs removed.", await log.ForgetOldAsync(cancellationToken)));
}
