using InventorySync.Domain;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Moving;
using InventorySync.Integrations.Documents;

namespace InventorySync.Web.Moving;

/// <summary>Puts the package of a whole shop into this empty one: all of it, or nothing.</summary>
public sealed class ShopImportWork(IDbContextFactory<InventoryDb> dbs, ShopFiles files, ShopArrival arrival, MovingShop moving, Progress progress) : IBackgroundWork
{
    public const string KindName = "shop-import";

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        moving.Demand();
        if (task.Checkpoint<Arrived>() is { } arrived) // it was committed, and its end was not told any more
            return Told(arrived);

        return Told(await dbs.ChangeAsync(async db =>
        {
            await using var file = await files.OpenAsync(task.Input<ShopImportInput>().File, ct);
            using var package = await PackageReader.OpenAsync(file.Content, ct);
            var total = package.About.Tables.Sum(t => t.Rows);
            progress.Report(0, total, new Sentence("Importing “{0}”", package.About.Shop));
            await arrival.PutAsync(db, package, $"shop-import:{task.Id}", rows => progress.Report(Math.Min(rows, total), total), ct);
            progress.Report(total, total);
            var came = new Arrived(package.About.Shop, RowsOf(package, ShopTables.Locations), RowsOf(package, ShopTables.Variants));
            await task.SaveCheckpointAsync(db, came, ct);
            return came;
        }, ct));
    }

    private static long RowsOf(PackageReader package, string table) => package.About.Tables.FirstOrDefault(t => t.Name == table)?.Rows ?? 0;

    private static WorkResult Told(Arrived arrived) =>
        new(new Sentence("“{0}” has moved here: {1} locations and {2} variants with their stock.", arrived.Shop, arrived.Locations, arrived.Variants), "/products");

    private sealed record Arrived(string Shop, long Locations, long Variants);
}
