using InventorySync.Data.Demo;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Web.Channels;

namespace InventorySync.Web.DemoChannel;

/// <summary>Connects the demo shop's channels to the demo channel, once the app answers.</summary>
internal sealed class DemoChannelStart(IServiceScopeFactory scopes, IServiceProvider services, DemoState demo, DemoChannelGate gate, IHostApplicationLifetime lifetime, ILogger<DemoChannelStart> log) : BackgroundService
{
    private const int GoodsInEach = 400;

    private static readonly Dictionary<string, string> Shops = new() { ["Online shop"] = "online", ["Handmade market"] = "handmade" };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested || !demo.IsDemo)
            return;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Demo");
            await ConnectAsync(scope.ServiceProvider, stoppingToken);
        }
        catch (Exception failure) when (failure is BusinessRuleException or ChannelException)
        {
            log.LogWarning(failure, "The demo shop's channels could not be connected; they can be connected by hand.");
        }
    }

    private async Task ConnectAsync(IServiceProvider shop, CancellationToken ct)
    {
        var connecting = shop.GetRequiredService<Connecting>();
        foreach (var health in await shop.GetRequiredService<ChannelBoard>().AllAsync(ct))
        {
            if (health.Connection is not null || !Shops.TryGetValue(health.Name, out var name))
                continue;

            await shop.GetRequiredService<DemoChannelShop>().FillAsync(name, GoodsInEach, ct);
            await connecting.ConnectAsync(health.ChannelId, new ConnectionInput { Connector = "demo", Entered = new() { ["shop"] = name, ["key"] = gate.Key }, OurAddress = OwnAddress.Of(services).ToString() }, ct);
            await shop.GetRequiredService<Listings>().ReadAsync(health.ChannelId, ct);
            await connecting.SubscribeAsync(health.ChannelId, ct);
        }
    }
}
