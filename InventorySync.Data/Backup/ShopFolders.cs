namespace InventorySync.Data.Backup;

/// <summary>What belongs to the shop outside of the database, and where its backups are kept.</summary>
public sealed class ShopFolders(string dataFolder)
{
    /// <summary>Uploads, and the keys without which secrets in the database cannot be read.</summary>
    public IReadOnlyList<BackedUpFolder> All { get; } = [new("files", Path.Combine(dataFolder, "files")), new("keys", Path.Combine(dataFolder, "keys"))];

    public string Backups { get; } = Path.Combine(dataFolder, "backups");
}
