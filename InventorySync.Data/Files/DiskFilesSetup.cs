using InventorySync.Domain.Files;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Files;

public static class DiskFilesSetup
{
    public static IServiceCollection AddDiskFiles(this IServiceCollection services)
    {
        services.AddFiles();
        services.AddSingleton<IFileStore, DiskFileStore>();
        return services;
    }
}
