namespace InventorySync.Domain.Outbox;

/// <summary>How far one follower has come, and what it does about a message it cannot handle.</summary>
public sealed class FollowerPlace
{
    private const int ErrorLength = 2000;
    private const int PauseGrowth = 4;

    public FollowerPlace(string name, long position, DateTimeOffset now)
    {
        Name = name;
        Position = position;
        SeenAt = now;
    }

    private FollowerPlace()
    {
    }

    public string Name { get; private set; } = "";

    /// <summary>The last message it is done with.</summary>
    public long Position { get; private set; }

    /// <summary>A batch up to here failed: until then messages go one at a time, so that only the guilty one waits.</summary>
    public long OneByOneUntil { get; private set; }

    /// <summary>Failures of the message that comes next.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? RetryAt { get; private set; }

    public string? Error { get; private set; }

    public DateTimeOffset? FailedAt { get; private set; }

    public DateTimeOffset? WorkedAt { get; private set; }

    /// <summary>Where it was worked for last.</summary>
    public string? Node { get; private set; }

    /// <summary>When a node last started with this follower or worked for it.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public DateTimeOffset MinuteStartedAt { get; private set; }

    public int HandledThisMinute { get; private set; }

    public int HandledLastMinute { get; private set; }

    public int NextBatchSize(OutboxSettings settings) => Position < OneByOneUntil ? 1 : settings.BatchSize;

    public bool WaitsAt(DateTimeOffset now) => RetryAt > now;

    /// <summary>Messages a minute, over the last whole minute or the present one, whichever is more.</summary>
    public int RateAt(DateTimeOffset now) => (now - MinuteStartedAt).TotalMinutes switch
    {
        < 1 => Math.Max(HandledLastMinute, HandledThisMinute),
        < 2 => HandledThisMinute,
        _ => 0,
    };

    public void Passed(IReadOnlyList<OutboxMessage> batch, string node, DateTimeOffset now)
    {
        GoTo(batch[^1]);
        Node = node;
        WorkedAt = SeenAt = now;
        Count(batch.Count, now);
    }

    /// <summary>Notes the failure and when to try again. A message that has failed too often comes back set aside, and the follower goes on behind it.</summary>
    public SetAsideMessage? Failed(IReadOnlyList<OutboxMessage> batch, Exception failure, string node, OutboxSettings settings, DateTimeOffset now)
    {
        Node = node;
        Error = Describe(failure);
        FailedAt = SeenAt = now;
        if (batch.Count > 1)
        {
            OneByOneUntil = batch[^1].Position!.Value;
            return null;
        }

        Attempts++;
        if (Attempts < settings.Attempts)
        {
            RetryAt = now + PauseAfter(Attempts, settings);
            return null;
        }

        var aside = new SetAsideMessage(Name, batch[0], Attempts, Error, now);
        GoTo(batch[0]);
        return aside;
    }

    public static string Describe(Exception failure)
    {
        var text = failure is BusinessRuleException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= ErrorLength ? text : text[..ErrorLength];
    }

    private static TimeSpan PauseAfter(int failures, OutboxSettings settings)
    {
        var pause = settings.FirstPause * Math.Pow(PauseGrowth, failures - 1);
        return pause < settings.LongestPause ? pause : settings.LongestPause;
    }

    private void GoTo(OutboxMessage message)
    {
        Position = message.Position!.Value;
        Attempts = 0;
        RetryAt = null;
    }

    private void Count(int handled, DateTimeOffset now)
    {
        if (now - MinuteStartedAt >= TimeSpan.FromMinutes(1))
        {
            HandledLastMinute = now - MinuteStartedAt < TimeSpan.FromMinutes(2) ? HandledThisMinute : 0;
            HandledThisMinute = 0;
            MinuteStartedAt = now;
        }

        HandledThisMinute += handled;
    }
}
