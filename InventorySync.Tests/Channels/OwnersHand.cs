using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Channels;

/// <summary>The services of a process of the shop as its owner uses them, each time anew.</summary>
public abstract class OwnersHand
{
    protected abstract IServiceProvider Services { get; }

    public virtual async Task<TAnswer> AskAsync<TService, TAnswer>(Func<TService, Task<TAnswer>> ask)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(ActorKind.Person, "Olivia Owner") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner] };
        return await ask(ActivatorUtilities.GetServiceOrCreateInstance<TService>(scope.ServiceProvider));
    }

    public Task DoAsync<TService>(Func<TService, Task> act)
        where TService : notnull => AskAsync<TService, bool>(async service =>
        {
            await act(service);
            return true;
        });

    public Task ChooseAsync<TSettings>(TSettings wanted)
        where TSettings : class, new() => DoAsync<ShopSettings>(async settings => await settings.SaveAsync(wanted, (await settings.ReadAsync<TSettings>()).Version));

    /// <summary>A channel connected to a shop of the demo channel, whose catalogue was read.</summary>
    public async Task<long> GivenConnectedAsync(string name, ConnectionInput input)
    {
        var channelId = await AskAsync<SalesChannels, long>(c => c.CreateAsync(new ChannelDetails { Name = name }));
        await DoAsync<Connecting>(c => c.ConnectAsync(channelId, input));
        await DoAsync<Listings>(l => l.ReadAsync(channelId));
        await DoAsync<Connecting>(c => c.SubscribeAsync(channelId));
        return channelId;
    }

    public static ConnectionInput DemoInput(string shop, string key, string ourAddress, DriftPolicy drift = DriftPolicy.Ask) =>
        new() { Connector = "demo", Entered = new() { ["shop"] = shop, ["key"] = key }, OurAddress = ourAddress, Drift = drift };
}
