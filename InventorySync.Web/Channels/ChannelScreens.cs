using InventorySync.Integrations.Channels;
using InventorySync.Web.DemoChannel;

namespace InventorySync.Web.Channels;

public static class ChannelScreens
{
    public static IServiceCollection AddChannelScreens(this IServiceCollection services)
    {
        services.AddChannelConnectors();
        services.AddSingleton<DemoChannelGate>();
        services.AddHostedService<ChannelPublisher>();
        return services;
    }
}
