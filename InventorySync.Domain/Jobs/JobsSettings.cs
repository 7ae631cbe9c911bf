using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Jobs;

/// <summary>Section "Jobs" of the settings.</summary>
public sealed record JobsSettings
{
    public const string Section = "Jobs";

    /// <summary>A node that has not been heard of for this long and the tolerance is taken for dead, and its jobs are begun anew on another.</summary>
    [Range(1, 300)]
    public int CheckInSeconds { get; init; } = 5;

    /// <summary>More than the clocks of the nodes may differ, and more than a busy node may be late.</summary>
    [Range(1, 600)]
    public int CheckInToleranceSeconds { get; init; } = 10;

    /// <summary>How many jobs of the schedule run on this node at once.</summary>
    [Range(1, 100)]
    public int JobsAtOnce { get; init; } = 5;

    /// <summary>How many pieces of background work run on this node at once.</summary>
    [Range(1, 100)]
    public int BackgroundWorkAtOnce { get; init; } = 2;

    /// <summary>Background work whose node has not been heard of for this long is taken over by another.</summary>
    [Range(5, 3600)]
    public int TakeOverSeconds { get; init; } = 20;
}
