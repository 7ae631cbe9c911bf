using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Settings;

public static class SettingsSetup
{
    public static IServiceCollection AddShopSettings(this IServiceCollection services)
    {
        services.AddSingleton<SettingsCache>();
        services.AddSingleton<SettingsContent>();
        services.AddScoped<ShopSettings>();
        services.AddSettings<ShopProfile>("shop", "Shop", "Name, address, money, time and language", icon: "storefront", order: 10);
        services.AddSettings<RetentionSettings>("retention", "What is kept", "How long runs, events and deliveries are remembered", icon: "auto_delete", order: 90);
        return services;
    }
}
