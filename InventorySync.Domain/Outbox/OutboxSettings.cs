using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Outbox;

/// <summary>Section "Outbox" of the settings: how what follows from a change is worked off.</summary>
public sealed record OutboxSettings
{
    public const string Section = "Outbox";

    /// <summary>How many messages a follower is given at once.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How often one message is tried before it is set aside.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 5;

    /// <summary>The wait after the first failure; each further one waits four times as long, up to LongestPause.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A follower that takes longer over one batch has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
