using InventorySync.Domain.Api;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Places;

namespace InventorySync.Web.Audit;

public static class AuditPagesSetup
{
    /// <summary>What the kinds of things are called, and where one of them is shown.</summary>
    public static IServiceCollection AddAuditPages(this IServiceCollection services)
    {
        services.AddAuditSubject(nameof(Person), "Person", id => $"/people/{id}");
        services.AddAuditSubject(nameof(Role), "Role", _ => "/people/roles");
        services.AddAuditSubject(nameof(Location), "Location", id => $"/locations/{id}");
        services.AddAuditSubject(nameof(Room), "Room");
        services.AddAuditSubject(nameof(Bin), "Bin");
        services.AddAuditSubject(nameof(ApiKey), "API key", _ => "/integration/api-keys");
        return services;
    }
}
