using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Jobs;

public static class JobsDataSetup
{
    public const string QuartzTablePrefix = QuartzTables.Prefix;

    public static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(JobsSettings.Section).Get<JobsSettings>() ?? new JobsSettings());
        services.AddScoped<Progress>();
        services.AddScoped<BackgroundTasks>();
        services.AddList<BackgroundTaskList>();
        services.AddList<JobRunList>();
        services.AddSingleton<WorkPlace>();
        services.AddSingleton<TaskQueue>();
        services.AddSingleton<TaskRunner>();
        services.AddSingleton(p => new JobRuns(p.GetRequiredService<WorkPlace>(), p.GetRequiredService<IServiceScopeFactory>()));
        services.AddScoped<WorkRetention>();
        services.AddSingleton<BackgroundWorker>();
        services.AddHostedService(p => p.GetRequiredService<BackgroundWorker>());
        return services;
    }
}
