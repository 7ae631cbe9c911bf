using System.Globalization;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace InventorySync.Web.Jobs;

/// <summary>A job of the schedule as the jobs page shows it.</summary>
public sealed record JobCard(PlannedJob Job, DateTimeOffset? NextRun, bool Paused, string? PausedBy, JobRunRow? Last);

/// <summary>What runs when and how it went, and the hands on it: run now, pause, go on, cancel.</summary>
public sealed class JobBoard(ISchedulerFactory schedulers, JobPlan plan, ShopSettings settings, IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    private const string SubjectKind = "Job";

    public async Task<IReadOnlyList<JobCard>> CardsAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsView);
        var scheduler = await schedulers.GetScheduler(ct);
        var triggers = await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(ScheduledJob.Group), Take = 1000 }, ct);
        var byName = triggers.Items.ToDictionary(t => t.Key.Name);
        var last = await LastRunsAsync(ct);
        return [.. (await plan.AsChosenAsync(settings)).Select(job =>
        {
            var trigger = byName.GetValueOrDefault(job.Name);
            return new JobCard(job, trigger?.NextFireTimeUtc, trigger?.State == TriggerState.Paused, trigger?.Pause?.RequestedBy, last.GetValueOrDefault(job.Name));
        })];
    }

    public async Task<JobRunRow?> RunAsync(long runId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.JobRuns.Where(r => r.Id == runId).Select(JobRunRow.Of).SingleOrDefaultAsync(ct);
    }

    public async Task RunNowAsync(string job, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        var planned = Planned(job);
        if ((await LastRunsAsync(ct)).GetValueOrDefault(job) is { State: WorkState.Running })
            throw new BusinessRuleException("It is running already.");

        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(KeyOf(planned), new JobDataMap
        {
            [ScheduledJob.StartedBy] = actor.Actor.Name,
            [ScheduledJob.StartedById] = actor.Actor.PersonId?.ToString(CultureInfo.InvariantCulture) ?? "",
        }, ct);
        await WriteDownAsync("started", planned, ct);
    }

    /// <summary>It runs no more by itself until somebody lets it go on.</summary>
    public async Task PauseAsync(string job, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        var planned = Planned(job);
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.PauseTriggerWith(TriggerOf(planned), new PauseDetails { RequestedBy = actor.Actor.Name }, ct);
        await WriteDownAsync("paused", planned, ct);
    }

    public async Task ResumeAsync(string job, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        var planned = Planned(job);
        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.ResumeTrigger(TriggerOf(planned), ct);
        await WriteDownAsync("resumed", planned, ct);
    }

    /// <summary>Asks the run to stop, on whichever node it is.</summary>
    public async Task CancelAsync(long runId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsRun);
        await dbs.ChangeAsync(async db =>
        {
            var run = await db.JobRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct) ?? throw new NotFoundException("This run is not there any more.");
            await db.JobRuns.Where(r => r.Id == runId && r.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelAskedBy, actor.Actor.Name), ct);
            db.Audit(clock.GetUtcNow(), "cancelled", SubjectKind, runId, plan.Find(run.Kind)?.Title ?? run.Kind);
        }, ct);
    }

    private PlannedJob Planned(string job) => plan.Find(job) ?? throw new NotFoundException("There is no such job.");

    private static JobKey KeyOf(PlannedJob job) => new(job.Name, ScheduledJob.Group);

    private static TriggerKey TriggerOf(PlannedJob job) => new(job.Name, ScheduledJob.Group);

    private async Task<Dictionary<string, JobRunRow>> LastRunsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var last = db.JobRuns.GroupBy(r => r.Kind).Select(g => g.Max(r => r.Id));
        return await db.JobRuns.Where(r => last.Contains(r.Id)).Select(JobRunRow.Of).ToDictionaryAsync(r => r.Job, ct);
    }

    private Task WriteDownAsync(string action, PlannedJob job, CancellationToken ct) => dbs.ChangeAsync(db =>
    {
        db.Audit(clock.GetUtcNow(), action, SubjectKind, null, job.Title);
        db.Outbox.Add(Domain.Outbox.OutboxMessage.Of(new JobChanged(job.Name, action), $"{JobRun.SubjectPrefix}:{job.Name}", clock.GetUtcNow()));
        return Task.CompletedTask;
    }, ct);
}

/// <summary>Somebody started, paused or resumed a job of the schedule.</summary>
public sealed record JobChanged(string Job, string Action);
