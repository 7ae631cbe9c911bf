using InventorySync.Domain.Access;

namespace InventorySync.Domain.Api;

public enum ApiKeyState
{
    Active,
    Expired,
    Revoked,
}

/// <summary>What another system signs in with. Its secret is shown once and kept nowhere: only the hash is stored.</summary>
public sealed class ApiKey : IAudited
{
    public long Id { get; private set; }

    public required string Name { get; init; }

    /// <summary>The first letters of the secret, by which people tell their keys apart.</summary>
    public string Prefix { get; private set; } = "";

    [Secret]
    public string Hash { get; private set; } = "";

    /// <summary>The secret before the last rotation, which still opens until the other system has the new one.</summary>
    [Secret]
    public string? FormerHash { get; private set; }

    public DateTimeOffset? FormerUntil { get; private set; }

    public required List<string> Scopes { get; init; }

    /// <summary>The only locations it sees; none means all of them.</summary>
    public List<long> Locations { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string CreatedByName { get; init; } = "";

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedByName { get; private set; }

    /// <summary>People were told that it expires soon.</summary>
    [NotAudited]
    public bool ExpiryTold { get; private set; }

    [NotAudited]
    public DateTimeOffset? LastUsedAt { get; private set; }

    [NotAudited]
    public string? LastUsedFrom { get; private set; }

    [NotAudited]
    public long Uses { get; private set; }

    public string AuditName => Name;

    public ApiKeyState StateAt(DateTimeOffset at) =>
        RevokedAt is not null ? ApiKeyState.Revoked : ExpiresAt <= at ? ApiKeyState.Expired : ApiKeyState.Active;

    public void Take(ApiKeySecret secret)
    {
        Prefix = secret.Prefix;
        Hash = secret.Hash;
    }

    public void Rotate(ApiKeySecret secret, TimeSpan formerWorksFor, DateTimeOffset at)
    {
        if (StateAt(at) != ApiKeyState.Active)
            throw new BusinessRuleException("Only a key that works can get a new secret. Create a new key instead.");

        FormerHash = formerWorksFor > TimeSpan.Zero ? Hash : null;
        FormerUntil = formerWorksFor > TimeSpan.Zero ? at + formerWorksFor : null;
        Take(secret);
    }

    public void TellExpiry() => ExpiryTold = true;

    public void Revoke(Actor by, DateTimeOffset at)
    {
        RevokedAt ??= at;
        RevokedByName ??= by.Name;
    }
}
