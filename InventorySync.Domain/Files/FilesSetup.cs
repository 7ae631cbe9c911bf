using InventorySync.Domain.Integrity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Files;

public static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddScoped<ShopFiles>();
        services.AddScoped<FileUpkeep>();
        services.AddScoped<IIntegrityCheck, FilesCheck>();
        return services;
    }
}
