namespace InventorySync.Data.Backup;

/// <summary>A folder whose files belong to the shop: they go into every backup under this name.</summary>
public sealed record BackedUpFolder(string Name, string Path)
{
    internal string Prefix => Name + "/";

    internal string Restoring => Path + ".restoring";

    internal string Aside => Path + ".before-restore";
}
