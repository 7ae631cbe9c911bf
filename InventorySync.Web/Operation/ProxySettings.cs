using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace InventorySync.Web.Operation;

/// <summary>Section "Proxies" of the settings: the reverse proxies whose word is taken for a visitor's address, scheme and host.</summary>
public sealed record ProxySettings
{
    public const string Section = "Proxies";

    /// <summary>Addresses ("10.0.0.2") and networks ("10.0.0.0/24").</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    public void ApplyTo(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        // back through any number of proxies, as far as they are known
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in Known)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new InventorySync.Data.StartProblemException(
                    $"“{proxy}” in the setting Proxies:Known is not an address.", "Write an address such as 10.0.0.2 or a network such as 10.0.0.0/24.");
        }
    }
}
