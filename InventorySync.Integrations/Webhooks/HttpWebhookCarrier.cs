using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Webhooks;
using InventorySync.Integrations.Http;

namespace InventorySync.Integrations.Webhooks;

/// <summary>Posts webhooks over HTTP.</summary>
internal sealed class HttpWebhookCarrier(IHttpClientFactory clients, OutboundConnections connections, TimeProvider clock) : IWebhookCarrier
{
    private const int KeptBytes = 2048;
    private const int KeptLetters = 2500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly string[] Secrets = ["Set-Cookie", "Authorization", "WWW-Authenticate", "Proxy-Authenticate"];

    public async Task<WebhookAnswer> PostAsync(Uri url, string body, IReadOnlyDictionary<string, string> headers, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(OutboundHttp.Webhooks);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new WebhookAnswer((int)answer.StatusCode, HeadersOf(answer), await BeginningOfAsync(answer, patience.Token), null, WantedPause(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException && !ct.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "", "", OutboundWords.Of(failure, url), null);
        }
    }

    public async Task<Sentence?> RefusalOfAsync(Uri url, CancellationToken ct)
    {
        try
        {
            var found = await connections.AddressesAsync(url.Host, ct);
            // without encryption only where the settings open the own network
            return url.Scheme == Uri.UriSchemeHttps || !Array.TrueForAll(found, OutboundAddresses.IsPublic) ? null : new Sentence("Use an address that starts with https://, so that nobody can read along.");
        }
        catch (InternalAddressException refused)
        {
            return refused.Said;
        }
        catch (SocketException)
        {
            return OutboundWords.Unknown(url.Host);
        }
    }

    private static string HeadersOf(HttpResponseMessage answer)
    {
        var lines = answer.Headers.Concat(answer.Content.Headers).Select(h => $"{h.Key}: {(Secrets.Contains(h.Key, StringComparer.OrdinalIgnoreCase) ? "•••" : string.Join(", ", h.Value))}");
        return Shortened(string.Join('\n', lines));
    }

    private static async Task<string> BeginningOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var kept = new byte[KeptBytes];
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var length = await body.ReadAtLeastAsync(kept, KeptBytes, throwOnEndOfStream: false, ct);
        return Shortened(Encoding.UTF8.GetString(kept, 0, length).Replace("\0", "", StringComparison.Ordinal));
    }

    private static string Shortened(string text) => text.Length <= KeptLetters ? text : text[..KeptLetters];

    private TimeSpan? WantedPause(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
