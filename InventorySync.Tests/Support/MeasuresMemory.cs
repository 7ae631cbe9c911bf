namespace InventorySync.Tests.Support;

/// <summary>Runs while no other test does, for the memory of a process is one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresMemory
{
    public const string Name = "measures memory";
}
