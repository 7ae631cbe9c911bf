using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Importing;

/// <summary>A folder whose files come in by themselves.</summary>
public sealed record WatchedFolderSettings
{
    [Display(Name = "Folder", Description = "Files that another program puts there are imported by themselves, looked for every minute. A plain name, such as import, lies in the shop's data folder; a full path is taken as it is. Empty: nothing is looked for. In it lies a folder for each kind, such as products, prices and stock-levels.")]
    [StringLength(260, ErrorMessage = "Use at most 260 characters for the folder.")]
    public string Folder { get; init; } = "";

    [Display(Name = "All or nothing", Description = "A file with a wrong row is not imported at all. Otherwise its good rows come in, and the file is put aside.")]
    public bool AllOrNothing { get; init; }
}
