namespace InventorySync.Domain.Channels;

public enum InboundState
{
    Waiting,
    Done,

    /// <summary>All tries are used up; the polling still finds what it told of.</summary>
    Failed,
}

/// <summary>News from a channel as it came: stored before it is answered, worked on once.</summary>
public sealed class InboundCall
{
    private const int KeptLetters = 100_000;
    private const int MostTries = 8;

    private InboundCall()
    {
    }

    public InboundCall(long channelId, ChannelNews news, string body, DateTimeOffset at)
    {
        ChannelId = channelId;
        (EventId, Kind, SubjectId) = (news.EventId, news.Kind, news.SubjectId);
        Body = body.Length <= KeptLetters ? body : body[..KeptLetters];
        ReceivedAt = at;
        NextTryAt = at;
    }

    public long Id { get; private set; }

    public long ChannelId { get; private set; }

    /// <summary>The sender's own; a repetition has the same.</summary>
    public string EventId { get; private set; } = "";

    public ChannelNewsKind Kind { get; private set; }

    public string? SubjectId { get; private set; }

    public string Body { get; private set; } = "";

    public DateTimeOffset ReceivedAt { get; private set; }

    public InboundState State { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Sentence? Problem { get; private set; }

    public void Failed(Sentence problem, TimeSpan? pause, DateTimeOffset at)
    {
        Tries++;
        Problem = problem;
        if (Tries >= MostTries)
            (State, EndedAt) = (InboundState.Failed, at);
        else
            NextTryAt = at + (pause ?? TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(3, Tries - 1))));
    }
}
