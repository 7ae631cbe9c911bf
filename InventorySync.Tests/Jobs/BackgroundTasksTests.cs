using InventorySync.Data.Jobs;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Jobs;

public sealed class BackgroundTasksTests(JobsShop jobs) : IClassFixture<JobsShop>, IAsyncLifetime
{
    private static readonly Actor Starter = JobsShop.Person(7, "test.permission");

    private ServiceProvider _node = null!;

    public async Task InitializeAsync()
    {
        await using var db = jobs.Shop.Db();
        await db.BackgroundTasks.ExecuteDeleteAsync();
        jobs.Work.Actors.Clear();
        _node = jobs.NewNode();
    }

    public async Task DisposeAsync() => await JobsShop.StopWorkersAsync(_node);

    [Fact]
    public async Task Work_is_done_with_the_permissions_of_whoever_started_it_and_leaves_a_result()
    {
        jobs.Work.Handler = (task, _, _) => Task.FromResult(new WorkResult(new Sentence("{0} rows imported.", task.Input<int[]>().Sum()), "/imports/5"));
        await JobsShop.StartWorkersAsync(_node);

        var id = await StartAsync(new[] { 40, 2 });

        var task = await jobs.EndOfAsync(id);
        Assert.Equal((WorkState.Done, "42 rows imported.", "/imports/5", "Person 7"), (task.State, task.Note!.ToString(), task.ResultLink, task.StartedBy));
        var actor = Assert.Single(jobs.Work.Actors);
        Assert.Equal((Starter.Kind, Starter.Name, Starter.PersonId, Starter.Address), (actor.Kind, actor.Name, actor.PersonId, actor.Address));
        Assert.Equal(Starter.Permissions, actor.Permissions);
        Assert.Equal(Starter.Locations, actor.Locations);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_shops_words_and_the_work_can_be_tried_again_from_where_it_was()
    {
        jobs.Work.Handler = async (task, _, ct) =>
        {
            if (task.Checkpoint<string>() is { } checkpoint)
                return new WorkResult(new Sentence("Went on from {0}.", checkpoint));

            await SaveAsync(db => task.SaveCheckpointAsync(db, "row 10", ct));
            throw new BusinessRuleException("The file has no column {0}.", "SKU");
        };
        await JobsShop.StartWorkersAsync(_node);

        var id = await StartAsync("x");
        var failed = await jobs.EndOfAsync(id);
        Assert.Equal((WorkState.Failed, "The file has no column SKU."), (failed.State, failed.Note!.ToString()));

        await Tasks(Starter).TryAgainAsync(id);
        Assert.Equal("Went on from row 10.", (await jobs.EndOfAsync(id)).Note!.ToString());
    }

    [Fact]
    public async Task Progress_is_stored_while_it_works_and_its_starter_can_cancel_it()
    {
        jobs.Work.Handler = async (_, progress, ct) =>
        {
            progress.Report(250, 1000, "Reading the file");
            await Task.Delay(Timeout.Infinite, ct);
            return new WorkResult("Never");
        };
        await JobsShop.StartWorkersAsync(_node);
        var id = await StartAsync("x");
        await Eventually.TrueAsync(async () => (await Tasks(Starter).FindAsync(id))?.Percent == 25, "the progress is shown");

        await Tasks(Starter).CancelAsync(id);

        var task = await jobs.EndOfAsync(id);
        Assert.Equal((WorkState.Cancelled, "Cancelled by Person 7."), (task.State, task.Note!.ToString()));
    }

    [Fact]
    public async Task Work_that_waits_is_cancelled_at_once()
    {
        var id = await StartAsync("x");

        await Tasks(Starter).CancelAsync(id);

        Assert.Equal(WorkState.Cancelled, (await jobs.TaskAsync(id)).State);
    }

    [Fact]
    public async Task When_a_node_is_stopped_another_goes_on_from_the_checkpoint()
    {
        var begun = new TaskCompletionSource();
        jobs.Work.Handler = async (task, _, ct) =>
        {
            if (task.Checkpoint<int>() is var checkpoint and > 0)
                return new WorkResult(new Sentence("Went on from {0}, attempt {1}.", checkpoint, task.Attempt));

            await SaveAsync(db => task.SaveCheckpointAsync(db, 500, ct));
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return new WorkResult("Never");
        };
        await JobsShop.StartWorkersAsync(_node);
        var id = await StartAsync("x");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await JobsShop.StopWorkersAsync(_node);
        Assert.Equal(WorkState.Waiting, (await jobs.TaskAsync(id)).State);
        _node = jobs.NewNode();
        await JobsShop.StartWorkersAsync(_node);

        Assert.Equal("Went on from 500, attempt 2.", (await jobs.EndOfAsync(id)).Note!.ToString());
    }

    [Fact]
    public async Task What_a_dead_node_held_is_taken_over_and_whoever_wakes_up_late_can_save_nothing_more()
    {
        var id = await StartAsync("x");
        var dead = await _node.GetRequiredService<TaskQueue>().TakeAsync(["test"], CancellationToken.None);
        Assert.Null(await _node.GetRequiredService<TaskQueue>().TakeAsync(["test"], CancellationToken.None));
        await using (var db = jobs.Shop.Db())
            await db.BackgroundTasks.ExecuteUpdateAsync(set => set.SetProperty(t => t.HeldUntil, TimeProvider.System.GetUtcNow().AddSeconds(-1)));

        jobs.Work.Handler = (task, _, _) => Task.FromResult(new WorkResult(new Sentence("Attempt {0}.", task.Attempt)));
        await JobsShop.StartWorkersAsync(_node);
        Assert.Equal("Attempt 2.", (await jobs.EndOfAsync(id)).Note!.ToString());

        var late = new RunningTask(dead!, dead!.RunToken!);
        await Assert.ThrowsAsync<TakenOverException>(() => SaveAsync(async db =>
        {
            db.Outbox.Add(new OutboxMessage("SavedLate", "test", "{}", DateTimeOffset.UnixEpoch));
            await db.SaveChangesAsync();
            await late.SaveCheckpointAsync(db, 1);
        }));
        await using var check = jobs.Shop.Db();
        Assert.False(await check.Outbox.AnyAsync(m => m.Kind == "SavedLate"));
    }

    [Fact]
    public async Task Work_that_kills_every_process_is_given_up_after_five()
    {
        var id = await StartAsync("x");
        var queue = _node.GetRequiredService<TaskQueue>();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.NotNull(await queue.TakeAsync(["test"], CancellationToken.None));
            await using var db = jobs.Shop.Db();
            await db.BackgroundTasks.ExecuteUpdateAsync(set => set.SetProperty(t => t.HeldUntil, TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        }

        Assert.Null(await queue.TakeAsync(["test"], CancellationToken.None));
        var task = await jobs.TaskAsync(id);
        Assert.Equal((WorkState.Failed, "It was begun 5 times and never came to its end."), (task.State, task.Note!.ToString()));
    }

    [Fact]
    public async Task Of_many_nodes_that_reach_for_the_same_work_one_gets_it()
    {
        for (var i = 0; i < 20; i++)
            await StartAsync(i);
        var other = jobs.NewNode();

        var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            Task.Run(() => (i % 2 == 0 ? _node : other).GetRequiredService<TaskQueue>().TakeAsync(["test"], CancellationToken.None))));

        Assert.Equal(20, taken.Where(t => t is not null).Select(t => t!.Id).Distinct().Count());
        Assert.Equal(4, taken.Count(t => t is null));
    }

    [Fact]
    public async Task Only_its_starter_and_those_who_see_all_jobs_see_it_and_only_those_who_run_jobs_stop_anothers()
    {
        var id = await StartAsync("x");

        Assert.NotNull(await Tasks(Starter).FindAsync(id));
        Assert.NotNull(await Tasks(JobsShop.Person(8, Permissions.JobsView)).FindAsync(id));
        Assert.Null(await Tasks(JobsShop.Person(9)).FindAsync(id));
        Assert.Equal([id], (await Tasks(Starter).MineAsync()).Select(t => t.Id));
        Assert.Empty(await Tasks(JobsShop.Person(9)).MineAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => Tasks(JobsShop.Person(9)).CancelAsync(id));
        await Assert.ThrowsAsync<ForbiddenException>(() => Tasks(JobsShop.Person(8, Permissions.JobsView)).CancelAsync(id));
        await Tasks(JobsShop.Person(10, Permissions.JobsView, Permissions.JobsRun)).CancelAsync(id);
    }

    [Fact]
    public async Task Ended_work_stays_beside_the_bell_until_its_starter_has_seen_it()
    {
        var id = await StartAsync("x");
        await Tasks(Starter).CancelAsync(id);
        Assert.Single(await Tasks(Starter).MineAsync());

        await Tasks(Starter).MarkSeenAsync(id);

        Assert.Empty(await Tasks(Starter).MineAsync());
    }

    private BackgroundTasks Tasks(Actor actor) => JobsShop.As<BackgroundTasks>(_node, actor);

    private Task<long> StartAsync(object input) => Tasks(Starter).StartAsync("test", "Import of products.csv", input);

    private async Task SaveAsync(Func<Domain.InventoryDb, Task> change)
    {
        await using var scope = _node.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDbContextFactory<Domain.InventoryDb>>().ChangeAsync(change);
    }
}
