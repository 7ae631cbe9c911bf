using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Integrations.Channels.Shopify;
using InventorySync.Integrations.Channels.WooCommerce;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Channels;

public static class ChannelConnectorsSetup
{
    private static readonly OutboundSettings ThisMachine = new() { AllowedInternal = ["127.0.0.0/8", "::1"] };

    // a small web server takes ten seconds for a hundred quantities, and more on a bad day
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Here is this machine's own address, where the demo channel stands.</summary>
    public static IServiceCollection AddChannelConnectors(this IServiceCollection services, Func<IServiceProvider, Uri> here)
    {
        services.AddHttpClient(DemoConnector.Client, client => client.Timeout = TimeSpan.FromSeconds(20))
            .ConfigurePrimaryHttpMessageHandler(_ => new OutboundConnections(new OutboundAddresses(ThisMachine)).Handler(followRedirects: false))
            .RemoveAllLoggers();
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(ShopifySettings.Section).Get<ShopifySettings>() ?? new ShopifySettings());
        // a redirect would make a question of a change, and lose the key on the way
        services.AddOutbound(ShopifyConnector.Client, followRedirects: false).ConfigureHttpClient(client => client.Timeout = Patience);
        services.AddOutbound(WooConnector.Client, followRedirects: false).ConfigureHttpClient(client => client.Timeout = Patience);
        return services
            .AddSingleton<IChannelConnector>(p => new DemoConnector(p.GetRequiredService<IHttpClientFactory>(), () => Elsewhere(p) ?? here(p), p.GetRequiredService<TimeProvider>()))
            .AddSingleton<IChannelConnector, ShopifyConnector>()
            .AddSingleton<IChannelConnector, WooConnector>();
    }

    // the demo channel of another process, which goes on when this one dies
    private static Uri? Elsewhere(IServiceProvider services) => services.GetService<IConfiguration>()?.GetValue<Uri?>("Channels:Demo:Address");
}
