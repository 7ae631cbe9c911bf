using System.ComponentModel.DataAnnotations;

namespace InventorySync.Integrations.Http;

/// <summary>Section "Outbound" of the settings: where the shop may call out to.</summary>
public sealed record OutboundSettings
{
    public const string Section = "Outbound";

    /// <summary>Addresses, networks (10.1.0.0/16) and host names inside the own network that may be called all the same, such as a till in the shop.</summary>
    public IReadOnlyList<string> AllowedInternal { get; init; } = [];

    /// <summary>How long one attempt may take.</summary>
    [Range(1, 300)]
    public int AttemptSeconds { get; init; } = 20;

    /// <summary>How long a call may take with all its attempts.</summary>
    [Range(1, 3600)]
    public int TotalSeconds { get; init; } = 60;

    /// <summary>How often a call that may be repeated is tried again.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 3;
}
