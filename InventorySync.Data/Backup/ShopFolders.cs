namespace InventorySync.Data.Backup;

/// <summary>What belongs to the shop outside of the database, and where its backups are kept.</summary>
public sealed class ShopFolders(DataFolder data)
{
    /// <summary>Uploads, and the keys without which secrets in the database cannot be read.</summary>
    public IReadOnlyList<BackedUpFolder> All { get; } = [new("files", data.Files), new("keys", data.Keys)];

    public string Backups => data.Backups;
}
