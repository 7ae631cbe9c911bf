using Microsoft.AspNetCore.Components.Server.Circuits;

namespace InventorySync.Web.Operation;

/// <summary>Everything a person does on a live screen is a trace of its own: its log lines and an error it shows carry the same number.</summary>
internal sealed class CircuitTrace : CircuitHandler
{
    // around everything else that happens with the event
    public override int Order => int.MinValue;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        // the connection that carries the screen lives as long as the screen; what happens on it is not part of its request
        System.Diagnostics.Activity.Current = null;
        using var activity = Telemetry.Begin("screen");
        activity.SetTag("screen.id", context.Circuit.Id[..8]);
        await next(context);
    };
}
