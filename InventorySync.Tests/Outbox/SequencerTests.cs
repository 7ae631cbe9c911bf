using InventorySync.Data;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

public sealed class SequencerTests(OutboxShop outbox) : IClassFixture<OutboxShop>, IAsyncLifetime
{
    public Task InitializeAsync() => outbox.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Messages_get_places_without_a_gap_in_the_order_they_were_written()
    {
        await outbox.HappenedAsync("a", "b");
        await outbox.PlaceAsync();
        await outbox.HappenedAsync("c");
        await outbox.PlaceAsync();

        Assert.Equal([("a", 1L), ("b", 2L), ("c", 3L)], await PlacesAsync());
    }

    [Fact]
    public async Task Without_messages_nothing_is_placed() => Assert.Equal(0, await outbox.PlaceAsync());

    [Fact]
    public async Task A_long_open_transaction_holds_up_nobody_and_its_messages_come_when_it_is_committed()
    {
        await using var slow = outbox.Shop.Db();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Outbox.Add(outbox.Message("slow"));
        await slow.SaveChangesAsync();
        await outbox.HappenedAsync("quick");

        Assert.Equal(1, await outbox.PlaceAsync());
        await outbox.StepAsync("Listings");
        Assert.Equal(["quick"], outbox.Log.SubjectsOf("Listings"));

        await transaction.CommitAsync();
        await outbox.PlaceAsync();
        await outbox.StepAsync("Listings");
        Assert.Equal(["quick", "slow"], outbox.Log.SubjectsOf("Listings"));
    }

    [Fact]
    public async Task What_was_rolled_back_never_happened()
    {
        await using (var db = outbox.Shop.Db())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Outbox.Add(outbox.Message("never"));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await outbox.PlaceAsync());
    }

    [Fact]
    public async Task Many_writers_and_sequencers_on_two_nodes_place_every_message_once_and_without_a_gap()
    {
        const int Writers = 8, Each = 40;
        var other = await outbox.NewNodeAsync();
        using var done = new CancellationTokenSource();

        var sequencers = new[] { outbox.Node, outbox.Node, other, other }.Select(node => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await node.GetRequiredService<Sequencer>().PlaceAsync();
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                await outbox.HappenedAsync($"writer:{writer}/{i}");
        })));
        await done.CancelAsync();
        await Task.WhenAll(sequencers);
        await outbox.PlaceAsync();

        var places = await PlacesAsync();
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(i => (long)i), places.Select(p => p.Position));
        foreach (var byWriter in places.GroupBy(p => p.Subject.Split('/')[0]))
            Assert.Equal(Enumerable.Range(0, Each), byWriter.Select(p => int.Parse(p.Subject.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_save_gives_the_signal_once_it_is_committed_and_not_before()
    {
        var signal = outbox.Node.GetRequiredService<OutboxSignal>();
        await using var db = outbox.Node.GetRequiredService<InventoryDatabase>().Open(Actor.System("Test"));
        var next = signal.Written.Next;
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Outbox.Add(outbox.Message("signalled"));
        await db.SaveChangesAsync();
        Assert.False(next.IsCompleted);

        await transaction.CommitAsync();
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_save_without_a_transaction_of_its_own_gives_the_signal_too_and_one_without_messages_does_not()
    {
        var signal = outbox.Node.GetRequiredService<OutboxSignal>();
        await using var scope = outbox.Node.CreateAsyncScope();
        var dbs = scope.ServiceProvider.GetRequiredService<IDbContextFactory<Domain.InventoryDb>>();
        var next = signal.Written.Next;
        await dbs.ChangeAsync(db => db.OutboxSequence.ToListAsync());
        Assert.False(next.IsCompleted);

        await using var changed = await dbs.CreateDbContextAsync();
        changed.Outbox.Add(outbox.Message("signalled"));
        await changed.SaveChangesAsync();
        Assert.True(next.IsCompleted);
    }

    private async Task<List<(string Subject, long Position)>> PlacesAsync()
    {
        await using var db = outbox.Shop.Db();
        return [.. (await db.Outbox.OrderBy(m => m.Position).ToListAsync()).Select(m => (m.Subject, m.Position!.Value))];
    }
}
