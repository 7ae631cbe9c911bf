using InventorySync.Domain;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Operation;
using InventorySync.Web.Jobs;
using Quartz;

namespace InventorySync.Web.Operation;

/// <summary>Whether the shop does by itself what it should, and did it well the last time.</summary>
internal sealed class JobsHealth(ISchedulerFactory schedulers, JobPlan plan, IDbContextFactory<InventoryDb> dbs) : IHealthQuestion
{
    public string Title => "Jobs";

    public string Icon => "event_repeat";

    public bool NeededToServe => false;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var status = await scheduler.GetStatus(ct);
        if (status != SchedulerStatus.Running)
            return new HealthAnswer(HealthState.Bad, "This node runs no jobs at the moment.", "It may just be starting. If it stays, start this node again; the log says why it stopped.");

        var failed = await FailedAsync(ct);
        return failed.Count == 0
            ? HealthAnswer.Good("Every job did its work the last time.")
            : new HealthAnswer(HealthState.Watch, new Sentence("The last run failed of: {0}.", string.Join(", ", failed)), "The page Jobs shows what went wrong; run the job again from there once it is mended.");
    }

    private async Task<List<string>> FailedAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var last = db.JobRuns.GroupBy(r => r.Kind).Select(g => g.Max(r => r.Id));
        var failed = await db.JobRuns.Where(r => last.Contains(r.Id) && r.State == WorkState.Failed).Select(r => r.Kind).ToListAsync(ct);
        return [.. failed.Select(plan.Find).OfType<PlannedJob>().Select(j => j.Title)];
    }
}
