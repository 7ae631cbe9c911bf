using System.Net.Sockets;
using System.Security.Authentication;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Http;

/// <summary>Why a call did not get through, for people.</summary>
internal static class OutboundWords
{
    public static Sentence Of(Exception failure, Uri address) => failure switch
    {
        { InnerException: InternalAddressException refused } => refused.Said,
        { InnerException: AuthenticationException } => new Sentence("The certificate of {0} is not valid, so nothing was sent.", address.Host),
        OperationCanceledException => new Sentence("No answer from {0} in time.", address.Host),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } => Unknown(address.Host),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Unknown(address.Host),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new Sentence("Nobody answers at {0}.", address.Authority),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new Sentence("No encrypted connection to {0} could be made.", address.Host),
        _ => new Sentence("The connection to {0} broke off.", address.Authority),
    };

    public static Sentence Unknown(string host) => new("“{0}” is not known on the internet. Check the address for typing errors.", host);
}
