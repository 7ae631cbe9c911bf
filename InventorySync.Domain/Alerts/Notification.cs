namespace InventorySync.Domain.Alerts;

public enum NotificationKind
{
    News,
    Done,
    Warning,
    Problem,
}

/// <summary>What somebody is to be told.</summary>
public sealed record News(NotificationKind Kind, Sentence Said)
{
    public News(NotificationKind kind, string text, params object[] arguments)
        : this(kind, new Sentence(text, arguments))
    {
    }

    /// <summary>The page of the shop where it can be seen or mended.</summary>
    public string? Href { get; init; }
}

/// <summary>News for one person, kept until they are old.</summary>
public sealed class Notification
{
    public Notification(long personId, News news, DateTimeOffset at)
    {
        PersonId = personId;
        Kind = news.Kind;
        Said = news.Said;
        Href = news.Href;
        CreatedAt = at;
    }

    private Notification()
    {
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public NotificationKind Kind { get; private set; }

    public Sentence Said { get; private set; } = "";

    public string? Href { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }
}

/// <summary>Somebody's notifications changed: new ones, or some were read. Open screens count anew.</summary>
public sealed record NotificationsChanged(long PersonId)
{
    public static string SubjectOf(long personId) => FormattableString.Invariant($"notifications:{personId}");
}
