using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Domain.Jobs;

/// <summary>Forgets what jobs and background work did long ago. The last run of each job is always remembered.</summary>
public sealed class WorkRetention(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, TimeProvider clock, Progress progress)
{
    private const int AtOnce = 1000;
    private const int Frequent = 100;

    public async Task RemoveOldAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var keep = await settings.GetAsync<RetentionSettings>();
        var old = clock.GetUtcNow().AddDays(-keep.JobRunsDays);
        var removed = await RemoveAsync(db.BackgroundTasks.Where(t => t.EndedAt < old), ct);
        var newest = db.JobRuns.GroupBy(r => r.Kind).Select(g => g.Max(r => r.Id));
        removed += await RemoveAsync(db.JobRuns.Where(r => r.EndedAt < old && !newest.Contains(r.Id)), ct);

        var oldForFrequent = clock.GetUtcNow().AddDays(-keep.FrequentRunsDays);
        foreach (var job in await FrequentAsync(db, oldForFrequent, ct))
            removed += await RemoveAsync(db.JobRuns.Where(r => r.Kind == job && r.State == WorkState.Done && r.EndedAt < oldForFrequent), ct);
        progress.Say(new Sentence("{0} runs removed.", removed));
    }

    // those that ran more than a hundred times within the days in which all is kept
    private static Task<List<string>> FrequentAsync(InventoryDb db, DateTimeOffset since, CancellationToken ct) =>
        db.JobRuns.Where(r => r.StartedAt >= since).GroupBy(r => r.Kind).Where(g => g.Count() > Frequent).Select(g => g.Key).ToListAsync(ct);

    private static async Task<int> RemoveAsync<TWork>(IQueryable<TWork> old, CancellationToken ct)
        where TWork : Work
    {
        var total = 0;
        for (var removed = AtOnce; removed == AtOnce; total += removed)
            removed = await old.OrderBy(w => w.Id).Take(AtOnce).ExecuteDeleteAsync(ct);
        return total;
    }
}

[Job("Remove old runs", "What jobs and background work did long ago is forgotten.")]
public sealed class RemoveOldRuns(WorkRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RemoveOldAsync(cancellationToken);
}
