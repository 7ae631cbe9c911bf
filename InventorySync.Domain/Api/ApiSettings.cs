using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Api;

/// <summary>Section "Api" of the settings: how much other systems may ask for.</summary>
public sealed record ApiSettings
{
    public const string Section = "Api";

    /// <summary>Calls that one key may make a second in the long run.</summary>
    [Range(0.1, 10_000d)]
    public double RequestsPerSecond { get; init; } = 10;

    /// <summary>Calls that one key may make at once after a pause.</summary>
    [Range(1, 100_000)]
    public int Burst { get; init; } = 50;

    /// <summary>The same for one address that calls without a valid key.</summary>
    [Range(0.1, 10_000d)]
    public double AnonymousRequestsPerSecond { get; init; } = 1;

    [Range(1, 100_000)]
    public int AnonymousBurst { get; init; } = 20;

    /// <summary>The largest body of a call, unless its endpoint is made for more.</summary>
    [Range(1024d, 8 * 1024 * 1024d)]
    public long MaxBodyBytes { get; init; } = 1024 * 1024;
}
