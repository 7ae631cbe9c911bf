using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Http;

/// <summary>The clients by which the shop calls out. Nothing calls out past them.</summary>
public static class OutboundHttp
{
    /// <summary>For other systems' interfaces: repeats what may be repeated, follows redirects, leaves a host alone that is down.</summary>
    public const string Client = "outbound";

    /// <summary>For webhooks, whose attempts are counted elsewhere: one attempt, no redirects.</summary>
    public const string Webhooks = "webhooks";

    public static IServiceCollection AddOutboundHttp(this IServiceCollection services)
    {
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(OutboundSettings.Section).Get<OutboundSettings>() ?? new OutboundSettings());
        services.AddSingleton<OutboundAddresses>();
        services.AddSingleton(p => new OutboundConnections(p.GetRequiredService<OutboundAddresses>()));
        services.AddSingleton<OutboundPipelines>();
        services.AddTransient<OutboundResilience>();
        services.AddTransient<KnownVersions>();
        services.AddOutbound(Client, followRedirects: true).AddHttpMessageHandler<OutboundResilience>();
        services.AddOutbound(Webhooks, followRedirects: false);
        return services;
    }

    /// <summary>A client of its own for a vendor, with the same walls.</summary>
    public static IHttpClientBuilder AddOutbound(this IServiceCollection services, string name, bool followRedirects) =>
        services.AddHttpClient(name, client => client.DefaultRequestHeaders.UserAgent.Add(UserAgent))
            .ConfigurePrimaryHttpMessageHandler(p => p.GetRequiredService<OutboundConnections>().Handler(followRedirects))
            // The factory's own logging tells addresses with their queries, and headers; both can hold secrets.
            .RemoveAllLoggers()
            .AddHttpMessageHandler<KnownVersions>();

    private static ProductInfoHeaderValue UserAgent { get; } = new("InventorySync", typeof(OutboundHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");
}
