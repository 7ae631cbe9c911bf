using System.Text.Json;
using System.Text.Json.Serialization;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Webhooks;

/// <summary>Something other systems may be told of: its public name, the version of its data's shape, who may see it, and an example.</summary>
public sealed record PublicEvent(string Name, int Version, string Title, string Permission, string Kind, object Example, Func<OutboxMessage, object?> Data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Readable = new(Json) { WriteIndented = true };

    /// <summary>The body that is sent, as an example for people.</summary>
    public string ExampleBody(DateTimeOffset at) => JsonSerializer.Serialize(Envelope("evt_1024", Example, at), Readable);

    /// <summary>The body of one occurrence, or null when this message is not one.</summary>
    public string? BodyOf(OutboxMessage message) => Data(message) is { } data ? JsonSerializer.Serialize(Envelope(IdOf(message), data, message.HappenedAt), Json) : null;

    /// <summary>The same for all subscriptions and all attempts, so that a receiver knows what it has had.</summary>
    public static string IdOf(OutboxMessage message) => $"evt_{message.Id}";

    internal static string BodyOf(string type, string eventId, object data, DateTimeOffset at) =>
        JsonSerializer.Serialize(new EventBody(eventId, type, 1, at, data), Json);

    private EventBody Envelope(string id, object data, DateTimeOffset at) => new(id, Name, Version, at, data);

    private sealed record EventBody(string Id, string Type, int SchemaVersion, DateTimeOffset OccurredAt, object Data);
}

/// <summary>All events that other systems can subscribe to. Capabilities register theirs beside their services.</summary>
public sealed class PublicEvents(IEnumerable<PublicEvent> events)
{
    private readonly ILookup<string, PublicEvent> _byKind = events.ToLookup(e => e.Kind);

    public IReadOnlyList<PublicEvent> All { get; } = [.. events.OrderBy(e => e.Name, StringComparer.Ordinal)];

    public PublicEvent? Find(string name) => All.FirstOrDefault(e => e.Name == name);

    /// <summary>The public event that this message is, with its body; null when it is none. The first that has data for it counts.</summary>
    public ToldEvent? Tell(OutboxMessage message) => _byKind[message.Kind]
        .Select(known => known.BodyOf(message) is { } body ? new ToldEvent(message, known.Name, body) : null)
        .FirstOrDefault(told => told is not null);
}

public sealed record ToldEvent(OutboxMessage Message, string Name, string Body)
{
    /// <summary>What happened before somebody subscribed is not told.</summary>
    public bool IsFor(WebhookSubscription subscription) => subscription.Events.Contains(Name) && Message.HappenedAt >= subscription.CreatedAt;
}
