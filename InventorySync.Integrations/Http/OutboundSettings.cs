using System.ComponentModel.DataAnnotations;
using System.Net;

namespace InventorySync.Integrations.Http;

/// <summary>Section "Outbound" of the settings: where the shop may call out to.</summary>
public sealed record OutboundSettings : IValidatableObject
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

    // taken for the name of a host it would allow nothing, and nobody would know why
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in AllowedInternal
        where entry.Contains('/', StringComparison.Ordinal) && !IPNetwork.TryParse(entry, out _)
        select new ValidationResult($"“{entry}” in AllowedInternal is not a network such as 10.1.0.0/16.", [nameof(AllowedInternal)]);
}
