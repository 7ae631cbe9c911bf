using System.Text.Json;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Jobs;

/// <summary>An actor as it is kept beside the work it started.</summary>
internal static class ActorText
{
    public static string Write(Actor actor) =>
        JsonSerializer.Serialize(new Kept(actor.Kind, actor.Name, actor.PersonId, actor.ApiKeyId, [.. actor.Permissions.Order(StringComparer.Ordinal)], actor.Locations is null ? null : [.. actor.Locations.Order()], actor.Address));

    public static Actor Read(string text)
    {
        var kept = JsonSerializer.Deserialize<Kept>(text)!;
        return new Actor(kept.Kind, kept.Name)
        {
            PersonId = kept.PersonId,
            ApiKeyId = kept.ApiKeyId,
            Permissions = kept.Permissions.ToHashSet(),
            Locations = kept.Locations?.ToHashSet(),
            Address = kept.Address,
        };
    }

    private sealed record Kept(ActorKind Kind, string Name, long? PersonId, long? ApiKeyId, string[] Permissions, long[]? Locations, string? Address);
}
