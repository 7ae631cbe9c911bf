using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddList<AuditList>();
        services.AddScoped<AuditTrail>();
        services.AddAuditSubject("Settings", "Settings", _ => "/settings");
        services.AddAuditSubject("StoredFile", "File");
        return services;
    }
}
