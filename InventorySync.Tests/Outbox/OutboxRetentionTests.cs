using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

public sealed class OutboxRetentionTests(OutboxShop outbox) : IClassFixture<OutboxShop>, IAsyncLifetime
{
    public Task InitializeAsync() => outbox.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Only_what_is_old_and_handled_by_every_follower_is_removed()
    {
        await outbox.HappenedAsync("old:1", "old:2");
        await outbox.PlaceAsync();
        await outbox.StepWhileAnyAsync("Listings");
        outbox.Shop.Clock.Advance(TimeSpan.FromDays(15));
        await outbox.HappenedAsync("new");
        await outbox.PlaceAsync();
        await outbox.StepWhileAnyAsync("Listings");

        // the other follower is stuck at the first message, but at work
        outbox.Log.Meanwhile = (_, _) => throw new InvalidOperationException("stuck");
        await outbox.StepWhileAnyAsync("Alarms");
        await RemoveAsync();
        Assert.Equal(["old:1", "old:2", "new"], await LeftAsync());

        outbox.Log.Meanwhile = (_, _) => Task.CompletedTask;
        outbox.Shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await outbox.StepWhileAnyAsync("Alarms");
        await RemoveAsync();
        Assert.Equal(["new"], await LeftAsync());
    }

    [Fact]
    public async Task A_message_without_a_place_is_never_removed()
    {
        await outbox.HappenedAsync("not yet placed");
        outbox.Shop.Clock.Advance(TimeSpan.FromDays(100));

        await RemoveAsync();

        Assert.Equal(["not yet placed"], await LeftAsync());
    }

    [Fact]
    public async Task A_follower_that_left_the_product_holds_nothing_back()
    {
        await using (var db = outbox.Shop.Db())
        {
            db.FollowerPlaces.Add(new FollowerPlace("Former", 0, outbox.Shop.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        await outbox.HappenedAsync("old");
        await outbox.PlaceAsync();
        outbox.Shop.Clock.Advance(TimeSpan.FromDays(30));
        await outbox.StepWhileAnyAsync("Listings");
        await outbox.StepWhileAnyAsync("Alarms");

        await RemoveAsync();

        Assert.Empty(await LeftAsync());
    }

    private async Task RemoveAsync()
    {
        await using var scope = outbox.Node.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OutboxRetention>().RemoveOldAsync();
    }

    private async Task<List<string>> LeftAsync()
    {
        await using var db = outbox.Shop.Db();
        return await db.Outbox.OrderBy(m => m.Id).Select(m => m.Subject).ToListAsync();
    }
}
