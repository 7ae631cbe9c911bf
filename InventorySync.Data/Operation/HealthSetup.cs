using InventorySync.Domain.Operation;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Operation;

public static class HealthSetup
{
    public static IServiceCollection AddDataHealth(this IServiceCollection services)
    {
        services.AddScoped<IHealthQuestion, DatabaseHealth>();
        services.AddScoped<IHealthQuestion, TablesHealth>();
        services.AddScoped<IHealthQuestion, OutboxHealth>();
        services.AddScoped<IHealthQuestion, DiskHealth>();
        services.AddScoped<IHealthQuestion, ClockHealth>();
        return services;
    }
}
