using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Web.Jobs;

/// <summary>Brings what is stored of the schedule in line with the plan and the shop's zone: at start, and when the zone is changed on any node.</summary>
public sealed class ScheduleKeeper(ISchedulerFactory schedulers, JobPlan plan, IServiceScopeFactory scopes, LiveFeed feed, TimeProvider clock, ILogger<ScheduleKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    // a daily job that fails is tried again the same night
    private static readonly RetryPolicy Retries = RetryPolicy.Explicit([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)]);

    private readonly SemaphoreSlim _one = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // the zone is one of the shop's settings, and so are the times of some jobs
        using var news = feed.Subscribe(SettingsCache.Subject, _ => KeepAsync(stoppingToken));
        while (!stoppingToken.IsCancellationRequested && !await TryKeepAsync(stoppingToken))
            await Task.Delay(AfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async Task KeepAsync(CancellationToken ct = default)
    {
        await _one.WaitAsync(ct);
        try
        {
            var scheduler = await schedulers.GetScheduler(ct);
            var (jobs, zone) = await ChosenAsync();
            foreach (var job in jobs)
                await KeepAsync(scheduler, job, zone, ct);
            await RemoveUnplannedAsync(scheduler, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    private async Task<bool> TryKeepAsync(CancellationToken ct)
    {
        try
        {
            await KeepAsync(ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "The schedule could not be stored; it is tried again in some seconds.");
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<(IReadOnlyList<PlannedJob> Jobs, TimeZoneInfo Zone)> ChosenAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Schedule");
        var settings = scope.ServiceProvider.GetRequiredService<ShopSettings>();
        return (await plan.AsChosenAsync(settings, fresh: true), (await settings.ReadAsync<ShopProfile>()).Value.Zone);
    }

    private static async Task KeepAsync(IScheduler scheduler, PlannedJob planned, TimeZoneInfo zone, CancellationToken ct)
    {
        if (!planned.RunsByItself)
        {
            // It stays known, so that it can be run by hand.
            await scheduler.UnscheduleJob(new TriggerKey(planned.Name, ScheduledJob.Group), ct);
            await scheduler.AddJob(Job(planned), new AddJobOptions { Replace = true }, ct);
            return;
        }
        var trigger = Trigger(planned, zone);
        var stored = await scheduler.GetTrigger(trigger.Key, ct);
        if (stored?.Description == trigger.Description)
            return;

        var paused = stored is not null && await scheduler.GetTriggerState(trigger.Key, ct) == TriggerState.Paused;
        await scheduler.ScheduleJob(Job(planned), [trigger], new ScheduleJobOptions { Replace = true, Paused = paused }, ct);
    }

    private static IJobDetail Job(PlannedJob planned) => JobBuilder.Create<ScheduledJob>()
        .WithIdentity(planned.Name, ScheduledJob.Group)
        .WithDescription(planned.Title)
        .RequestRecovery(true)
        .StoreDurably(true)
        .Build();

    private static ITrigger Trigger(PlannedJob planned, TimeZoneInfo zone)
    {
        var trigger = TriggerBuilder.Create()
            .WithIdentity(planned.Name, ScheduledJob.Group)
            .ForJob(planned.Name, ScheduledJob.Group)
            .WithDescription(planned.Shape(zone));
        if (planned.Every is { } every)
            return trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)).Build();

        var at = planned.At!.Value;
        var days = planned.On.Count == 0 ? "*" : string.Join(',', planned.On.Select(day => (int)day + 1));
        return trigger
            .WithCronSchedule($"0 {at.Minute} {at.Hour} ? * {days}", s => s.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .WithRetryPolicy(Retries)
            .Build();
    }

    private async Task RemoveUnplannedAsync(IScheduler scheduler, CancellationToken ct)
    {
        var stored = await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(ScheduledJob.Group), Take = 1000 }, ct);
        foreach (var job in stored.Items.Where(j => plan.Find(j.Key.Name) is null))
            await scheduler.DeleteJob(job.Key, ct);
    }
}
