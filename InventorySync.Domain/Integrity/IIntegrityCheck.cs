namespace InventorySync.Domain.Integrity;

/// <summary>One question to the stored data that must be answered with silence. A capability adds those about its own tables.</summary>
public interface IIntegrityCheck
{
    /// <summary>What is looked at, as the command --check prints it.</summary>
    string Name { get; }

    /// <summary>One sentence for each thing that is not as it must be.</summary>
    Task<IReadOnlyList<string>> FindAsync(CancellationToken ct);
}
