using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Importing;

public static class ImportingSetup
{
    private const long LargestFile = 1024L * 1024 * 1024;

    public static IServiceCollection AddImporting(this IServiceCollection services) => services
        .AddScoped<Imports>()
        .AddScoped<ImportProfiles>()
        .AddScoped<RejectedRows>()
        .AddScoped<BulkChanges>()
        .AddScoped<ImportRetention>()
        .AddSettings<WatchedFolderSettings>("import-folder", "Watched folder", "Files that come in by themselves", icon: "folder_open", order: 42)
        .AddScoped<MailboxTrial>()
        .AddSettings<MailboxSettings>("import-mailbox", "Mailbox for imports", "Tables that come by mail", icon: "mark_email_read", order: 43,
            trial: new SettingsTrial("Try the mailbox", (p, ct) => p.GetRequiredService<MailboxTrial>().TryAsync(ct)))
        .AddBackgroundWork<ImportWork>()
        .AddList<ImportList>()
        .AddList<ImportRowList>()
        .AddImportKind<ProductsKind>()
        .AddImportKind<PricesKind>()
        .AddImportKind<BarcodesKind>()
        .AddImportKind<StockLevelsKind>()
        .AddImportKind<OpeningBalancesKind>()
        .AddImportKind<ShopifyKind>()
        .AddImportKind<WooCommerceKind>()
        .AddImportKind<CategoriesKind>()
        .AddImportKind<LocationsKind>()
        .AddImportKind<BinsKind>()
        .AddImportKind<SuppliersKind>()
        .AddImportKind<OffersKind>()
        .AddImportKind<SelectedGoodsKind>()
        .AddImportKind<SelectedStockKind>()
        .AddAuditSubject(nameof(ImportRun), "Import", id => FormattableString.Invariant($"/import/{id}"))
        .AddFilePurpose(new FilePurpose(Imports.FilePurpose, Permissions.DataImport, Permissions.DataImport, LargestFile, FileKind.Excel, FileKind.Csv, FileKind.PlainText));
}
