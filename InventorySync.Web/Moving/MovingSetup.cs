using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
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
        .AddFilePurpose(new FilePurpose(MovingShop.Purpose, Permissions.DataExport, Permissions.DataExport, MovingShop.LargestFile, FileKind.Zip))
        .AddFilePurpose(new FilePurpose(MovingShop.ArrivalPurpose, Permissions.DataExport, Permissions.DataExport, MovingShop.LargestFile, FileKind.Zip))
        .AddFilePurpose(new FilePurpose(ShopArrival.PicturePurpose, Permissions.DataExport, Permissions.CatalogView, Pictures.MaxBytes, [.. FileKind.Pictures, FileKind.Svg]));
}
