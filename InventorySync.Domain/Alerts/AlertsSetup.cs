using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Alerts;

public static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddScoped<Notifications>();
        services.AddScoped<NotificationList>();
        return services;
    }
}
