using InventorySync.Data.Importing;
using InventorySync.Data.Api;
using InventorySync.Data.Audit;
using InventorySync.Data.Common;
using InventorySync.Data.Demo;
using InventorySync.Data.Backup;
using InventorySync.Data.Integrity;
using InventorySync.Domain.Access;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Data;

public static class DataSetup
{
    public static IServiceCollection AddInventoryData(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        services.AddSingleton<IInterceptor, AuditInterceptor>();
        services.AddSingleton(p => new InventoryDatabase(provider, connectionString, p.GetServices<IInterceptor>()));
        services.AddSingleton(p => p.GetRequiredService<InventoryDatabase>().Connections);
        services.AddSingleton<DemoState>();
        services.AddDemoShare<DemoPeople>();
        services.AddDemoShare<DemoPlaces>();
        services.AddDemoShare<DemoCatalog>();
        services.AddDemoShare<DemoStock>();
        services.AddDemoShare<DemoChannels>();
        services.AddDemoShare<DemoSales>();
        services.AddDemoShare<DemoPurchasing>();
        services.AddDemoShare<DemoPlanning>();
        services.TryAddSingleton(DemoSize.Usual);
        services.AddScoped<CurrentActor>();
        services.AddScoped<SharedTransaction>();
        services.AddScoped<IdempotentCalls>();
        services.AddScoped<WatchedFolder>();
        services.AddScoped<MailMarks>();
        services.AddScoped<MailboxImports>();
        services.AddScoped<IDbContextFactory<InventoryDb>, ActorsDbFactory>();
        services.AddBackups();
        services.AddIntegrityChecks();
        return services;
    }

    /// <summary>Contexts that know who acts in this scope.</summary>
    private sealed class ActorsDbFactory(InventoryDatabase database, CurrentActor actor, SharedTransaction shared) : IDbContextFactory<InventoryDb>
    {
        public InventoryDb CreateDbContext() => shared.Join(database.Open(actor.Actor));
    }
}
