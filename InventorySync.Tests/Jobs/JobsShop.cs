using System.Collections.Concurrent;
using InventorySync.Data.Jobs;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Jobs;
using InventorySync.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace InventorySync.Tests.Jobs;

/// <summary>A shop whose jobs and background work run by the real clock, on as many nodes as a test starts.</summary>
public sealed class JobsShop : IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];

    public TestShop Shop { get; } = new();

    /// <summary>What the job and the handler of the tests do.</summary>
    public TestWork Work { get; } = new();

    public Task InitializeAsync() => Shop.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Shop.DisposeAsync();
    }

    /// <summary>A node that is set up like the app's, but whose schedule has the tests' jobs.</summary>
    public ServiceProvider NewNode(JobsSettings? settings = null)
    {
        var node = Shop.NewNode(services =>
        {
            services.AddSingleton(Work);
            services.AddBackgroundWork<TestHandler>();
            services.AddScoped<TestJob>().AddScoped<OtherTestJob>();
            services.Replace(ServiceDescriptor.Singleton(new JobPlan().Run<TestJob>(at: new(2, 30)).Run<OtherTestJob>(every: TimeSpan.FromHours(1))));
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.Replace(ServiceDescriptor.Singleton(settings ?? new JobsSettings()));
        });
        _nodes.Add(node);
        return node;
    }

    public async Task<IScheduler> StartScheduleAsync(ServiceProvider node)
    {
        await node.GetRequiredService<ScheduleKeeper>().KeepAsync();
        var scheduler = await node.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Start();
        return scheduler;
    }

    public static async Task StartWorkersAsync(ServiceProvider node)
    {
        await node.GetRequiredService<OutboxDispatcher>().StartAsync(CancellationToken.None);
        await node.GetRequiredService<BackgroundWorker>().StartAsync(CancellationToken.None);
    }

    public static async Task StopWorkersAsync(ServiceProvider node)
    {
        await node.GetRequiredService<BackgroundWorker>().StopAsync(CancellationToken.None);
        await node.GetRequiredService<OutboxDispatcher>().StopAsync(CancellationToken.None);
    }

    public static Actor Person(long id, params string[] permissions) =>
        new(ActorKind.Person, $"Person {id}") { PersonId = id, Permissions = permissions.ToHashSet(), Locations = new HashSet<long> { 3, 5 }, Address = "10.0.0.7" };

    public static TService As<TService>(ServiceProvider node, Actor actor)
        where TService : notnull
    {
        var scope = node.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return scope.ServiceProvider.GetRequiredService<TService>();
    }

    public async Task<BackgroundTask> TaskAsync(long taskId)
    {
        await using var db = Shop.Db();
        return await db.BackgroundTasks.AsNoTracking().SingleAsync(t => t.Id == taskId);
    }

    public async Task<BackgroundTask> EndOfAsync(long taskId)
    {
        await Eventually.TrueAsync(async () => (await TaskAsync(taskId)).Ended, "the work comes to its end");
        return await TaskAsync(taskId);
    }
}

/// <summary>What the job and the handler of the tests do, and what they saw.</summary>
public sealed class TestWork
{
    public Func<Progress, CancellationToken, Task> Job { get; set; } = (_, _) => Task.CompletedTask;

    public Func<RunningTask, Progress, CancellationToken, Task<WorkResult>> Handler { get; set; } = (_, _, _) => Task.FromResult(new WorkResult("Done."));

    public ConcurrentQueue<Actor> Actors { get; } = [];
}

[Job("Test job", "Does what the test wants.")]
public sealed class TestJob(TestWork work, Progress progress, CurrentActor actor) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        work.Actors.Enqueue(actor.Actor);
        await work.Job(progress, cancellationToken);
    }
}

[Job("Other test job", "Does nothing.")]
public sealed class OtherTestJob : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}

public sealed class TestHandler(TestWork work, Progress progress, CurrentActor actor) : IBackgroundWork
{
    public string Kind => "test";

    public Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        work.Actors.Enqueue(actor.Actor);
        return work.Handler(task, progress, ct);
    }
}
