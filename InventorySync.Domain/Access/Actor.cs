namespace InventorySync.Domain.Access;

public enum ActorKind
{
    System,
    Person,
    ApiKey,
    Visitor,
}

/// <summary>Who or what is acting, with what it may do. Locations is null where there is no limit to locations.</summary>
public sealed record Actor(ActorKind Kind, string Name)
{
    public static readonly Actor Visitor = new(ActorKind.Visitor, "Visitor");

    public long? PersonId { get; init; }

    public long? ApiKeyId { get; init; }

    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    public IReadOnlySet<long>? Locations { get; init; }

    /// <summary>Where it acts from: the network address; null for the system itself.</summary>
    public string? Address { get; init; }

    /// <summary>The shop itself: a job, a follower, a command of the app. Nothing is forbidden to it.</summary>
    public static Actor System(string name) => new(ActorKind.System, name);

    public bool May(string permission) => Kind == ActorKind.System || Permissions.Contains(permission);
}
