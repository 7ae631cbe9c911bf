using System.Net;
using System.Net.Sockets;
using InventorySync.Data;
using Microsoft.AspNetCore.Http;

namespace InventorySync.Web.Commands;

/// <summary>Looks at the addresses before anything is started, so that an occupied port is a sentence and not a trace.</summary>
internal static class WebPorts
{
    public static void RefuseOccupied(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var address = Parse(url);
            if (address.Port != 0 && !address.IsUnixPipe && !address.IsNamedPipe)
                Try(address);
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" ? address : throw new FormatException();
        }
        catch (FormatException e)
        {
            throw new StartProblemException($"The setting Urls names “{url}”, which is not an address.", "Write it like http://localhost:5080; several are separated by semicolons.", e);
        }
    }

    private static void Try(BindingAddress address)
    {
        try
        {
            using var listener = new TcpListener(Interface(address.Host), address.Port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => new StartProblemException(
                    $"The port {address.Port} of this machine is used by another program, perhaps by an InventorySync that still runs.",
                    $"Stop that program, or choose another port, for example with --urls http://{address.Host}:{address.Port + 1}", e),
                SocketError.AccessDenied => new StartProblemException(
                    $"The user “{Environment.UserName}” may not open the port {address.Port}.",
                    "Choose a port above 1023 with --urls, and let a reverse proxy answer on 80 and 443 (docs/engineers says how).", e),
                _ => new StartProblemException(
                    $"The address {address.Host} of the setting Urls is not one of this machine.",
                    $"Use http://localhost:{address.Port} for this machine only, or http://*:{address.Port} for the whole network.", e),
            };
        }
    }

    private static IPAddress Interface(string host) => host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any;
}
