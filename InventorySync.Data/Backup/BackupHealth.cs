using InventorySync.Domain.Operation;
using InventorySync.Domain.Settings;

namespace InventorySync.Data.Backup;

/// <summary>Whether there is a backup of the last days, and whether it could be restored.</summary>
internal sealed class BackupHealth(Backups backups, InventoryDatabase database, ShopSettings settings, TimeProvider clock) : IHealthQuestion
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(36);

    public string Title => "Backups";

    public string Icon => "backup";

    public bool NeededToServe => false;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        if (!database.IsPostgres)
            return HealthAnswer.Good("SQL Server makes its backups itself.");
        var list = await backups.ListAsync(ct);
        var newest = list.FirstOrDefault(b => b.Damage is null);
        if (list.FirstOrDefault(b => b.Proof is not null)?.Proof is { Succeeded: false } failed)
            return new HealthAnswer(HealthState.Bad, new Sentence("The last proof of a backup failed: {0}", failed.Message), "Make a backup now and prove it; if that fails too, look at the disk.");
        if (!(await settings.GetAsync<BackupSettings>()).Nightly)
            return new HealthAnswer(HealthState.Watch, "The shop is not backed up every night.", "Switch the nightly backup on under Settings, Backups.");
        if (newest is null)
            return new HealthAnswer(HealthState.Watch, "There is no backup yet.", "The first one is made tonight; or make one now under Backups.");
        var age = clock.GetUtcNow() - newest.MadeAt;
        return age > Late
            ? new HealthAnswer(HealthState.Watch, new Sentence("The last backup is {0} hours old.", (int)age.TotalHours), "Look under Jobs why the nightly one was not made, and make one now under Backups.")
            : HealthAnswer.Good("The last backup is {0} hours old.", (int)age.TotalHours);
    }
}
