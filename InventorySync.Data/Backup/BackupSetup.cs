using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Operation;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Backup;

internal static class BackupSetup
{
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddSingleton<ShopFolders>();
        services.AddSingleton<Backups>();
        services.AddSingleton<Restoring>();
        services.AddScoped<BackupDesk>();
        services.AddScoped<IHealthQuestion, BackupHealth>();
        services.AddBackgroundWork<BackUpNow>();
        services.AddBackgroundWork<ProveBackup>();
        services.AddSettings<BackupSettings>(BackupSettings.Section, "Backups", "When the shop is backed up, what is kept, and a second place", icon: "backup", order: 200, permission: Permissions.BackupsManage);
        services.AddAuditSubject(BackupDesk.SubjectKind, "Backup", _ => "/operations/backups");
    }
}
