using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Backup;

internal static class BackupSetup
{
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddSingleton<ShopFolders>();
        services.AddSingleton<Backups>();
        services.AddSingleton<Restoring>();
    }
}
