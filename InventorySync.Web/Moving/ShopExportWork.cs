using System.Data;
using System.Globalization;
using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Moving;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Documents;

namespace InventorySync.Web.Moving;

/// <summary>Writes the whole shop into a zip, as it stands at one moment, and keeps it for a week.</summary>
public sealed class ShopExportWork(
    IDbContextFactory<InventoryDb> dbs, IFileStore store, ShopFiles files, ShopSettings settings, SettingsContent content, IEnumerable<SettingsSection> sections, MovingShop moving, DataFolder folder, TimeProvider clock, Progress progress) : IBackgroundWork
{
    public const string KindName = "shop-export";

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        moving.Demand();
        var profile = await settings.GetAsync<ShopProfile>();
        await using var draft = new FileStream(Path.Combine(folder.Files, "incoming", $"export-{task.Id}-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await WriteAsync(draft, profile, ct);
        draft.Position = 0;
        var now = clock.GetUtcNow();
        var name = $"shop-{profile.DayOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.zip";
        progress.Report(1, 1);
        var stored = await files.StoreAsync(MovingShop.Purpose, new FileToStore(name, draft) { ExpiresAt = now + MovingShop.Kept }, ct);
        return new WorkResult(new Sentence("The whole shop is in {0}. It is kept for {1} days.", name, MovingShop.Kept.Days), Files.FileDownloads.AddressOf(stored));
    }

    private async Task WriteAsync(Stream target, ShopProfile profile, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        // everything is read as it stood at the first moment, whatever is sold meanwhile
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var tables = await ShopTables.OfAsync(db, sections, content, (await settings.GetAsync<StockSettings>()).Costing, ct);
        using var package = new PackageWriter(target);
        var all = tables.All(ct).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            progress.Report(i, all.Count + 1, new Sentence("Writing {0}", $"{all[i].Name}.csv"));
            await package.TableAsync(all[i].Name, all[i].Columns, all[i].Rows, ct);
        }

        progress.Report(all.Count, all.Count + 1, new Sentence("Writing {0}", "pictures"));
        await foreach (var picture in tables.FilesAsync(ct))
        {
            await using var file = await store.OpenAsync(picture.Sha256, ct)
                ?? throw new BusinessRuleException("The content of a picture is missing on the shop's machine ({0}). Restore the files from a backup, or take the picture off.", picture.Path);
            await package.FileAsync(picture.Path, file, ct);
        }

        await package.FinishAsync(new PackageManifest { Shop = profile.Name, MadeAt = clock.GetUtcNow(), MadeBy = $"InventorySync {ProductVersion.Text}" }, ct);
    }
}
