using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Jobs;
using InventorySync.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace InventorySync.Tests.Jobs;

/// <summary>Two processes of the built app on one database: one of them is killed in the middle of its work.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private static readonly string[] Quick = ["Jobs:CheckInSeconds=2", "Jobs:CheckInToleranceSeconds=3", "Jobs:TakeOverSeconds=6"];
    private static readonly Actor Owner = JobsShop.Person(1, Permissions.JobsView, Permissions.JobsRun);

    private readonly TestShop _shop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("two-nodes-");
    private readonly List<WebNode> _nodes = [];
    private ServiceProvider _here = null!;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        await using (var db = _shop.Db())
            await SlowWork.PrepareAsync(db);

        // this process only asks for work; it starts neither schedule nor workers
        _here = _shop.NewNode(services => SlowWork.Add(services).AddSingleton(TimeProvider.System));
        for (var i = 0; i < 2; i++)
            _nodes.Add(await WebNode.StartAsync(_shop.ConnectionString, _folder.FullName, Quick));
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            node.Dispose();
        await _here.DisposeAsync();
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task When_the_node_that_runs_a_job_is_killed_the_other_finishes_it_and_nothing_happens_twice()
    {
        await Eventually.TrueAsync(() => RunNowAsync(), "the schedule is stored");
        await UntilStepAsync(SlowJob.Work, 5);
        var killed = await KillAsync((await RunsAsync())[0].Node!);

        await Eventually.TrueAsync(async () => (await RunsAsync()).Any(r => r.State == WorkState.Done), "the other node finishes the job", seconds: 90);

        var runs = await RunsAsync();
        Assert.Equal([WorkState.Interrupted, WorkState.Done], runs.Select(r => r.State));
        Assert.Equal([killed.Name, Left.Name], runs.Select(r => r.Node));
        Assert.Equal(Enumerable.Range(1, SlowWork.Steps), (await StepsAsync(SlowJob.Work)).Order());
    }

    [Fact]
    public async Task When_the_node_that_does_background_work_is_killed_the_other_goes_on_from_the_checkpoint()
    {
        var id = await JobsShop.As<BackgroundTasks>(_here, Owner).StartAsync("slow", "Slow work", "");
        await UntilStepAsync(SlowHandler.Work, 5);
        var killed = await KillAsync((await TaskAsync(id)).Node!);

        await Eventually.TrueAsync(async () => (await TaskAsync(id)).Ended, "the other node finishes the work", seconds: 90);

        var task = await TaskAsync(id);
        Assert.Equal((WorkState.Done, Left.Name, 2), (task.State, task.Node, task.Attempts));
        Assert.NotEqual(killed.Name, task.Node);
        Assert.Equal(Enumerable.Range(1, SlowWork.Steps), (await StepsAsync(SlowHandler.Work)).Order());
    }

    [Fact]
    public async Task What_happens_on_one_node_is_seen_on_the_other_without_a_reload()
    {
        using (var visitor = new Visitor(_nodes[0].Address))
            await visitor.FoundShopAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        var person = await chromium.NewContextAsync();
        var here = await person.NewPageAsync();
        await here.SignInAsync(_nodes[0].Address);

        // signed in on one node is signed in on the other: sessions and keys are shared
        var there = await person.NewPageAsync();
        await there.GotoAsync(new Uri(_nodes[1].Address, "/operations/jobs").ToString());
        await Assertions.Expect(there.GetByText("never yet")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await here.GotoAsync(new Uri(_nodes[0].Address, "/operations/jobs").ToString());
        await Eventually.TrueAsync(async () =>
        {
            await here.GetByRole(AriaRole.Button, new() { Name = "Run now Slow job" }).ClickAsync();
            await Task.Delay(500);
            return await RunsAsync() is [_, ..];
        }, "the job is started by a click");

        await Assertions.Expect(there.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(there.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private WebNode Left => Assert.Single(_nodes);

    // the nodes store the schedule a moment after they answer
    private async Task<bool> RunNowAsync()
    {
        var scheduler = await _here.GetRequiredService<Quartz.ISchedulerFactory>().GetScheduler();
        if (!await scheduler.Exists(new Quartz.JobKey(nameof(SlowJob), "schedule")))
            return false;

        await JobsShop.As<JobBoard>(_here, Owner).RunNowAsync(nameof(SlowJob));
        return true;
    }

    private async Task<WebNode> KillAsync(string name)
    {
        var node = _nodes.Single(n => n.Name == name);
        await node.KillAsync();
        _nodes.Remove(node);
        return node;
    }

    private Task UntilStepAsync(string work, int step) => Eventually.TrueAsync(async () => (await StepsAsync(work)).Count >= step, $"{work} is at step {step}", seconds: 60);

    private async Task<List<int>> StepsAsync(string work)
    {
        await using var db = _shop.Db();
        return await SlowWork.StepsAsync(db, work);
    }

    private async Task<List<JobRun>> RunsAsync()
    {
        await using var db = _shop.Db();
        return await db.JobRuns.AsNoTracking().Where(r => r.Kind == nameof(SlowJob)).OrderBy(r => r.StartedAt).ToListAsync();
    }

    private async Task<BackgroundTask> TaskAsync(long taskId)
    {
        await using var db = _shop.Db();
        return await db.BackgroundTasks.AsNoTracking().SingleAsync(t => t.Id == taskId);
    }
}
