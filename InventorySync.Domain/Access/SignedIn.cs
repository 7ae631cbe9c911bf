namespace InventorySync.Domain.Access;

/// <summary>A person at a browser, with what both may do now. Read from the database, kept for seconds, never in the cookie.</summary>
public sealed record SignedIn
{
    public long SessionId { get; init; }

    public long PersonId { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public bool HasSecondFactor { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    public IReadOnlySet<long>? Locations { get; init; }

    public Actor AsActor(string? address = null) => new(ActorKind.Person, Name)
    {
        PersonId = PersonId,
        Permissions = Permissions,
        Locations = Locations,
        Address = address ?? Address,
    };
}

/// <summary>Who is signed in in this scope: a request or a screen's circuit; null for visitors, jobs and API keys.</summary>
public sealed class CurrentSession
{
    public SignedIn? SignedIn { get; set; }

    /// <summary>Nobody is signed in any more because the person signed out in this browser.</summary>
    public bool SignedOut { get; set; }
}
