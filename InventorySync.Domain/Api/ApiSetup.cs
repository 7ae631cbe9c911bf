using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Api;

public static class ApiSetup
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddScoped<ApiKeys>();
        services.AddScoped<ApiKeyCheck>();
        services.AddList<ApiKeyList>();
        services.AddScoped<ExpiringKeys>();
        services.AddSingleton<ApiKeyUses>();
        return services;
    }
}
