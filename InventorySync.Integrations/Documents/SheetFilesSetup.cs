using InventorySync.Domain.Importing;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Documents;

public static class SheetFilesSetup
{
    public static IServiceCollection AddSheetFiles(this IServiceCollection services) => services
        .AddScoped<ISheetFiles, SheetFiles>()
        .AddSettings<SheetSettings>(SheetSettings.Section, "Files with tables", "How large files may be that are imported", icon: "table_chart", order: 80);
}
