using System.ComponentModel.DataAnnotations;

namespace InventorySync.Web.Operation;

public enum ConsoleLook
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, for programs that collect logs.</summary>
    Json,

    Off,
}

/// <summary>Section "Logs" of the settings: where log lines go. How much is logged stands in "Logging".</summary>
public sealed record LogSettings
{
    public const string Section = "Logs";

    public ConsoleLook Console { get; init; } = ConsoleLook.Text;

    /// <summary>Also into files in the data folder, one a day.</summary>
    public bool Files { get; init; } = true;

    /// <summary>Older files are removed.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; init; } = 14;

    /// <summary>A day's file that has grown beyond this is followed by another; the oldest files go once all of them are ten times as large.</summary>
    [Range(1, 10_000)]
    public int MaxFileMegabytes { get; init; } = 50;
}
