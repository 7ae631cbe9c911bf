namespace InventorySync.Web.Shared;

/// <summary>Where a long piece of work stands.</summary>
public enum ProgressState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}
