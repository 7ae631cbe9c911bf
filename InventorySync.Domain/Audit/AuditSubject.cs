using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Audit;

/// <summary>A kind of thing the audit tells of: what people call it, and where one of them is shown.</summary>
public sealed record AuditSubject(string Kind, string Title, Func<long, string>? Address);

public static class AuditSubjects
{
    public static IServiceCollection AddAuditSubject(this IServiceCollection services, string kind, string title, Func<long, string>? address = null) =>
        services.AddSingleton(new AuditSubject(kind, title, address));
}
