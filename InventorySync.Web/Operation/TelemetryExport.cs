using InventorySync.Domain.Operation;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace InventorySync.Web.Operation;

/// <summary>Sends what the product, the framework and the database driver measure and trace to a collector, when the settings name one.</summary>
internal sealed class TelemetryExport(IOptions<TelemetrySettings> settings, ShopHealth health, Node node, TimeProvider clock) : BackgroundService
{
    private static readonly string[] Meters =
    [
        Telemetry.Name,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits",
        "System.Net.Http", "System.Runtime", "Npgsql", "Microsoft.EntityFrameworkCore",
    ];

    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting", "System.Net.Http", "Npgsql"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private volatile HealthReport? _report;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Otlp.Endpoint is not { Length: > 0 } endpoint)
            return Task.CompletedTask;

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
            throw new Data.StartProblemException($"“{endpoint}” in the setting Telemetry:Otlp:Endpoint is not a web address.", "Write the address of your collector, such as http://localhost:4318, or leave it empty.");

        Build(collector);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        base.Dispose();
    }

    // health is asked between the sendings, because a gauge must answer at once
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = TimeSpan.FromSeconds(Math.Max(5, settings.Value.MetricsEverySeconds));
        while (!stoppingToken.IsCancellationRequested)
        {
            _report = await health.ReportAsync(ct: stoppingToken);
            await Task.Delay(every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Build(Uri collector)
    {
        Telemetry.Meter.CreateObservableGauge("inventorysync.health", Health, description: "0 is good, 1 should be looked at, 2 is broken");
        var resource = ResourceBuilder.CreateDefault().AddService("inventorysync", serviceVersion: ProductVersion.Text, serviceInstanceId: node.Name);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Math.Clamp(settings.Value.SampleRatio, 0, 1))))
            .AddSource(Sources)
            .AddProcessor(new SecretsOutOfTraces())
            .AddOtlpExporter(otlp => Reach(otlp, collector, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddOtlpExporter((otlp, reader) =>
            {
                Reach(otlp, collector, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Math.Max(1, settings.Value.MetricsEverySeconds) * 1000;
            })
            .Build();
    }

    private void Reach(OtlpExporterOptions otlp, Uri collector, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{collector.ToString().TrimEnd('/')}/{path}");
        otlp.Headers = settings.Value.Otlp.Headers;
    }

    private IEnumerable<System.Diagnostics.Metrics.Measurement<int>> Health() =>
        (_report?.Findings ?? []).Select(f => new System.Diagnostics.Metrics.Measurement<int>((int)f.Answer.State, new KeyValuePair<string, object?>("part", f.Title)));
}
