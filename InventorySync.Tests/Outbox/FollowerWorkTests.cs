using InventorySync.Data.Outbox;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

public sealed class FollowerWorkTests(OutboxShop outbox) : IClassFixture<OutboxShop>, IAsyncLifetime
{
    private static readonly OutboxSettings Settings = new();

    public Task InitializeAsync() => outbox.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_follower_is_given_every_message_in_order_and_keeps_its_own_place()
    {
        await outbox.HappenedAsync("a", "b", "c");
        await outbox.PlaceAsync();

        await outbox.StepWhileAnyAsync("Listings");

        Assert.Equal(["a", "b", "c"], outbox.Log.SubjectsOf("Listings"));
        Assert.Empty(outbox.Log.SubjectsOf("Alarms"));
        Assert.Equal((3, 0), ((await outbox.PlaceOfAsync("Listings")).Position, (await outbox.PlaceOfAsync("Alarms")).Position));
    }

    [Fact]
    public async Task After_a_failed_batch_messages_go_one_at_a_time_so_that_only_the_guilty_one_waits()
    {
        Refuse("b");
        await outbox.HappenedAsync("a", "b", "c");
        await outbox.PlaceAsync();

        await outbox.StepWhileAnyAsync("Listings");

        Assert.Equal(["a"], outbox.Log.SubjectsOf("Listings"));
        var place = await outbox.PlaceOfAsync("Listings");
        Assert.Equal((1, 1), (place.Position, place.Attempts));
        Assert.Equal("InvalidOperationException: b cannot be handled", place.Error);
    }

    [Fact]
    public async Task Each_failure_is_waited_on_longer_and_the_wait_outlives_a_restart()
    {
        Refuse("b");
        await outbox.HappenedAsync("b");
        await outbox.PlaceAsync();

        foreach (var seconds in new[] { 1, 4, 16, 60 })
        {
            await outbox.StepWhileAnyAsync("Listings");
            Assert.Equal(outbox.Shop.Clock.GetUtcNow().AddSeconds(seconds), (await outbox.PlaceOfAsync("Listings")).RetryAt);
            outbox.Shop.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.5));
            var restarted = await outbox.NewNodeAsync();
            Assert.False(await restarted.GetRequiredService<FollowerWork>().StepAsync("Listings"));
            outbox.Shop.Clock.Advance(TimeSpan.FromSeconds(0.5));
        }
    }

    [Fact]
    public async Task A_message_that_fails_too_often_is_set_aside_with_its_error_and_the_follower_goes_on()
    {
        Refuse("poison");
        await outbox.HappenedAsync("a", "poison", "b");
        await outbox.PlaceAsync();

        await DrainAsync("Listings");
        await DrainAsync("Alarms");

        Assert.Equal(["a", "b"], outbox.Log.SubjectsOf("Listings"));
        Assert.Equal(3, (await outbox.PlaceOfAsync("Listings")).Position);
        Assert.Equal(Settings.Attempts + 1, outbox.Log.GivenTo("Listings").Count(m => m.Subject == "poison"));
        await using var db = outbox.Shop.Db();
        var aside = await db.SetAsideMessages.Where(m => m.Follower == "Listings").SingleAsync();
        Assert.Equal(("poison", Settings.Attempts, "InvalidOperationException: poison cannot be handled"), (aside.Subject, aside.Attempts, aside.Error));
    }

    [Fact]
    public async Task A_follower_that_fails_or_is_slow_holds_up_no_other()
    {
        var released = new TaskCompletionSource();
        outbox.Log.Meanwhile = (follower, _) => follower == "Listings" ? released.Task : Task.CompletedTask;
        await outbox.HappenedAsync("a", "b");
        await outbox.PlaceAsync();

        var slow = outbox.StepAsync("Listings");
        await outbox.StepWhileAnyAsync("Alarms");
        Assert.Equal(["a", "b"], outbox.Log.SubjectsOf("Alarms"));
        Assert.False(slow.IsCompleted);

        released.SetResult();
        await slow;
        Assert.Equal(["a", "b"], outbox.Log.SubjectsOf("Listings"));
    }

    [Fact]
    public async Task While_one_node_works_for_a_follower_another_leaves_it_alone()
    {
        var released = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        outbox.Log.Meanwhile = (_, _) =>
        {
            started.TrySetResult();
            return released.Task;
        };
        await outbox.HappenedAsync("a");
        await outbox.PlaceAsync();
        var other = await outbox.NewNodeAsync();

        var first = outbox.StepAsync("Listings");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(await other.GetRequiredService<FollowerWork>().StepAsync("Listings"));

        released.SetResult();
        await first;
        Assert.False(await other.GetRequiredService<FollowerWork>().StepAsync("Listings"));
        Assert.Single(outbox.Log.HandledBy("Listings"));
    }

    [Fact]
    public async Task When_a_node_dies_in_the_middle_of_a_batch_another_is_given_the_same_batch()
    {
        using var death = new CancellationTokenSource();
        outbox.Log.Meanwhile = (_, _) => death.CancelAsync();
        await outbox.HappenedAsync("a", "b");
        await outbox.PlaceAsync();
        var dying = await outbox.NewNodeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying.GetRequiredService<FollowerWork>().StepAsync("Listings", death.Token));
        await dying.DisposeAsync();
        await outbox.StepWhileAnyAsync("Listings");

        Assert.Equal(["a", "b", "a", "b"], outbox.Log.GivenTo("Listings").Select(m => m.Subject));
        Assert.Equal(2, (await outbox.PlaceOfAsync("Listings")).Position);
    }

    [Fact]
    public async Task A_follower_new_to_the_shop_begins_with_what_is_kept_or_with_what_comes_as_it_wishes()
    {
        await outbox.HappenedAsync("a", "b");
        await outbox.PlaceAsync();
        await using var grown = outbox.Shop.NewNode(services => services.AddSingleton(outbox.Log).AddFollower<Bookkeeping>().AddFollower<Greetings>(FollowerStart.Now));
        var work = grown.GetRequiredService<FollowerWork>();
        await work.EnrolAsync();
        await outbox.HappenedAsync("c");
        await outbox.PlaceAsync();

        await work.StepAsync("Bookkeeping");
        await work.StepAsync("Greetings");

        Assert.Equal(["a", "b", "c"], outbox.Log.SubjectsOf("Bookkeeping"));
        Assert.Equal(["c"], outbox.Log.SubjectsOf("Greetings"));
    }

    private void Refuse(string subject) => outbox.Log.Meanwhile = (_, batch) => batch.Any(m => m.Subject == subject)
        ? throw new InvalidOperationException($"{subject} cannot be handled")
        : Task.CompletedTask;

    private async Task DrainAsync(string follower)
    {
        for (var i = 0; i <= Settings.Attempts; i++)
        {
            await outbox.StepWhileAnyAsync(follower);
            outbox.Shop.Clock.Advance(Settings.LongestPause);
        }
    }

    private sealed class Bookkeeping(FollowerLog log) : LoggedFollower(log)
    {
        public override string Name => nameof(Bookkeeping);
    }

    private sealed class Greetings(FollowerLog log) : LoggedFollower(log)
    {
        public override string Name => nameof(Greetings);
    }
}
