using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.Demo;

/// <summary>The channel to try things out with: a small shop that this product brings itself.</summary>
internal sealed class DemoConnector(IHttpClientFactory clients, TimeProvider clock) : IChannelConnector
{
    /// <summary>A client that may call this machine only: the demo channel is nowhere else.</summary>
    public const string Client = "demo-channel";

    public string Name => "demo";

    public string Title => "Demo channel";

    public ChannelKind Kind => ChannelKind.Website;

    public IReadOnlyList<Sentence> Steps { get; } = ["The demo channel is a small shop inside this product. It needs no account; its address and key are filled in already."];

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new("address", "Address") { Example = "http://localhost:6080" },
        new("key", "Key") { Secret = true },
    ];

    public ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) => null;

    public IChannel Open(ChannelAccess access) => new DemoChannel(new ChannelHttp(clients.CreateClient(Client), access, Title, clock), access, clock);
}

internal sealed class DemoChannel(ChannelHttp http, ChannelAccess access, TimeProvider clock) : IChannel
{
    private readonly Uri _base = new(new Uri(access.Entered["address"].TrimEnd('/') + "/"), "demo-channel/api/");
    private double? _left;
    private double _perSecond = 20;
    private long _at;

    public int BatchSize => 250;

    public async Task<string> GreetAsync(CancellationToken ct) => http.Read<DemoShopAnswer>(await CallAsync(HttpMethod.Get, "shop", content: null, ct)).Name;

    public async IAsyncEnumerable<RemoteGoods> GoodsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (long? after = 0; after is not null;)
        {
            var page = http.Read<DemoGoodsPage>(await CallAsync(HttpMethod.Get, FormattableString.Invariant($"goods?after={after}"), content: null, ct));
            foreach (var good in page.Goods)
                yield return new RemoteGoods(good.Id.ToString(CultureInfo.InvariantCulture), good.Sku, good.Name, good.Quantity) { Barcode = good.Barcode, Price = good.Price };
            after = page.Next;
        }
    }

    public async Task<IReadOnlyList<PushAnswer>> PushAsync(IReadOnlyList<QuantityToPush> quantities, CancellationToken ct)
    {
        var items = quantities.Select(q => new DemoQuantity(long.Parse(q.ExternalId, CultureInfo.InvariantCulture), (int)Math.Floor(q.Quantity), (int?)q.Before)).ToList();
        var body = await CallAsync(HttpMethod.Put, "quantities", JsonContent.Create(new DemoQuantities(quantities[0].Key, items), options: JsonSerializerOptions.Web), ct);
        var answers = http.Read<DemoQuantitiesAnswer>(body).Items.ToDictionary(a => a.Id);
        return [.. items.Select(i => AnswerOf(answers.GetValueOrDefault(i.Id)))];
    }

    public async IAsyncEnumerable<IncomingOrder> OrdersAsync(DateTimeOffset changedSince, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct) => Task.FromResult<IncomingOrder?>(null);

    public Task<bool> SubscribeAsync(Uri address, CancellationToken ct) => Task.FromResult(false);

    public TimeSpan PauseBefore(int quantities)
    {
        if (_left is not { } left)
            return TimeSpan.Zero;

        var now = left + clock.GetElapsedTime(_at).TotalSeconds * _perSecond;
        return now >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - now) / _perSecond);
    }

    private static PushAnswer AnswerOf(DemoQuantityAnswer? answer) => answer switch
    {
        { Status: "ok" } => PushAnswer.Done(answer.Quantity),
        { Status: "stale" } => new PushAnswer(PushOutcome.ChangedThere) { Seen = answer.Quantity },
        { Status: "gone" } => new PushAnswer(PushOutcome.Gone) { Problem = "It is not sold there any more. Match it anew, or take it off the list." },
        { Message: { } message } => PushAnswer.Refused(new Sentence("{0} refused it: {1}", "Demo channel", message)),
        _ => PushAnswer.Refused("The channel did not answer for it."),
    };

    private async Task<string> CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(_base, path)) { Content = content };
        request.Headers.Add("X-Demo-Key", access.Entered["key"]);
        var (body, headers) = await http.SendAsync(request, ct);
        if (Number(headers, "X-Limit-Left") is { } left)
            (_left, _at) = (left, clock.GetTimestamp());
        if (Number(headers, "X-Limit-Per-Second") is { } perSecond)
            _perSecond = perSecond;
        return body;
    }

    private static double? Number(System.Net.Http.Headers.HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
