using InventorySync.Data.Common;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;

namespace InventorySync.Data.Backup;

/// <summary>What people and the clock do with backups: only for those who may, written down in the audit, with refusals in plain words.</summary>
public sealed class BackupDesk(
    Backups backups, ShopFolders folders, InventoryDatabase database, ShopSettings settings, BackgroundTasks tasks, IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Progress progress, TimeProvider clock)
{
    public const string SubjectKind = "Backup";

    private static readonly TimeSpan BetweenWeeklyProofs = TimeSpan.FromDays(6.5);

    /// <summary>False for a shop on SQL Server, which makes its backups itself.</summary>
    public bool IsOurs => database.IsPostgres;

    public async Task<IReadOnlyList<StoredBackup>> ListAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        return await backups.ListAsync(ct);
    }

    public async Task<BackupOverview> OverviewAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        return new BackupOverview(
            await backups.ListAsync(ct), await settings.GetAsync<BackupSettings>(), folders.Backups, new DriveInfo(folders.Backups).AvailableFreeSpace, await RunningAsync(ct), clock.GetUtcNow());
    }

    /// <summary>Whether this kind of work makes or proves backups.</summary>
    public static bool IsBackupWork(string kind) => kind is BackUpNow.KindName or ProveBackup.KindName or nameof(NightlyBackup);

    public async Task<StoredBackup> FindAsync(string name, CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        return await backups.FindAsync(name, ct) ?? throw new NotFoundException("This backup is not there any more.");
    }

    public async Task<long> StartBackupAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        return await tasks.StartAsync(BackUpNow.KindName, "Back up the shop", new BackUpNow.Asked(), ct);
    }

    public async Task<long> StartProofAsync(string name, CancellationToken ct = default)
    {
        var backup = await FindAsync(name, ct);
        return await tasks.StartAsync(ProveBackup.KindName, new Sentence("Prove the backup {0}", backup.Name), new ProveBackup.Asked(backup.Name), ct);
    }

    public async Task DeleteAsync(string name, CancellationToken ct = default)
    {
        var backup = await FindAsync(name, ct);
        Backups.Delete(backup);
        await WriteDownAsync("deleted", backup.Name, ct);
    }

    /// <summary>The whole shop leaves the house with it, so that is written down.</summary>
    public async Task<StoredBackup> TakeOutAsync(string name, CancellationToken ct = default)
    {
        var backup = await FindAsync(name, ct);
        await WriteDownAsync("downloaded", backup.Name, ct);
        return backup;
    }

    /// <summary>The nightly work.</summary>
    public async Task RunNightlyAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        if (!IsOurs)
        {
            progress.Say("The database stands on SQL Server, which makes its backups itself.");
            return;
        }
        var chosen = await settings.GetAsync<BackupSettings>();
        var made = await InPlainWordsAsync(async () => await backups.RunAsync(chosen, (await settings.GetAsync<ShopProfile>()).Zone, Steps, ct));
        await WriteDownAsync("created", made.Name, ct);
        if (await IsProofDueAsync(chosen.Prove, ct))
            await ProveAsync(made.Name, ct);
        else
            progress.Say(new Sentence("{0} rows and {1} files are in {2}.", made.Rows, made.Files, made.Name));
    }

    public async Task<StoredBackup> MakeAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.BackupsManage);
        var made = await InPlainWordsAsync(() => backups.MakeAsync(null, Steps, ct));
        await WriteDownAsync("created", made.Name, ct);
        return made;
    }

    public async Task ProveAsync(string name, CancellationToken ct = default)
    {
        var backup = await FindAsync(name, ct);
        var proof = await InPlainWordsAsync(() => backups.ProveAsync(backup.Path, Steps, ct));
        await WriteDownAsync(proof.Succeeded ? "proven" : "not proven", backup.Name, ct);
        if (!proof.Succeeded)
            throw new BusinessRuleException("The backup {0} could not be restored on trial: {1}", backup.Name, proof.Message);
        progress.Say(new Sentence("{0} was restored on trial and is the same in all {1} rows.", backup.Name, backup.Rows));
    }

    private async Task<RunningBackup?> RunningAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var asked = await db.BackgroundTasks.Where(t => (t.Kind == BackUpNow.KindName || t.Kind == ProveBackup.KindName) && t.EndedAt == null).OrderBy(t => t.Id).Select(BackgroundTaskRow.Of).FirstOrDefaultAsync(ct);
        if (asked is not null)
            return new RunningBackup(asked.Title, asked.Percent, asked.Note);
        var nightly = await db.JobRuns.Where(r => r.Kind == nameof(NightlyBackup) && r.EndedAt == null).OrderBy(r => r.Id).Select(JobRunRow.Of).FirstOrDefaultAsync(ct);
        return nightly is null ? null : new RunningBackup("Back up the shop", nightly.Percent, nightly.Note);
    }

    private IProgress<BackupStep> Steps => new ToProgress(progress);

    private async Task<bool> IsProofDueAsync(ProofRhythm rhythm, CancellationToken ct)
    {
        if (rhythm == ProofRhythm.OnceAWeek)
            return (await backups.ListAsync(ct)).Max(b => b.Proof?.ProvedAt) is not { } last || clock.GetUtcNow() - last > BetweenWeeklyProofs;
        return rhythm == ProofRhythm.EveryNight;
    }

    private Task WriteDownAsync(string action, string name, CancellationToken ct) => dbs.ChangeAsync(db =>
    {
        db.Audit(clock.GetUtcNow(), action, SubjectKind, null, name);
        return Task.CompletedTask;
    }, ct);

    private static async Task<T> InPlainWordsAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StartProblemException problem)
        {
            throw new BusinessRuleException("{0}", problem.Message);
        }
    }

    private sealed class ToProgress(Progress progress) : IProgress<BackupStep>
    {
        public void Report(BackupStep value) => progress.Report(value.Done, value.Total, value.Said);
    }
}
