namespace InventorySync.Data.Backup;

/// <summary>A backup file in the backup folder, as the page lists it.</summary>
public sealed record StoredBackup(string Name, string Path, long Bytes, DateTimeOffset MadeAt, long Rows, int Files, string Version, BackupProof? Proof)
{
    /// <summary>Why the file cannot be opened; null when it can.</summary>
    public string? Damage { get; init; }
}

/// <summary>The outcome of a test restore; it lies beside the backup.</summary>
public sealed record BackupProof(DateTimeOffset ProvedAt, bool Succeeded, string Message, double Seconds);
