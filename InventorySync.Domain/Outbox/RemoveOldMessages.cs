using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Domain.Outbox;

/// <summary>Removes messages that every follower is done with and that are old enough, a thousand at a time so that nobody waits for it.</summary>
public sealed class OutboxRetention(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, TimeProvider clock, Progress progress)
{
    private const int AtOnce = 1000;

    public async Task RemoveOldAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var before = clock.GetUtcNow().AddDays(-(await settings.GetAsync<RetentionSettings>()).EventsDays);
        var until = await RemovableUntilAsync(db, before, ct);
        var total = 0;
        for (int removed = AtOnce; removed == AtOnce; total += removed)
        {
            removed = await db.Outbox.Where(m => m.Position <= until).OrderBy(m => m.Position).Take(AtOnce).ExecuteDeleteAsync(ct);
            progress.Report(total + removed, 0);
        }

        progress.Say(new Sentence("{0} messages removed.", total));
    }

    /// <summary>The last place that is old enough and behind every follower. One that no version of the program works for any more holds nothing back.</summary>
    private static async Task<long> RemovableUntilAsync(InventoryDb db, DateTimeOffset before, CancellationToken ct)
    {
        var last = await db.OutboxSequence.Select(s => s.LastPosition).SingleAsync(ct);
        var firstKept = await db.Outbox.Where(m => m.Position != null && m.HappenedAt >= before).OrderBy(m => m.Position).Select(m => m.Position).FirstOrDefaultAsync(ct);
        var slowest = await db.FollowerPlaces.Where(p => p.SeenAt >= before).MinAsync(p => (long?)p.Position, ct);
        return Math.Min(firstKept - 1 ?? last, slowest ?? last);
    }
}

[Job("Remove old messages", "Messages between the parts of the program that were handled long ago are removed.")]
public sealed class RemoveOldMessages(OutboxRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RemoveOldAsync(cancellationToken);
}
