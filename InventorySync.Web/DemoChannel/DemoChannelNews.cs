using System.Threading.Channels;
using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;

namespace InventorySync.Web.DemoChannel;

/// <summary>Tells whoever has asked for it, as channels do: a few tries, and then it is lost.</summary>
public sealed class DemoChannelNews(IHttpClientFactory clients, ILogger<DemoChannelNews> log) : BackgroundService
{
    private const int Tries = 3;
    private const int AtOnce = 32;

    private readonly Channel<(DemoHook Hook, byte[] Body)> _waiting = System.Threading.Channels.Channel.CreateBounded<(DemoHook, byte[])>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Send(DemoHook hook, byte[] body) => _waiting.Writer.TryWrite((hook, body));

    // one that nobody hears must not hold up the others; so they arrive in any order, as in life
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (news, ct) =>
        {
            for (var attempt = 1; attempt <= Tries && !await SendAsync(news.Hook, news.Body, ct); attempt++)
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), ct);
        });

    private async Task<bool> SendAsync(DemoHook hook, byte[] body, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(DemoConnector.Client);
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("X-Demo-Signature", DemoConnector.SignatureOf(hook.Secret, body));
            using var answer = await client.SendAsync(request, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException failure)
        {
            log.LogDebug(failure, "The demo channel could not tell its news.");
            return false;
        }
    }
}
