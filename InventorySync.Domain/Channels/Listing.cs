namespace InventorySync.Domain.Channels;

public enum ListingState
{
    InStep,

    /// <summary>A newer figure is on its way.</summary>
    Waiting,

    Failing,

    /// <summary>The channel shows another quantity than was sent.</summary>
    Drifted,

    Paused,

    /// <summary>Nobody has said which variant it is.</summary>
    Unmatched,
}

/// <summary>What a channel calls a variant, and how far its quantity is in step with ours.</summary>
public sealed class Listing
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(3);

    private Listing()
    {
    }

    public Listing(long channelId, RemoteGoods goods)
    {
        ChannelId = channelId;
        ExternalId = goods.ExternalId;
        Tell(goods);
    }

    public long Id { get; private set; }

    public long ChannelId { get; private set; }

    /// <summary>The channel's own key.</summary>
    public string ExternalId { get; private set; } = "";

    public string RemoteSku { get; private set; } = "";

    public string RemoteName { get; private set; } = "";

    public string? RemoteBarcode { get; private set; }

    public string? Address { get; private set; }

    public long? VariantId { get; private set; }

    public bool Paused { get; private set; }

    /// <summary>Another of the channel's goods has the same SKU, so it says nothing about either.</summary>
    public bool SkuIsShared { get; private set; }

    /// <summary>The channel said that it is not sold there any more.</summary>
    public bool Gone { get; private set; }

    /// <summary>What is to be shown there.</summary>
    public decimal? Wanted { get; private set; }

    /// <summary>What was sent last.</summary>
    public decimal? Pushed { get; private set; }

    public DateTimeOffset? PushedAt { get; private set; }

    /// <summary>What the channel last said that it shows.</summary>
    public decimal? Seen { get; private set; }

    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>Counts the orders of the channel that touched it: each moves what it shows there.</summary>
    public long Moves { get; private set; }

    /// <summary>That count when the last figure was sent.</summary>
    public long MovesAtPush { get; private set; }

    /// <summary>Counts the changes that touched it. A push that was figured out before the newest one does not settle it.</summary>
    public long Marks { get; private set; }

    /// <summary>The mark for which Wanted was figured out.</summary>
    public long Figured { get; private set; }

    /// <summary>Since when something is to be sent; null when nothing is.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    public int Failures { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    public Sentence? Problem { get; private set; }

    public void Tell(RemoteGoods goods)
    {
        (RemoteSku, RemoteName, RemoteBarcode, Address) = (Cut(goods.Sku, 120), Cut(goods.Name, 250), goods.Barcode is { } code ? Cut(code, 60) : null, goods.Address is { } address ? Cut(address, 400) : null);
    }

    public void Share(bool skuIsShared) => SkuIsShared = skuIsShared;

    public void Match(long variantId, DateTimeOffset at)
    {
        VariantId = variantId;
        (Pushed, Wanted, Problem, Failures, NextTryAt, Gone) = (null, null, null, 0, null, false);
        Mark(at);
    }

    public void Unmatch() => (VariantId, Wanted, Pushed, WaitingSince, Problem, Failures, NextTryAt, Gone) = (null, null, null, null, null, 0, null, false);

    public void Mark(DateTimeOffset at)
    {
        Marks++;
        WaitingSince ??= at;
        NextTryAt = null;
    }

    /// <summary>What the channel shows now, as far as we know.</summary>
    public decimal? Shown => SeenAt > PushedAt || Pushed is null ? Seen : Pushed;

    /// <summary>Nothing is to be sent: what is wanted is what stands there.</summary>
    public bool IsSent => Problem is null && Wanted == Pushed && Shown == Pushed && Moves == MovesAtPush;

    public void FigureOut(decimal wanted) => (Wanted, Figured) = (Math.Max(0, wanted), Marks);

    /// <summary>Takes in what came of a push of what was known then; false when it has to be tried again.</summary>
    public bool Answered(Listing sent, PushAnswer answer, double luck, DateTimeOffset at)
    {
        if (answer.Seen is { } seen)
            (Seen, SeenAt) = (seen, at);
        Gone = answer.Outcome == PushOutcome.Gone;
        switch (answer.Outcome)
        {
            case PushOutcome.Done:
                (Pushed, PushedAt, MovesAtPush) = (sent.Wanted, at, sent.Moves);
                (Failures, NextTryAt, Problem) = (0, null, null);
                return true;
            case PushOutcome.ChangedThere:
                Failures++;
                NextTryAt = Failures > 3 ? at + ShortPause : null; // at once, from what it shows now; where they buy faster than we can tell, after a breath
                return false;
            default:
                Failures++;
                Problem = answer.Problem;
                NextTryAt = at + PauseAfter(Failures) * (0.5 + luck / 2);
                return false;
        }
    }

    /// <summary>What the channel said that it shows.</summary>
    public void Look(decimal? seen, DateTimeOffset at) => (Seen, SeenAt) = (seen, at);

    public void Pause() => Paused = true;

    public void GoOn(DateTimeOffset at)
    {
        Paused = false;
        if (VariantId is not null)
            Mark(at);
    }

    private static TimeSpan PauseAfter(int failures) => TimeSpan.FromSeconds(Math.Min(3600, 30 * Math.Pow(2, Math.Min(failures - 1, 10))));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
