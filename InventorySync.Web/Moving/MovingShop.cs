using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Moving;

namespace InventorySync.Web.Moving;

/// <summary>The whole shop as one file, and back.</summary>
public sealed class MovingShop(IDbContextFactory<InventoryDb> dbs, BackgroundTasks tasks, ShopFiles files, CurrentActor actor, TimeProvider clock)
{
    public const string Purpose = "whole shop";
    public const string ArrivalPurpose = "whole shop to import";
    public const long LargestFile = 20L * 1024 * 1024 * 1024;

    private const int Shown = 20;

    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Task<long> StartExportAsync(CancellationToken ct = default)
    {
        Demand();
        return tasks.StartAsync(ShopExportWork.KindName, new Sentence("Export the whole shop"), new { }, ct);
    }

    /// <summary>Looked at before it is taken in, so that nobody waits to hear that the shop is not empty.</summary>
    public async Task<long> StartImportAsync(FileToStore package, CancellationToken ct = default)
    {
        Demand();
        await DemandEmptyAsync(ct);
        var stored = await files.StoreAsync(ArrivalPurpose, package with { ExpiresAt = clock.GetUtcNow() + Kept }, ct);
        return await tasks.StartAsync(ShopImportWork.KindName, new Sentence("Import the shop out of {0}", stored.Name), new ShopImportInput(stored.PublicId), ct);
    }

    /// <summary>Those that are still kept, newest first.</summary>
    public async Task<IReadOnlyList<StoredFile>> ExportsAsync(CancellationToken ct = default)
    {
        Demand();
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Files.AsNoTracking().Where(f => f.Purpose == Purpose && (f.ExpiresAt == null || f.ExpiresAt > now)).OrderByDescending(f => f.StoredAt).Take(Shown).ToListAsync(ct);
    }

    public async Task<bool> IsEmptyAsync(CancellationToken ct = default)
    {
        try
        {
            await DemandEmptyAsync(ct);
            return true;
        }
        catch (BusinessRuleException)
        {
            return false;
        }
    }

    internal void Demand()
    {
        actor.Demand(Permissions.DataExport);
        if (actor.Actor.Locations is not null)
            throw new BusinessRuleException("The whole shop can only be moved by somebody who sees all locations.");
    }

    private async Task DemandEmptyAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await ShopArrival.DemandEmptyAsync(db, ct);
    }
}

public sealed record ShopImportInput(string File);
