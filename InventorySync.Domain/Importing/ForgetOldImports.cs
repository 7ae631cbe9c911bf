using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Domain.Importing;

/// <summary>Forgets the files and single rows of old imports; what they did, and how many rows, is remembered.</summary>
public sealed class ImportRetention(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, TimeProvider clock, Progress progress)
{
    public async Task ForgetAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow().AddDays(-(await settings.GetAsync<RetentionSettings>()).ImportRowsDays);
        List<long> old;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            old = await db.ImportRuns.Where(r => !r.RowsForgotten && r.CreatedAt < before && r.State != ImportState.Checking && r.State != ImportState.Running && r.State != ImportState.Undoing).Select(r => r.Id).ToListAsync(ct);
        foreach (var runId in old)
            await dbs.ChangeAsync(db => ForgetAsync(db, runId, ct), ct);
        progress.Say(new Sentence("The rows of {0} imports were forgotten.", old.Count));
    }

    private static async Task ForgetAsync(InventoryDb db, long runId, CancellationToken ct)
    {
        var run = await db.ImportRuns.FirstAsync(r => r.Id == runId, ct);
        await db.ImportRows.Where(r => r.RunId == runId).ExecuteDeleteAsync(ct);
        await db.Files.Where(f => f.PublicId == run.FileId).ExecuteDeleteAsync(ct);
        // one that was never begun is no import
        if (run.BegunAt is null && run.EndedAt is null)
            db.ImportRuns.Remove(run);
        else
            run.ForgetRows();
    }
}

[Job("Forget old imports", "The files and single rows of old imports are removed; what they did is remembered.")]
public sealed class ForgetOldImports(ImportRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.ForgetAsync(cancellationToken);
}
