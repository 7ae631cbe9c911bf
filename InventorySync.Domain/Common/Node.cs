namespace InventorySync.Domain.Common;

/// <summary>This process among those that share the database, by a name people can tell apart.</summary>
public sealed record Node(string Name)
{
    public static Node This { get; } = new($"{Environment.MachineName}-{Environment.ProcessId}");
}
