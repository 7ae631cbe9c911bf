using InventorySync.Data.Stock;
using InventorySync.Domain.Integrity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Integrity;

internal static class IntegritySetup
{
    public static void AddIntegrityChecks(this IServiceCollection services)
    {
        services.AddScoped<IntegrityChecks>();
        services.AddScoped<IIntegrityCheck, MigrationsCheck>();
        services.AddScoped<IIntegrityCheck, TablesCheck>();
        services.AddScoped<IIntegrityCheck, IndexesCheck>();
        services.AddScoped<IIntegrityCheck, ForeignKeysCheck>();
        services.AddScoped<IIntegrityCheck, BooksCheck>();
        services.AddScoped<IIntegrityCheck, SqlServerCheck>();
        services.AddStockChecks();
    }
}
