using System.Text.Json;

namespace InventorySync.Domain.Outbox;

/// <summary>Something that happened, saved in the same transaction as what it tells of. Followers read it once it is committed.</summary>
public sealed class OutboxMessage
{
    public OutboxMessage(string kind, string subject, string payload, DateTimeOffset happenedAt)
    {
        Kind = kind;
        Subject = subject;
        Payload = payload;
        HappenedAt = happenedAt;
    }

    /// <summary>The same message again, from where it was kept.</summary>
    internal OutboxMessage(string kind, string subject, string payload, DateTimeOffset happenedAt, long id, long position)
        : this(kind, subject, payload, happenedAt)
    {
        Id = id;
        Position = position;
    }

    private OutboxMessage()
    {
    }

    /// <summary>An event under its type's name, with itself as the payload.</summary>
    public static OutboxMessage Of<TEvent>(TEvent what, string subject, DateTimeOffset at)
        where TEvent : notnull =>
        new(typeof(TEvent).Name, subject, JsonSerializer.Serialize(what, JsonSerializerOptions.Web), at);

    public TEvent Read<TEvent>() => JsonSerializer.Deserialize<TEvent>(Payload, JsonSerializerOptions.Web)!;

    /// <summary>Given by the database in the order of writing; followers that must know whether they have seen a message remember it.</summary>
    public long Id { get; private set; }

    /// <summary>Its place in the one order all followers read; given after the commit, so that no late commit slips in behind a reader.</summary>
    public long? Position { get; private set; }

    /// <summary>The name of the event's type.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What it is about, as "location:12": live screens listen for it.</summary>
    public string Subject { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTimeOffset HappenedAt { get; private set; }
}
