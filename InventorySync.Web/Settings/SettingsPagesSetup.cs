using InventorySync.Web.Shared;

namespace InventorySync.Web.Settings;

public static class SettingsPagesSetup
{
    public static IServiceCollection AddSettingsPages(this IServiceCollection services)
    {
        services.AddScoped<ISearchSource, SettingsSearch>();
        return services;
    }
}
