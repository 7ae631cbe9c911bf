using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Webhooks;

/// <summary>Section "Webhooks" of the settings.</summary>
public sealed record WebhookSettings
{
    public const string Section = "Webhooks";

    /// <summary>A subscription is stopped after so many failed attempts in a row …</summary>
    [Range(1, 10_000)]
    public int StopAfterFailures { get; init; } = 20;

    /// <summary>… when at the same time nothing came through for so long.</summary>
    [Range(0, 720)]
    public int StopAfterHours { get; init; } = 6;

    /// <summary>How many deliveries a node sends at the same time.</summary>
    [Range(1, 500)]
    public int AtOnce { get; init; } = 16;

    /// <summary>How many of them to one subscription, so that a slow one holds up no other.</summary>
    [Range(1, 500)]
    public int AtOncePerSubscription { get; init; } = 4;
}
