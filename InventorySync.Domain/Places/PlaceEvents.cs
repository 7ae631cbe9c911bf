using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Places;

public sealed record LocationCreated(long LocationId, string Name);

public sealed record LocationChanged(long LocationId, string Name);

public sealed record LocationDeactivated(long LocationId, string Name);

public sealed record LocationReactivated(long LocationId, string Name);

/// <summary>Rooms of the location were created, renamed or deleted.</summary>
public sealed record RoomsChanged(long LocationId);

/// <summary>Bins of the location were created, changed, moved, deactivated or deleted; how many.</summary>
public sealed record BinsChanged(long LocationId, int Bins);

/// <summary>Everything about a location is told under one subject, so that a screen of it listens once.</summary>
internal static class PlaceEvents
{
    public static OutboxMessage Told<TEvent>(this TEvent what, long locationId, DateTimeOffset at)
        where TEvent : notnull =>
        OutboxMessage.Of(what, $"location:{locationId}", at);
}
