namespace InventorySync.Domain.Access;

public enum SignInMethod
{
    Password,
    AuthenticatorApp,
    Passkey,
    RecoveryCode,
    Invitation,
    FirstRun,
    NewPassword,
}

/// <summary>One browser that somebody signed in with. Ending it shuts this browser out at once.</summary>
public sealed class SignInSession
{
    public long Id { get; private set; }

    public long PersonId { get; init; }

    /// <summary>Hash of the key in the browser's cookie.</summary>
    public string KeyHash { get; init; } = "";

    public SignInMethod Method { get; init; }

    /// <summary>Such as "Firefox on Windows".</summary>
    public string Browser { get; init; } = "";

    public string? Address { get; init; }

    /// <summary>The person asked to stay signed in on this device.</summary>
    public bool Kept { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When the password was last asked here; what changes the account itself needs it to be minutes ago.</summary>
    public DateTimeOffset ConfirmedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>It was ended from this browser itself, so that its other windows need not be told why.</summary>
    public bool SignedOut { get; init; }

    public bool IsOver(DateTimeOffset at, SignInSettings settings) =>
        EndedAt is not null || at >= (Kept ? StartedAt.AddDays(settings.KeepSignedInDays) : LastSeenAt.AddHours(settings.IdleHours));
}
