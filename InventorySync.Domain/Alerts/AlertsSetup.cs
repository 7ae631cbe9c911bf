using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Alerts;

public static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddScoped<Notifications>();
        services.AddList<NotificationList>();
        return services;
    }
}
