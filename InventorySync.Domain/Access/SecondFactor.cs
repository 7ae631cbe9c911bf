namespace InventorySync.Domain.Access;

/// <summary>The authenticator app of a person. It counts once a code of it was entered.</summary>
public sealed class AuthenticatorApp
{
    public long PersonId { get; init; }

    /// <summary>The key it shares with the app, encrypted.</summary>
    public string ProtectedKey { get; set; } = "";

    /// <summary>The key of an app that is being set up; it counts for nothing yet.</summary>
    public string? ProtectedNewKey { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The time step of the last code that was used; it and all before it are used up.</summary>
    public long LastStep { get; set; }
}

/// <summary>A code for the day the phone is lost; works once.</summary>
public sealed class RecoveryCode
{
    public long Id { get; private set; }

    public long PersonId { get; init; }

    public string Hash { get; init; } = "";

    public DateTimeOffset? UsedAt { get; init; }
}
