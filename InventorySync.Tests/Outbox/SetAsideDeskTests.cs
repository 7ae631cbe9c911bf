using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Tests.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

public sealed class SetAsideDeskTests(OutboxShop outbox) : IClassFixture<OutboxShop>, IAsyncLifetime
{
    private static readonly Actor Mechanic = JobsShop.Person(4, Permissions.JobsView, Permissions.JobsRun);

    public async Task InitializeAsync()
    {
        await outbox.ForgetAsync();
        outbox.Log.Meanwhile = (_, batch) => batch.Any(m => m.Subject.StartsWith("poison", StringComparison.Ordinal)) ? throw new InvalidOperationException("cannot be handled") : Task.CompletedTask;
        await outbox.HappenedAsync("poison:1", "good", "poison:2");
        await outbox.PlaceAsync();
        for (var i = 0; i < 12; i++)
        {
            await outbox.StepWhileAnyAsync("Listings");
            outbox.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // what is told of the messages set aside
        await outbox.PlaceAsync();
        await outbox.StepWhileAnyAsync("Listings");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_that_can_be_handled_now_is_handled_and_set_aside_no_more()
    {
        outbox.Log.Meanwhile = (_, _) => Task.CompletedTask;
        var first = (await AsideAsync())[0];

        Assert.True(await Desk(Mechanic).TryAgainAsync(first.Id));

        var again = outbox.Log.HandledBy("Listings")[^1];
        Assert.Equal(("poison:1", first.MessageId, first.Position), (again.Subject, again.Id, again.Position!.Value));
        Assert.Equal(["poison:2"], (await AsideAsync()).Select(m => m.Subject));
    }

    [Fact]
    public async Task One_that_still_fails_stays_with_its_new_error()
    {
        outbox.Log.Meanwhile = (_, _) => throw new InvalidOperationException("still broken");
        var first = (await AsideAsync())[0];

        Assert.False(await Desk(Mechanic).TryAgainAsync(first.Id));

        var kept = (await AsideAsync())[0];
        Assert.Equal((first.Attempts + 1, "InvalidOperationException: still broken"), (kept.Attempts, kept.Error));
    }

    [Fact]
    public async Task All_of_a_follower_are_tried_again_in_the_background()
    {
        outbox.Log.Meanwhile = (_, batch) => batch[0].Subject == "poison:1" ? throw new InvalidOperationException("still broken") : Task.CompletedTask;
        var node = await outbox.NewNodeAsync();
        await JobsShop.StartWorkersAsync(node);

        var id = await Desk(Mechanic).TryAllAgainAsync("Listings");

        var tasks = JobsShop.As<BackgroundTasks>(node, Mechanic);
        await Eventually.TrueAsync(async () => (await tasks.FindAsync(id))!.Ended, "all were tried");
        await JobsShop.StopWorkersAsync(node);
        Assert.Equal("1 of 2 messages were handled.", (await tasks.FindAsync(id))!.Note!.ToString());
        Assert.Equal(["poison:1"], (await AsideAsync()).Select(m => m.Subject));
    }

    [Fact]
    public async Task A_dismissed_message_is_gone_and_the_audit_knows_who_dismissed_it()
    {
        var first = (await AsideAsync())[0];

        await Desk(Mechanic).DismissAsync(first.Id);

        Assert.Equal(["poison:2"], (await AsideAsync()).Select(m => m.Subject));
        await using var db = outbox.Shop.Db();
        var entry = await db.Audit.SingleAsync(e => e.SubjectId == first.Id && e.Action == "deleted");
        Assert.Equal(("Person 4", "Tested poison:1 → Listings"), (entry.ActorName, entry.SubjectName));
        await Assert.ThrowsAsync<NotFoundException>(() => Desk(Mechanic).DismissAsync(first.Id));
    }

    [Fact]
    public async Task Only_those_who_may_run_jobs_deal_with_them()
    {
        var looker = JobsShop.Person(5, Permissions.JobsView);
        var first = (await AsideAsync())[0];

        Assert.Equal(2, (await JobsShop.As<SetAsideList>(outbox.Node, looker).PageAsync(new ListRequest())).Total);
        await Assert.ThrowsAsync<ForbiddenException>(() => Desk(looker).TryAgainAsync(first.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => Desk(looker).TryAllAgainAsync("Listings"));
        await Assert.ThrowsAsync<ForbiddenException>(() => Desk(looker).DismissAsync(first.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => JobsShop.As<FollowerBoard>(outbox.Node, JobsShop.Person(6)).CardsAsync());
    }

    [Fact]
    public async Task The_board_tells_how_far_each_follower_is()
    {
        var happened = outbox.Shop.Clock.GetUtcNow();
        await outbox.HappenedAsync("later:1", "later:2");
        await outbox.PlaceAsync();
        outbox.Shop.Clock.Advance(TimeSpan.FromSeconds(10));

        var cards = (await JobsShop.As<FollowerBoard>(outbox.Node, Mechanic).CardsAsync()).ToDictionary(c => c.Name);

        Assert.Equal((2L, happened, 2), (cards["Listings"].Waiting, cards["Listings"].OldestWaiting, cards["Listings"].SetAside));
        Assert.Equal("InvalidOperationException: cannot be handled", cards["Listings"].Place.Error);
        Assert.True(cards["Alarms"].Waiting > cards["Listings"].Waiting);

        await outbox.StepWhileAnyAsync("Listings");
        var after = (await JobsShop.As<FollowerBoard>(outbox.Node, Mechanic).CardsAsync()).Single(c => c.Name == "Listings");
        Assert.Equal((0L, null), (after.Waiting, after.OldestWaiting));
        Assert.InRange(after.PerMinute, 2, 4);
    }

    private SetAsideDesk Desk(Actor actor) => JobsShop.As<SetAsideDesk>(outbox.Node, actor);

    private async Task<List<SetAsideMessage>> AsideAsync()
    {
        await using var db = outbox.Shop.Db();
        return await db.SetAsideMessages.AsNoTracking().Where(m => m.Follower == "Listings").OrderBy(m => m.Position).ToListAsync();
    }
}
