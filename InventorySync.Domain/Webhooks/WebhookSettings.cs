namespace InventorySync.Domain.Webhooks;

/// <summary>Section "Webhooks" of the settings.</summary>
public sealed record WebhookSettings
{
    public const string Section = "Webhooks";

    /// <summary>A subscription is stopped after so many failed attempts in a row …</summary>
    public int StopAfterFailures { get; init; } = 20;

    /// <summary>… when at the same time nothing came through for so long.</summary>
    public int StopAfterHours { get; init; } = 6;

    /// <summary>How many deliveries a node sends at the same time.</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>How many of them to one subscription, so that a slow one holds up no other.</summary>
    public int AtOncePerSubscription { get; init; } = 4;
}
