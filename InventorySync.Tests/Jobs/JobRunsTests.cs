using InventorySync.Data.Jobs;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Jobs;

public sealed class JobRunsTests(JobsShop jobs) : IClassFixture<JobsShop>, IAsyncLifetime
{
    private ServiceProvider _node = null!;

    public async Task InitializeAsync()
    {
        await using var db = jobs.Shop.Db();
        await db.JobRuns.ExecuteDeleteAsync();
        _node = jobs.NewNode(new JobsSettings { CheckInSeconds = 1, CheckInToleranceSeconds = 1 });
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Run_now_runs_the_job_as_the_system_and_remembers_who_started_it_and_what_it_did()
    {
        jobs.Work.Actors.Clear();
        jobs.Work.Job = (progress, _) =>
        {
            progress.Report(7, 7, new Sentence("{0} rows looked at.", 7));
            return Task.CompletedTask;
        };
        await jobs.StartScheduleAsync(_node);

        await Board(JobsShop.Person(4, Permissions.JobsView, Permissions.JobsRun)).RunNowAsync("TestJob");

        var run = await EndAsync();
        Assert.Equal((WorkState.Done, "Person 4", 4L, "7 rows looked at.", 7L), (run.State, run.StartedBy, run.StartedById, run.Note!.ToString(), run.Done));
        Assert.NotNull(run.Node);
        var actor = Assert.Single(jobs.Work.Actors);
        Assert.Equal((ActorKind.System, "TestJob"), (actor.Kind, actor.Name));
    }

    [Fact]
    public async Task A_run_that_fails_is_remembered_with_its_error_and_the_schedule_tries_it_again()
    {
        var tries = 0;
        jobs.Work.Job = (_, _) => Interlocked.Increment(ref tries) == 1 ? throw new InvalidOperationException("the disk is full") : Task.CompletedTask;
        await Assert.ThrowsAsync<JobFailedException>(() => RunAsync());

        var failed = await EndAsync();
        Assert.Equal((WorkState.Failed, "Something unexpected went wrong."), (failed.State, failed.Note!.Text));
        Assert.Contains("the disk is full", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_may_mend_it_are_told_of_the_first_failure_and_not_of_each_one_after_it()
    {
        var owner = await OwnerAsync();
        jobs.Work.Job = (_, _) => throw new InvalidOperationException("broken");
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<JobFailedException>(() => RunAsync());
        Assert.Equal(["Test job"], await ToldAsync(owner));

        jobs.Work.Job = (_, _) => Task.CompletedTask;
        await RunAsync();
        jobs.Work.Job = (_, _) => throw new InvalidOperationException("broken again");
        await Assert.ThrowsAsync<JobFailedException>(() => RunAsync());
        Assert.Equal(["Test job", "Test job"], await ToldAsync(owner));
    }

    [Fact]
    public async Task A_refusal_is_remembered_in_the_shops_words()
    {
        jobs.Work.Job = (_, _) => throw new BusinessRuleException("Only {0} left to reserve.", 3);

        await Assert.ThrowsAsync<JobFailedException>(() => RunAsync());

        Assert.Equal("Only 3 left to reserve.", (await EndAsync()).Note!.ToString());
    }

    [Fact]
    public async Task A_running_job_shows_its_progress_and_stops_when_somebody_cancels_it()
    {
        jobs.Work.Job = async (progress, ct) =>
        {
            progress.Report(3, 10, "Counting");
            await Task.Delay(Timeout.Infinite, ct);
        };
        var running = RunAsync();
        await Eventually.TrueAsync(async () => (await LastAsync()) is { Done: 3, Total: 10 }, "the progress is stored");

        await Board(JobsShop.Person(4, Permissions.JobsRun)).CancelAsync((await LastAsync())!.Id);

        await running;
        var run = await EndAsync();
        Assert.Equal((WorkState.Cancelled, "Cancelled by Person 4."), (run.State, run.Note!.ToString()));
    }

    [Fact]
    public async Task A_run_whose_node_died_is_closed_as_interrupted()
    {
        await using (var db = jobs.Shop.Db())
        {
            db.JobRuns.Add(new JobRun("TestJob", "", null, "dead-node", "token", TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeSpan.FromSeconds(20)));
            await db.SaveChangesAsync();
        }

        await _node.GetRequiredService<JobRuns>().CloseAbandonedAsync();

        Assert.Equal(WorkState.Interrupted, (await LastAsync())!.State);
    }

    [Fact]
    public async Task The_board_tells_when_each_job_runs_next_and_a_paused_one_does_not_run()
    {
        await jobs.StartScheduleAsync(_node);
        var board = Board(JobsShop.Person(4, Permissions.JobsView, Permissions.JobsRun));

        await board.PauseAsync("OtherTestJob");
        var paused = (await board.CardsAsync()).Single(c => c.Job.Name == "OtherTestJob");
        Assert.Equal((true, "Person 4"), (paused.Paused, paused.PausedBy));

        await board.ResumeAsync("OtherTestJob");
        var card = (await board.CardsAsync()).Single(c => c.Job.Name == "OtherTestJob");
        Assert.False(card.Paused);
        Assert.InRange(card.NextRun!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        Assert.Equal(["paused", "resumed"], (await AuditAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Only_those_who_may_run_jobs_lay_hands_on_them()
    {
        var looker = Board(JobsShop.Person(8, Permissions.JobsView));

        await Assert.ThrowsAsync<ForbiddenException>(() => looker.RunNowAsync("TestJob"));
        await Assert.ThrowsAsync<ForbiddenException>(() => looker.PauseAsync("TestJob"));
        await Assert.ThrowsAsync<ForbiddenException>(() => looker.ResumeAsync("TestJob"));
        await Assert.ThrowsAsync<ForbiddenException>(() => looker.CancelAsync(1));
        await Assert.ThrowsAsync<ForbiddenException>(() => Board(JobsShop.Person(9)).CardsAsync());
    }

    [Fact]
    public async Task Old_runs_are_forgotten_but_never_the_last_one_of_a_job()
    {
        var retention = jobs.Shop.Get<WorkRetention>();
        await using var db = jobs.Shop.Db();
        var now = jobs.Shop.Clock.GetUtcNow();
        foreach (var days in new[] { 90, 60, 40 })
            db.JobRuns.Add(Ended("Rare", now.AddDays(-days)));
        for (var i = 0; i < 300; i++)
            db.JobRuns.Add(Ended("Frequent", now.AddMinutes(-30 * i)));
        await db.SaveChangesAsync();

        await retention.RemoveOldAsync();

        Assert.Equal([now.AddDays(-40)], await db.JobRuns.AsNoTracking().Where(r => r.Kind == "Rare").Select(r => r.EndedAt!.Value).ToListAsync());
        Assert.Equal(now.AddDays(-3), await db.JobRuns.Where(r => r.Kind == "Frequent").MinAsync(r => r.EndedAt));
    }

    private static JobRun Ended(string job, DateTimeOffset at)
    {
        var run = new JobRun(job, "", null, "node", "token", at, TimeSpan.Zero);
        run.End(WorkState.Done, null, null, at);
        return run;
    }

    private JobBoard Board(Actor actor) => JobsShop.As<JobBoard>(_node, actor);

    private Task RunAsync() => _node.GetRequiredService<JobRuns>().RunAsync(
        "TestJob", "Test job", "", null, (services, ct) => services.GetRequiredService<TestWork>().Job(services.GetRequiredService<Progress>(), ct), CancellationToken.None);

    private async Task<long> OwnerAsync()
    {
        await using var db = jobs.Shop.Db();
        var role = new Role { Name = "Mechanic", NormalizedName = "MECHANIC", Permissions = [Permissions.JobsRun] };
        var person = new Person { DisplayName = "Mia", UserName = "mia@shop.example" };
        db.AddRange(role, person);
        db.UserRoles.Add(new() { RoleId = role.Id, UserId = person.Id });
        await db.SaveChangesAsync();
        return person.Id;
    }

    private async Task<List<string>> ToldAsync(long personId)
    {
        await using var db = jobs.Shop.Db();
        return [.. (await db.Notifications.AsNoTracking().Where(n => n.PersonId == personId).OrderBy(n => n.Id).ToListAsync()).SelectMany(n => n.Said.Arguments).Select(a => $"{a}")];
    }

    private async Task<JobRun?> LastAsync()
    {
        await using var db = jobs.Shop.Db();
        return await db.JobRuns.AsNoTracking().Where(r => r.Kind == "TestJob").OrderByDescending(r => r.Id).FirstOrDefaultAsync();
    }

    private async Task<JobRun> EndAsync()
    {
        await Eventually.TrueAsync(async () => await LastAsync() is { Ended: true }, "the run comes to its end");
        return (await LastAsync())!;
    }

    private async Task<List<AuditEntry>> AuditAsync()
    {
        await using var db = jobs.Shop.Db();
        return await db.Audit.AsNoTracking().Where(e => e.SubjectKind == "Job" && e.SubjectName == "Other test job").OrderBy(e => e.Id).ToListAsync();
    }
}
