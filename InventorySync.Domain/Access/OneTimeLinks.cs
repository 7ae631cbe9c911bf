namespace InventorySync.Domain.Access;

/// <summary>Asks somebody to join. The link works once and for a week; only its hash is kept.</summary>
public sealed class Invitation
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    public long Id { get; private set; }

    public string Email { get; init; } = "";

    public string NormalizedEmail { get; init; } = "";

    public string Name { get; init; } = "";

    public List<long> RoleIds { get; init; } = [];

    /// <summary>The new person will see and work only in the locations listed; without this, in all of them.</summary>
    public bool LimitedToLocations { get; init; }

    public List<long> LocationIds { get; init; } = [];

    public string TokenHash { get; set; } = "";

    public long? InvitedById { get; init; }

    public string InvitedBy { get; init; } = "";

    public DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>Lets somebody choose a new password. Handed over by a manager; works once and for a day.</summary>
public sealed class PasswordLink
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    public long Id { get; private set; }

    public long PersonId { get; init; }

    public string TokenHash { get; init; } = "";

    public string MadeBy { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
