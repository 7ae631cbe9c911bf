using InventorySync.Domain.Sales;

namespace InventorySync.Domain.Channels;

/// <summary>A kind of shop system that can be connected, such as Shopify. It knows how a connection is opened, and what has to be entered for it.</summary>
public interface IChannelConnector
{
    /// <summary>Its name in the database; never changed once released.</summary>
    string Name { get; }

    /// <summary>As people call it.</summary>
    string Title { get; }

    ChannelKind Kind { get; }

    /// <summary>What has to be done at the channel first, step by step.</summary>
    IReadOnlyList<Sentence> Steps { get; }

    IReadOnlyList<ConnectionField> Fields { get; }

    IChannel Open(ChannelAccess access);

    /// <summary>What a call from the channel tells; null when it was not the channel that called.</summary>
    ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body);
}

public enum ChannelNewsKind
{
    /// <summary>Only to see whether we are there.</summary>
    Ping,

    OrderChanged,

    /// <summary>Goods or quantities were changed there, perhaps by ourselves.</summary>
    GoodsChanged,

    /// <summary>The connection was taken back at the channel.</summary>
    Disconnected,
}

/// <summary>News from a channel is a hint: what is true is asked for afterwards, so it may come twice, late and in any order.</summary>
/// <param name="EventId">The same for every repetition of the same news.</param>
/// <param name="SubjectId">The channel's own key of the order or the goods.</param>
public sealed record ChannelNews(string EventId, ChannelNewsKind Kind, string? SubjectId);

/// <summary>Something to be entered for a connection. Secrets are stored unreadable and never shown again.</summary>
public sealed record ConnectionField(string Name, string Title)
{
    public string Example { get; init; } = "";

    public string Help { get; init; } = "";

    public bool Secret { get; init; }

    /// <summary>May be left empty.</summary>
    public bool Optional { get; init; }
}

/// <summary>The way into a channel: what was entered, and who writes down the calls.</summary>
public sealed record ChannelAccess(long ChannelId, IReadOnlyDictionary<string, string> Entered, Action<ChannelCall> Called)
{
    /// <summary>The name under which our own secret stands among what was entered: with it the channel signs what it tells us, where we may choose one.</summary>
    public const string OwnSecret = "ownSecret";
}

/// <summary>One call to a channel and what came back, without secrets.</summary>
public sealed record ChannelCall(string Method, string Address, string Request, int? Status, string Answer, DateTimeOffset At, TimeSpan Took);

/// <summary>A connected shop. Every method throws a ChannelException when the whole call failed.</summary>
public interface IChannel
{
    /// <summary>How many quantities go into one call.</summary>
    int BatchSize { get; }

    /// <summary>Whether the credentials open the door; the answer is what the channel calls itself.</summary>
    Task<string> GreetAsync(CancellationToken ct);

    /// <summary>Everything that is sold there, page by page.</summary>
    IAsyncEnumerable<RemoteGoods> GoodsAsync(CancellationToken ct);

    /// <summary>Sets quantities; the answers stand in the order of what was asked.</summary>
    Task<IReadOnlyList<PushAnswer>> PushAsync(IReadOnlyList<QuantityToPush> quantities, CancellationToken ct);

    /// <summary>Orders that changed since then, the oldest change first, each with all that happened to it so far.</summary>
    IAsyncEnumerable<IncomingOrder> OrdersAsync(DateTimeOffset changedSince, CancellationToken ct);

    /// <summary>One order as it is now; null when it is not there any more.</summary>
    Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct);

    /// <summary>Makes sure that the channel calls this address when something changes; mends what was lost or switched off there. False where the channel cannot call.</summary>
    Task<bool> SubscribeAsync(Uri address, CancellationToken ct);

    /// <summary>How long to wait before the next call so that the channel's limit is kept.</summary>
    TimeSpan PauseBefore(int quantities);
}

/// <summary>Something sold on a channel, as the channel tells of it.</summary>
public sealed record RemoteGoods(string ExternalId, string Sku, string Name, decimal? Quantity)
{
    public string? Barcode { get; init; }

    public decimal? Price { get; init; }

    public string? Address { get; init; }
}

/// <summary>The quantity a listing is to show, and what we believe that it shows now.</summary>
public sealed record QuantityToPush(string ExternalId, decimal Quantity, decimal? Before)
{
    /// <summary>The same for every repetition of the same push.</summary>
    public required string Key { get; init; }
}

public enum PushOutcome
{
    Done,

    /// <summary>The channel showed another quantity than we believed; it tells which.</summary>
    ChangedThere,

    Refused,

    /// <summary>What was sold there is not there any more.</summary>
    Gone,
}

public sealed record PushAnswer(PushOutcome Outcome)
{
    public Sentence? Problem { get; init; }

    /// <summary>What the channel shows now, where it says so.</summary>
    public decimal? Seen { get; init; }

    public static PushAnswer Done(decimal? seen = null) => new(PushOutcome.Done) { Seen = seen };

    public static PushAnswer Refused(Sentence problem) => new(PushOutcome.Refused) { Problem = problem };
}

public enum ChannelFailure
{
    /// <summary>The credentials are wrong, have run out or were taken back.</summary>
    Unauthorized,

    RateLimited,

    /// <summary>It does not answer, or answers that it cannot now.</summary>
    Unavailable,

    /// <summary>It understood and refused the whole call.</summary>
    Rejected,
}

/// <summary>The channel could not or would not do what was asked.</summary>
public sealed class ChannelException(ChannelFailure failure, Sentence words, TimeSpan? retryAfter = null) : Exception(words.ToString())
{
    public ChannelFailure Failure { get; } = failure;

    public Sentence Words { get; } = words;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Which of the fields that were entered is wrong, where that is known.</summary>
    public string? Field { get; init; }

    /// <summary>How it is said of a connection that worked until now.</summary>
    public Sentence? SaidLater { get; init; }

    /// <summary>The same, about one of the entered fields.</summary>
    public ChannelException At(string field, Sentence? saidLater = null) => new(Failure, Words, RetryAfter) { Field = field, SaidLater = saidLater };
}
