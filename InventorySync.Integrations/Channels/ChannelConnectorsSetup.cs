using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Channels;

public static class ChannelConnectorsSetup
{
    private static readonly OutboundSettings ThisMachine = new() { AllowedInternal = ["127.0.0.0/8", "::1"] };

    public static IServiceCollection AddChannelConnectors(this IServiceCollection services)
    {
        services.AddHttpClient(DemoConnector.Client, client => client.Timeout = TimeSpan.FromSeconds(20))
            .ConfigurePrimaryHttpMessageHandler(_ => new OutboundConnections(new OutboundAddresses(ThisMachine)).Handler(followRedirects: false))
            .RemoveAllLoggers();
        return services.AddSingleton<IChannelConnector, DemoConnector>();
    }
}
