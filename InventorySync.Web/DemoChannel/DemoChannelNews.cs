using System.Threading.Channels;
using InventorySync.Domain.Channels;
using InventorySync.Integrations.Channels.Demo;

namespace InventorySync.Web.DemoChannel;

/// <summary>Tells whoever has asked for it, as channels do: a few tries, and then it is lost.</summary>
public sealed class DemoChannelNews : BackgroundService
{
    private const int Tries = 3;
    private const int AtOnce = 32;

    private readonly IHttpClientFactory _clients;
    private readonly ILogger<DemoChannelNews> _log;
    private readonly Channel<(DemoHook Hook, byte[] Body)> _waiting;
    private int _onTheWay;

    public DemoChannelNews(IHttpClientFactory clients, ILogger<DemoChannelNews> log)
    {
        (_clients, _log) = (clients, log);
        _waiting = System.Threading.Channels.Channel.CreateBounded<(DemoHook, byte[])>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Ended());
    }

    /// <summary>How many news are neither heard nor given up.</summary>
    public int OnTheWay => Volatile.Read(ref _onTheWay);

    public void Send(DemoHook hook, byte[] body)
    {
        Interlocked.Increment(ref _onTheWay);
        _waiting.Writer.TryWrite((hook, body));
    }

    // one that nobody hears must not hold up the others; so they arrive in any order, as in life
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (news, ct) =>
        {
            for (var attempt = 1; attempt <= Tries && !await SendAsync(news.Hook, news.Body, ct); attempt++)
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), ct);
            Ended();
        });

    private void Ended() => Interlocked.Decrement(ref _onTheWay);

    private async Task<bool> SendAsync(DemoHook hook, byte[] body, CancellationToken ct)
    {
        try
        {
            using var client = _clients.CreateClient(DemoConnector.Client);
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("X-Demo-Signature", DemoConnector.SignatureOf(hook.Secret, body));
            using var answer = await client.SendAsync(request, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException failure)
        {
            _log.LogDebug(failure, "The demo channel could not tell its news.");
            return false;
        }
    }
}
