using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddScoped<AuditList>();
        services.AddScoped<AuditTrail>();
        return services;
    }
}
