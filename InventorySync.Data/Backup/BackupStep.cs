namespace InventorySync.Data.Backup;

/// <summary>How far a backup, a restore or a proof has come, and what is worth saying about it.</summary>
public sealed record BackupStep(int Done, int Total, Sentence? Said = null)
{
    public static BackupStep Words(string text, params object[] arguments) => new(0, 0, new Sentence(text, arguments));
}
