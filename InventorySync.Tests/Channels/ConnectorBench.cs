using System.Collections.Concurrent;
using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Channels;

/// <summary>A connector as the product registers it, calling a vendor that stands on this machine.</summary>
public sealed class ConnectorBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ConnectorBench(TimeProvider clock, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? adapt = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings ?? []) { ["Outbound:AllowedInternal:0"] = "127.0.0.0/8" }).Build());
        services.AddSingleton(clock);
        services.AddOutboundHttp();
        services.AddChannelConnectors(_ => new Uri("http://127.0.0.1/"));
        adapt?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ConcurrentQueue<ChannelCall> Calls { get; } = [];

    public IChannelConnector Connector(string name) => _services.GetServices<IChannelConnector>().Single(c => c.Name == name);

    public IChannel Open(string name, Dictionary<string, string> entered) => Connector(name).Open(Access(entered));

    public ChannelAccess Access(Dictionary<string, string> entered) => new(1, entered, Calls.Enqueue);

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
