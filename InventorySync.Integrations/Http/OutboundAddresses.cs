using System.Net;
using System.Net.Sockets;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Http;

/// <summary>Which addresses may be called from inside the house: those of the public internet, and those that the settings allow.</summary>
public sealed class OutboundAddresses
{
    // what IANA keeps for special purposes and what no public server has
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork TranslatedIPv4 = IPNetwork.Parse("64:ff9b::/96");

    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public OutboundAddresses(OutboundSettings settings)
    {
        foreach (var entry in settings.AllowedInternal)
        {
            if (IPNetwork.TryParse(entry, out var network))
                _networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                _networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else
                _hosts.Add(entry);
        }
    }

    /// <summary>Whether a call to this host may connect to the address that its name stands for now.</summary>
    public bool Allows(string host, IPAddress address)
    {
        var real = Unwrapped(address);
        return IsOnInternet(real) || _hosts.Contains(host) || _networks.Exists(n => n.Contains(real));
    }

    public static bool IsPublic(IPAddress address) => IsOnInternet(Unwrapped(address));

    private static bool IsOnInternet(IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetwork || PublicIPv6.Contains(address)) && !Array.Exists(NotPublic, n => n.Contains(address));

    // An IPv4 address may come in the clothes of IPv6; what counts is where the call ends.
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && TranslatedIPv4.Contains(address)
            ? new IPAddress(address.GetAddressBytes().AsSpan(12))
            : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;
    }
}

/// <summary>The call would have ended inside the own network.</summary>
public sealed class InternalAddressException : Exception
{
    public InternalAddressException(string host)
        : this(new Sentence("“{0}” lies inside the shop's own network, where calls may not go. Whoever runs the shop can allow it in the setting Outbound:AllowedInternal.", host))
    {
    }

    private InternalAddressException(Sentence said)
        : base(said.ToString()) => Said = said;

    public Sentence Said { get; }
}
