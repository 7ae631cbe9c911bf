using System.ComponentModel.DataAnnotations;

namespace InventorySync.Web.Operation;

/// <summary>Section "Telemetry" of the settings: where metrics and traces are sent. Off while no endpoint is given.</summary>
public sealed record TelemetrySettings
{
    public const string Section = "Telemetry";

    public OtlpSettings Otlp { get; init; } = new();

    /// <summary>The part of all traces that is kept, from 0 to 1.</summary>
    [Range(0, 1)]
    public double SampleRatio { get; init; } = 1;

    /// <summary>Seconds between two sendings of the metrics.</summary>
    [Range(1, 3600)]
    public int MetricsEverySeconds { get; init; } = 30;
}

public sealed record OtlpSettings
{
    /// <summary>The address of a collector that speaks OTLP over HTTP, such as http://localhost:4318.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Headers that the collector asks for, as "name=value,name=value".</summary>
    public string? Headers { get; init; }
}
