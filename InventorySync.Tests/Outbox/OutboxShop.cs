using InventorySync.Data.Outbox;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

/// <summary>A shop in which two followers listen, worked by as many nodes as a test starts.</summary>
public sealed class OutboxShop : IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];

    public TestShop Shop { get; } = new();

    public FollowerLog Log { get; } = new();

    public ServiceProvider Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        Node = await NewNodeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Shop.DisposeAsync();
    }

    public async Task<ServiceProvider> NewNodeAsync()
    {
        var node = Shop.NewNode(services => services.AddSingleton(Log).AddFollower<Listings>().AddFollower<Alarms>());
        _nodes.Add(node);
        await node.GetRequiredService<FollowerWork>().EnrolAsync();
        return node;
    }

    /// <summary>As if nothing had ever happened in the shop.</summary>
    public async Task ForgetAsync()
    {
        await using var db = Shop.Db();
        await db.Outbox.ExecuteDeleteAsync();
        await db.SetAsideMessages.ExecuteDeleteAsync();
        await db.FollowerPlaces.ExecuteDeleteAsync();
        await db.OutboxSequence.ExecuteUpdateAsync(set => set.SetProperty(s => s.LastPosition, 0));
        await Node.GetRequiredService<FollowerWork>().EnrolAsync();
        Log.Clear();
        Log.Meanwhile = (_, _) => Task.CompletedTask;
    }

    public OutboxMessage Message(string subject) => new("Tested", subject, "{}", Shop.Clock.GetUtcNow());

    public async Task HappenedAsync(params string[] subjects)
    {
        await using var db = Shop.Db();
        foreach (var subject in subjects)
            db.Outbox.Add(Message(subject));
        await db.SaveChangesAsync();
    }

    public Task<int> PlaceAsync() => Node.GetRequiredService<Sequencer>().PlaceAsync();

    public Task<bool> StepAsync(string follower) => Node.GetRequiredService<FollowerWork>().StepAsync(follower);

    public async Task StepWhileAnyAsync(string follower)
    {
        for (var steps = 0; await StepAsync(follower); steps++)
            Assert.True(steps < 1000, "a follower never comes to an end");
    }

    public async Task<FollowerPlace> PlaceOfAsync(string follower)
    {
        await using var db = Shop.Db();
        return await db.FollowerPlaces.AsNoTracking().SingleAsync(p => p.Name == follower);
    }
}
