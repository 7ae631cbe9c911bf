namespace InventorySync.Data.Backup;

public enum BackupState
{
    Good,
    NotProven,
    Old,
    None,
    ProofFailed,
}

/// <summary>A backup or a proof that is being made at this moment, on whichever node.</summary>
public sealed record RunningBackup(Sentence Title, int? Percent, Sentence? Note);

/// <summary>How it stands with the shop's backups: what the page and the health answer say.</summary>
public sealed record BackupOverview(IReadOnlyList<StoredBackup> Backups, BackupSettings Settings, string Folder, long FreeBytes, RunningBackup? Running, DateTimeOffset At)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(36);

    public StoredBackup? Newest => Backups.FirstOrDefault(b => b.Damage is null);

    public BackupProof? LastProof => Backups.Select(b => b.Proof).Where(p => p is not null).MaxBy(p => p!.ProvedAt);

    public int HoursOld => Newest is null ? 0 : (int)(At - Newest.MadeAt).TotalHours;

    public BackupState State => this switch
    {
        { LastProof.Succeeded: false } => BackupState.ProofFailed,
        { Newest: null } => BackupState.None,
        _ when At - Newest.MadeAt > Late => BackupState.Old,
        { LastProof: null } => BackupState.NotProven,
        _ => BackupState.Good,
    };
}
