using InventorySync.Domain;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Tests.Jobs;
using InventorySync.Web;
using InventorySync.Web.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

[assembly: HostingStartup(typeof(SlowWork))]

namespace InventorySync.Tests.Jobs;

/// <summary>What the app's own processes are given in the tests with two nodes: a job and background work that take long and count what they did.</summary>
public sealed class SlowWork : IHostingStartup
{
    public const int Steps = 24;

    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(400);

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => Add(services));

    public static IServiceCollection Add(IServiceCollection services)
    {
        var plan = new JobPlan();
        plan.Run<SlowJob>(at: new(0, 0), DayOfWeek.Sunday);
        services.AddScoped<SlowJob>();
        services.AddBackgroundWork<SlowHandler>();
        return services.AddSingleton(plan);
    }

    public static Task PrepareAsync(InventoryDb db) =>
        db.Database.ExecuteSqlRawAsync("CREATE TABLE test_effects (work varchar(20) NOT NULL, step int NOT NULL, node varchar(200) NOT NULL)");

    public static Task<List<int>> StepsAsync(InventoryDb db, string work) =>
        db.Database.SqlQuery<int>($"SELECT step AS \"Value\" FROM test_effects WHERE work = {work}").ToListAsync();
}

/// <summary>Does what is not done yet: right however often it is begun.</summary>
[Job("Slow job", "Takes its time.")]
public sealed class SlowJob(IDbContextFactory<InventoryDb> dbs, Node node, Progress progress) : IJob
{
    public const string Work = "job";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        for (var step = 1; step <= SlowWork.Steps; step++)
        {
            await dbs.ChangeAsync(async db =>
            {
                var done = await SlowWork.StepsAsync(db, Work);
                if (!done.Contains(step))
                    await db.Database.ExecuteSqlAsync($"INSERT INTO test_effects (work, step, node) VALUES ({Work}, {step}, {node.Name})", cancellationToken);
            }, cancellationToken);
            progress.Report(step, SlowWork.Steps);
            await Task.Delay(SlowWork.Step, cancellationToken);
        }
    }
}

/// <summary>Saves each step with its checkpoint: a step that was done twice would be there twice.</summary>
public sealed class SlowHandler(IDbContextFactory<InventoryDb> dbs, Node node, Progress progress) : IBackgroundWork
{
    public const string Work = "task";

    public string Kind => "slow";

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        for (var step = task.Checkpoint<int>() + 1; step <= SlowWork.Steps; step++)
        {
            await dbs.ChangeAsync(async db =>
            {
                await db.Database.ExecuteSqlAsync($"INSERT INTO test_effects (work, step, node) VALUES ({Work}, {step}, {node.Name})", ct);
                await task.SaveCheckpointAsync(db, step, ct);
            }, ct);
            progress.Report(step, SlowWork.Steps);
            await Task.Delay(SlowWork.Step, ct);
        }

        return new WorkResult(new Sentence("{0} steps done.", SlowWork.Steps));
    }
}
