using InventorySync.Domain.Access;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Moving;

namespace InventorySync.Web.Moving;

public static class MovingSetup
{
    public static IServiceCollection AddMoving(this IServiceCollection services) => services
        .AddScoped<MovingShop>()
        .AddScoped<ShopArrival>()
        .AddBackgroundWork<ShopExportWork>()
        .AddBackgroundWork<ShopImportWork>()
        .AddFilePurpose(new FilePurpose(MovingShop.Purpose, Permissions.DataExport, Permissions.DataExport, MovingShop.LargestFile, FileKind.Zip));
}
