using InventorySync.Data.Jobs;
using Quartz;

namespace InventorySync.Web.Jobs;

/// <summary>What Quartz runs: it finds the job of this name in the schedule and runs it as the system. A job never runs twice at once, on however many nodes.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduledJob(JobPlan plan, JobRuns runs, ILogger<ScheduledJob> log) : IJob
{
    public const string Group = "schedule";
    public const string StartedBy = "startedBy";
    public const string StartedById = "startedById";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (plan.Find(context.JobDetail.Key.Name) is not { } planned)
        {
            log.LogInformation("{Job} belongs to another version of the program and was passed over.", context.JobDetail.Key.Name);
            return;
        }

        var data = context.MergedJobDataMap;
        var by = data.GetString(StartedBy);
        var byId = data.GetString(StartedById) is { Length: > 0 } id ? long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) : (long?)null;
        try
        {
            await runs.RunAsync(planned.Name, planned.Title, by ?? "", byId, (services, ct) => ((IJob)services.GetRequiredService(planned.Type)).Execute(context, ct).AsTask(), cancellationToken);
        }
        catch (JobFailedException failure)
        {
            throw new JobExecutionException(failure.InnerException!);
        }
    }
}
