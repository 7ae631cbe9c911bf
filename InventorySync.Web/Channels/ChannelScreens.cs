using InventorySync.Integrations.Channels;
using InventorySync.Web.DemoChannel;

namespace InventorySync.Web.Channels;

public static class ChannelScreens
{
    public static IServiceCollection AddChannelScreens(this IServiceCollection services)
    {
        services.AddChannelConnectors(OwnAddress.Of);
        services.AddSingleton<DemoChannelGate>();
        services.AddScoped<DemoChannelShop>();
        services.AddSingleton<DemoChannelNews>();
        services.AddHostedService(p => p.GetRequiredService<DemoChannelNews>());
        services.AddHostedService<DemoShoppers>();
        services.AddHostedService<DemoChannelStart>();
        services.AddHostedService<ChannelPublisher>();
        services.AddHostedService<ChannelListener>();
        return services;
    }
}
