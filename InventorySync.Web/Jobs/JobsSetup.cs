using InventorySync.Data;
using InventorySync.Data.Jobs;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace InventorySync.Web.Jobs;

public static class JobsSetup
{
    /// <summary>The schedule on Quartz, clustered over all nodes of the database, and background work.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, DatabaseProvider provider)
    {
        services.AddWork();
        services.TryAddSingleton(Schedule.Plan);
        foreach (var job in Schedule.Plan.Jobs)
            services.TryAddScoped(job.Type);

        services.AddQuartz(quartz => quartz.UsePersistentStore(store => Store(store, provider)));
        services.AddOptions<QuartzSchedulerOptions>().Configure<Node>((scheduler, node) =>
        {
            scheduler.InstanceName = "InventorySync";
            scheduler.InstanceId = node.Name;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        services.AddOptions<ThreadPoolOptions>().Configure<JobsSettings>((pool, jobs) => pool.MaxConcurrency = jobs.JobsAtOnce);
        services.AddOptions<ClusteringOptions>().Configure<JobsSettings>((cluster, jobs) =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(jobs.CheckInSeconds);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(jobs.CheckInToleranceSeconds);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddSingleton<ScheduleKeeper>();
        services.AddHostedService(p => p.GetRequiredService<ScheduleKeeper>());
        services.AddScoped<JobBoard>();
        return services;
    }

    private static void Store(IPersistentStoreBuilder store, DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.SqlServer)
            store.UseSqlServer(source => source.UseRegisteredDataSource = true);
        else
            store.UsePostgres(source => source.UseRegisteredDataSource = true);
        store.UseClustering();
        store.ConfigureStore(options =>
        {
            options.TablePrefix = JobsDataSetup.QuartzTablePrefix;
            options.StoreJobDataAsStrings = true;
            options.RecoverFiringsCancelledByShutdown = true;
        });
    }
}
