using InventorySync.Domain.Operation;

namespace InventorySync.Data.Backup;

/// <summary>Whether there is a backup of the last days, and whether it could be restored.</summary>
internal sealed class BackupHealth(BackupDesk desk) : IHealthQuestion
{
    public string Title => "Backups";

    public string Icon => "backup";

    public bool NeededToServe => false;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        if (!desk.IsOurs)
            return HealthAnswer.Good("SQL Server makes its backups itself.");
        var overview = await desk.OverviewAsync(ct);
        if (overview.State == BackupState.ProofFailed)
            return new HealthAnswer(HealthState.Bad, new Sentence("The last proof of a backup failed: {0}", overview.LastProof!.Message), "Make a backup now and prove it; if that fails too, look at the disk.");
        if (!overview.Settings.Nightly)
            return new HealthAnswer(HealthState.Watch, "The shop is not backed up every night.", "Switch the nightly backup on under Settings, Backups.");
        return overview.State switch
        {
            BackupState.None => new HealthAnswer(HealthState.Watch, "There is no backup yet.", "The first one is made tonight; or make one now under Backups."),
            BackupState.Old => new HealthAnswer(HealthState.Watch, new Sentence("The last backup is {0} hours old.", overview.HoursOld), "Look under Jobs why the nightly one was not made, and make one now under Backups."),
            _ => HealthAnswer.Good("The last backup is {0} hours old.", overview.HoursOld),
        };
    }
}
