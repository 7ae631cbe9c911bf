using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Webhooks;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Webhooks;

/// <summary>A shop that may call out to loopback, with another system there that receives.</summary>
public sealed class WebhookShop : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    public TestShop Shop { get; } = new();

    public ReceivingServer Other { get; private set; } = null!;

    public ServiceProvider Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        Other = await ReceivingServer.StartAsync();
        Node = NewNode();
        await Node.GetRequiredService<FollowerWork>().EnrolAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        await Other.DisposeAsync();
        await Shop.DisposeAsync();
    }

    public ServiceProvider NewNode()
    {
        var node = Shop.NewNode(services => services.Replace(ServiceDescriptor.Singleton(new OutboundSettings { AllowedInternal = ["127.0.0.1"] })));
        _owned.Add(node);
        return node;
    }

    /// <summary>A service as the shop's owner uses it, on this or another node.</summary>
    public TService Get<TService>(ServiceProvider? node = null)
        where TService : notnull
    {
        var scope = (node ?? Node).CreateAsyncScope();
        _owned.Add(scope);
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(ActorKind.Person, "Olivia Owner") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner] };
        return scope.ServiceProvider.GetRequiredService<TService>();
    }

    public Task<IssuedSecret> GivenWebhookAsync(string path, params string[] events) =>
        Get<WebhookSubscriptions>().CreateAsync(new SubscriptionDetails { Name = $"Receiver {path}", Url = new Uri(Other.Address, path).ToString(), Events = events.Length > 0 ? events : ["location.created"] });

    /// <summary>What the dispatcher does by itself in the running product.</summary>
    public async Task FollowAsync()
    {
        await Node.GetRequiredService<Sequencer>().PlaceAllAsync(default);
        for (var steps = 0; await Node.GetRequiredService<FollowerWork>().StepAsync("webhooks"); steps++)
            Assert.True(steps < 1000, "the follower never comes to an end");
    }

    public async Task<int> SendAsync()
    {
        await FollowAsync();
        return await Get<WebhookSending>().SendDueAsync();
    }

    public async Task<List<WebhookDelivery>> DeliveriesAsync(long subscriptionId)
    {
        await using var db = Shop.Db();
        return await db.WebhookDeliveries.AsNoTracking().Where(d => d.SubscriptionId == subscriptionId).OrderBy(d => d.Id).ToListAsync();
    }

    public IReadOnlyList<ReceivedCall> CallsTo(string path) => [.. Other.Calls.Where(c => c.Path == path)];

    public async Task<WebhookSubscription> SubscriptionAsync(long subscriptionId)
    {
        await using var db = Shop.Db();
        return await db.WebhookSubscriptions.AsNoTracking().SingleAsync(s => s.Id == subscriptionId);
    }
}
