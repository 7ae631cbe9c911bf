namespace InventorySync.Domain.Channels;

public enum LinkState
{
    Connected,

    /// <summary>Somebody stopped it; what changes meanwhile waits.</summary>
    Paused,

    /// <summary>The channel does not let us in any more.</summary>
    LockedOut,
}

/// <summary>What becomes of a quantity that was changed at the channel.</summary>
public enum DriftPolicy
{
    /// <summary>Our figure is sent again.</summary>
    OursWins,

    /// <summary>Theirs is right: the difference is written into the stock.</summary>
    TheirsIsCounted,

    /// <summary>It is shown, and somebody decides.</summary>
    Ask,
}

/// <summary>How a channel is reached, and how it goes with it. A channel without one is kept by hand.</summary>
public sealed class ChannelConnection : IVersioned, IAudited
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private ChannelConnection()
    {
    }

    public ChannelConnection(long channelId, string connector)
    {
        ChannelId = channelId;
        Connector = connector;
    }

    public long ChannelId { get; private set; }

    public string Connector { get; private set; } = "";

    /// <summary>What was entered, secrets among it, unreadable.</summary>
    [NotAudited]
    public string Entered { get; private set; } = "";

    /// <summary>What the channel calls itself.</summary>
    public string RemoteName { get; private set; } = "";

    public LinkState State { get; private set; }

    /// <summary>The last part of the address at which the channel tells us something; nobody can guess it.</summary>
    [NotAudited]
    public string HookToken { get; private set; } = Text.RandomToken();

    /// <summary>Where the channel reaches this shop; empty where it cannot, and only asking finds news.</summary>
    public string OurAddress { get; private set; } = "";

    /// <summary>What was sold and sent before then moved no stock of ours.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    [NotAudited]
    public DateTimeOffset? OrdersReadUntil { get; private set; }

    public DriftPolicy Drift { get; private set; } = DriftPolicy.Ask;

    [NotAudited]
    public int FailuresInARow { get; private set; }

    /// <summary>Until then it is left alone.</summary>
    [NotAudited]
    public DateTimeOffset? NotBefore { get; private set; }

    [NotAudited]
    public Sentence? Problem { get; private set; }

    [NotAudited]
    public DateTimeOffset? ReachedAt { get; private set; }

    /// <summary>Until then one node works for it.</summary>
    [NotAudited]
    public DateTimeOffset? LeasedUntil { get; private set; }

    [NotAudited]
    public string? LeaseToken { get; private set; }

    /// <summary>Since when somebody at our door for this channel signs wrongly; null when the channel was the last who called.</summary>
    [NotAudited]
    public DateTimeOffset? WronglySignedAt { get; private set; }

    public ulong Version { get; private set; }

    public string AuditName => RemoteName;

    public void Connect(string entered, string remoteName, string ourAddress, DateTimeOffset at)
    {
        if (ConnectedAt == default)
            ConnectedAt = at;
        OurAddress = ourAddress;
        WronglySignedAt = null;
        (Entered, RemoteName, State) = (entered, remoteName, LinkState.Connected);
        Reached(at);
    }

    public void Decide(DriftPolicy drift) => Drift = drift;

    public void LockOut(Sentence why) => (State, Problem) = (LinkState.LockedOut, why);

    public void Pause() => State = LinkState.Paused;

    public void GoOn()
    {
        State = LinkState.Connected;
        (FailuresInARow, NotBefore, Problem) = (0, null, null);
    }

    public void Reached(DateTimeOffset at) => (FailuresInARow, NotBefore, Problem, ReachedAt) = (0, null, null, at);

    /// <summary>Left alone for longer each time; the channel's own wish counts where it has one. The luck (0 to 1) keeps many shops from coming back at once.</summary>
    public void Failed(ChannelException failure, double luck, DateTimeOffset at)
    {
        FailuresInARow++;
        Problem = failure.Words;
        if (failure.Failure == ChannelFailure.Unauthorized)
        {
            LockOut(failure.SaidLater ?? failure.Words);
            return;
        }

        var own = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(FailuresInARow - 1, 12))));
        NotBefore = at + (failure.RetryAfter is { } wish && wish > TimeSpan.Zero ? wish : own * (0.5 + luck / 2));
    }
}
