using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.Demo;

/// <summary>The channel to try things out with: a small shop that this product brings itself.</summary>
public sealed class DemoConnector(IHttpClientFactory clients, Func<Uri> here, TimeProvider clock) : IChannelConnector
{
    /// <summary>A client that may call this machine only: the demo channel is nowhere else.</summary>
    public const string Client = "demo-channel";

    public string Name => "demo";

    public string Title => "Demo channel";

    public ChannelKind Kind => ChannelKind.Website;

    public IReadOnlyList<Sentence> Steps { get; } = ["The demo channel is a small shop inside this product. It needs no account; its key is filled in already."];

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new("shop", "Shop") { Example = "one", Help = "The demo channel has as many shops as you like; each has goods and orders of its own." },
        new("key", "Key") { Secret = true },
    ];

    public ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        var expected = SignatureOf(access.Entered[ChannelAccess.OwnSecret], body.Span);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(headers.GetValueOrDefault("X-Demo-Signature") ?? "")))
            return null;

        var news = JsonSerializer.Deserialize<DemoNews>(body.Span, JsonSerializerOptions.Web)!;
        return news.Kind == "order"
            ? new ChannelNews(news.EventId, ChannelNewsKind.OrderChanged, news.OrderId.ToString(CultureInfo.InvariantCulture))
            : new ChannelNews(news.EventId, ChannelNewsKind.Ping, null);
    }

    public static string SignatureOf(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public IChannel Open(ChannelAccess access) => new DemoChannel(new ChannelHttp(clients.CreateClient(Client), access, Title, clock), access, here, clock);
}

internal sealed class DemoChannel(ChannelHttp http, ChannelAccess access, Func<Uri> here, TimeProvider clock) : IChannel
{
    private const int Patience = 10;
    private const string TooMany = "more_than:";

    private double? _left;
    private double _perSecond = 20;
    private long _at;

    public int BatchSize => 250;

    public async Task<string> GreetAsync(CancellationToken ct) => http.Read<DemoShopAnswer>(await CallAsync(HttpMethod.Get, "shop", content: null, ct)).Name;

    public async IAsyncEnumerable<RemoteGoods> GoodsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (long? after = 0; after is not null;)
        {
            var page = http.Read<DemoGoodsPage>(await ReadAsync(FormattableString.Invariant($"goods?after={after}"), ct));
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
        var told = new HashSet<(long, DateTimeOffset)>();
        for (DateTimeOffset? since = changedSince; since is not null;)
        {
            var page = http.Read<DemoOrdersPage>(await CallAsync(HttpMethod.Get, $"orders?since={Uri.EscapeDataString(since.Value.ToString("O", CultureInfo.InvariantCulture))}", content: null, ct));
            var news = page.Orders.Where(o => told.Add((o.Id, o.ChangedAt))).ToList();
            foreach (var order in news)
                yield return Incoming(order);
            since = news.Count == 0 ? null : page.Next;
        }
    }

    public async Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct)
    {
        try
        {
            return Incoming(http.Read<DemoOrderAnswer>(await CallAsync(HttpMethod.Get, $"orders/{externalId}", content: null, ct)));
        }
        catch (ChannelException missing) when (missing.Failure == ChannelFailure.Rejected)
        {
            return null;
        }
    }

    public async Task<bool> SubscribeAsync(Uri address, CancellationToken ct)
    {
        await CallAsync(HttpMethod.Put, "hook", JsonContent.Create(new DemoHookWanted(address.ToString(), access.Entered[ChannelAccess.OwnSecret]), options: JsonSerializerOptions.Web), ct);
        return true;
    }

    private static IncomingOrder Incoming(DemoOrderAnswer order)
    {
        var total = order.Lines.Sum(l => l.Quantity * l.Price);
        var back = order.CancelledAt is not null ? total : order.Lines.Sum(l => l.Returned * l.Price);
        return new IncomingOrder
        {
            ExternalId = order.Id.ToString(CultureInfo.InvariantCulture),
            ExternalNumber = FormattableString.Invariant($"D{order.Id}"),
            CustomerName = order.Customer,
            Email = order.Email,
            PlacedAt = order.PlacedAt,
            UpdatedAt = order.ChangedAt,
            CancelledAt = order.CancelledAt,
            PricesIncludeTax = true,
            Paid = total,
            Refunded = back,
            Lines =
            [
                .. order.Lines.Select(l => new IncomingLine
                {
                    ExternalId = l.Number.ToString(CultureInfo.InvariantCulture),
                    GoodsId = l.GoodId.ToString(CultureInfo.InvariantCulture),
                    Sku = l.Sku,
                    Name = l.Name,
                    Quantity = l.Quantity,
                    UnitPrice = l.Price,
                    Cancelled = order.CancelledAt is not null ? l.Quantity : 0,
                    Returned = l.Returned,
                    Restocked = l.Returned,
                }),
            ],
        };
    }

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
        { Message: { } message } when message.StartsWith(TooMany, StringComparison.Ordinal) => PushAnswer.Refused(new Sentence("The demo channel shows at most {0} of one thing. Offer fewer there, or pause it here.", message[TooMany.Length..])),
        { Message: { } message } => PushAnswer.Refused(new Sentence("{0} refused it: {1}", "Demo channel", message)),
        _ => PushAnswer.Refused("The channel did not answer for it."),
    };

    // a long reading waits for its turn: given up after hundreds of pages, it would begin anew
    private async Task<string> ReadAsync(string path, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Task.Delay(PauseBefore(0), clock, ct);
                return await CallAsync(HttpMethod.Get, path, content: null, ct);
            }
            catch (ChannelException busy) when (busy.Failure == ChannelFailure.RateLimited && attempt < Patience)
            {
                await Task.Delay(busy.RetryAfter ?? TimeSpan.FromSeconds(1), clock, ct);
            }
        }
    }

    private async Task<string> CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(here(), $"demo-channel/{access.Entered["shop"]}/api/{path}")) { Content = content };
        request.Headers.Add("X-Demo-Key", access.Entered["key"]);
        var reply = await http.AskAsync(request, ct);
        if (!reply.IsSuccess)
            throw Refused(reply);
        var (body, headers) = (reply.Body, reply.Headers);
        if (Number(headers, "X-Limit-Left") is { } left)
            (_left, _at) = (left, clock.GetTimestamp());
        if (Number(headers, "X-Limit-Per-Second") is { } perSecond)
            _perSecond = perSecond;
        return body;
    }

    private ChannelException Refused(ChannelReply reply) => reply.Body switch
    {
        _ when reply.Status != System.Net.HttpStatusCode.Unauthorized => http.Refused(reply),
        "key_ran_out" => new ChannelException(ChannelFailure.Unauthorized, "This key of the demo channel has run out. Under “Settings”, “Demo channel” let it open the door again, then connect again.").At("key"),
        "key_taken_back" => new ChannelException(ChannelFailure.Unauthorized, "This key was taken back at the demo channel. Under “Settings”, “Demo channel” let it open the door again, then connect again.").At("key"),
        _ => new ChannelException(ChannelFailure.Unauthorized, "The demo channel does not know this key. Leave the one that is filled in already.").At("key", "The demo channel does not know our key any more. Connect it again with the one that is filled in there."),
    };

    private static double? Number(System.Net.Http.Headers.HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
