using System.Net;

namespace InventorySync.Web.Operation;

/// <summary>Refuses requests that name another host than this machine, while the setting AllowedHosts is empty (otherwise the framework checks its list).
/// Without it a strange web page could reach the shop under a name of its own that leads here.</summary>
public sealed class HostFilter(RequestDelegate next, IConfiguration configuration)
{
    private readonly bool _on = string.IsNullOrWhiteSpace(configuration["AllowedHosts"]);

    public Task InvokeAsync(HttpContext context)
    {
        if (!_on || IsThisMachine(context.Request.Host.Host))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync(
            "InventorySync does not know itself by this name. Open it by the machine's name or address, or add the name to the setting AllowedHosts in appsettings.json and start again.");
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _)
        || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)
        || host.Equals($"{Dns.GetHostName()}.local", StringComparison.OrdinalIgnoreCase);
}
