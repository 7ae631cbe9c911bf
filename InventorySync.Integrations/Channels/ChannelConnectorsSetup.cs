using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Channels;

public static class ChannelConnectorsSetup
{
    private static readonly OutboundSettings ThisMachine = new() { AllowedInternal = ["127.0.0.0/8", "::1"] };

    /// <summary>Here is this machine's own address, where the demo channel stands.</summary>
    public static IServiceCollection AddChannelConnectors(this IServiceCollection services, Func<IServiceProvider, Uri> here)
    {
        services.AddHttpClient(DemoConnector.Client, client => client.Timeout = TimeSpan.FromSeconds(20))
            .ConfigurePrimaryHttpMessageHandler(_ => new OutboundConnections(new OutboundAddresses(ThisMachine)).Handler(followRedirects: false))
            .RemoveAllLoggers();
        return services.AddSingleton<IChannelConnector>(p => new DemoConnector(p.GetRequiredService<IHttpClientFactory>(), () => here(p), p.GetRequiredService<TimeProvider>()));
    }
}
