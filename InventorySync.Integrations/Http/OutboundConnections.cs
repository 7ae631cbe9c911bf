using System.Net;
using System.Net.Sockets;

namespace InventorySync.Integrations.Http;

/// <summary>Opens connections for calls out of the house. The address is judged here, after the name was resolved and where it is used, so that
/// a name which stands for another address a moment later cannot lead inside.</summary>
public sealed class OutboundConnections(OutboundAddresses addresses, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>The bottom of every outbound client. A proxy would resolve names for itself and reach what is refused here, so none is used.</summary>
    public SocketsHttpHandler Handler(bool followRedirects) => new()
    {
        AllowAutoRedirect = followRedirects,
        MaxAutomaticRedirections = 5,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = ConnectAsync,
    };

    /// <summary>The addresses that the host stands for now and that may be called; throws where there are none.</summary>
    public async Task<IPAddress[]> AddressesAsync(string host, CancellationToken ct)
    {
        var bare = host.Trim('[', ']');
        var found = IPAddress.TryParse(bare, out var literal) ? [literal] : await _resolve(bare, ct);
        var allowed = found.Where(a => addresses.Allows(bare, a)).ToArray();
        return allowed.Length > 0 ? allowed
            : found.Length > 0 ? throw new InternalAddressException(bare)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var allowed = await AddressesAsync(context.DnsEndPoint.Host, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
