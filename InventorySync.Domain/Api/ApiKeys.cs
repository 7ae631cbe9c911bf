using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Api;

public sealed record NewApiKey
{
    [Required(ErrorMessage = "Name the system that will use the key.")]
    [StringLength(80, ErrorMessage = "Use at most 80 letters.")]
    public string Name { get; set; } = "";

    [MinLength(1, ErrorMessage = "Choose at least one thing that the key may do.")]
    public IReadOnlyCollection<string> Scopes { get; set; } = [];

    /// <summary>None means all the locations that its creator sees.</summary>
    public IReadOnlyCollection<long> Locations { get; set; } = [];

    /// <summary>Null for a key that never expires.</summary>
    [Range(1, 3650, ErrorMessage = "Choose between 1 and 3650 days.")]
    public int? Days { get; set; } = 90;
}

/// <summary>A key with its secret, which is shown now and never again.</summary>
public sealed record IssuedApiKey(long Id, string Name, string Secret);

public sealed record KeyLocation(long Id, string Name);

/// <summary>Gives keys to other systems, takes them back, and changes their secret.</summary>
public sealed class ApiKeys(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<ApiKey> FindAsync(long keyId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ApiKeysManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == keyId, ct) ?? throw Missing();
    }

    /// <summary>The locations that a key can be limited to: those that its creator sees.</summary>
    public async Task<IReadOnlyList<KeyLocation>> LocationsAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.ApiKeysManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Locations.OrderBy(l => l.Name).Select(l => new KeyLocation(l.Id, l.Name)).ToListAsync(ct);
    }

    public async Task<IssuedApiKey> CreateAsync(NewApiKey wanted, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ApiKeysManage);
        var scopes = wanted.Scopes.Distinct().Order(StringComparer.Ordinal).ToList();
        var locations = LocationsOf(wanted);
        CheckScopes(scopes);

        var secret = ApiKeySecret.New();
        var now = clock.GetUtcNow();
        var key = new ApiKey
        {
            Name = wanted.Name.Trim(),
            Scopes = scopes,
            Locations = locations,
            CreatedAt = now,
            CreatedByName = actor.Actor.Name,
            ExpiresAt = wanted.Days is { } days ? now.AddDays(days) : null,
        };
        key.Take(secret);

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (locations.Count > 0 && await db.Locations.CountAsync(l => locations.Contains(l.Id), ct) != locations.Count)
            throw new BusinessRuleException("One of these locations is no longer there. Choose again.") { Field = nameof(NewApiKey.Locations) };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(ct);
        return new IssuedApiKey(key.Id, key.Name, secret.Text);
    }

    /// <summary>From this moment the key opens nothing, on every node.</summary>
    public async Task RevokeAsync(long keyId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ApiKeysManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var key = await FindAsync(db, keyId, ct);
        key.Revoke(actor.Actor, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A new secret for the same key; the former one goes on for a while, so that the other system can be changed without a gap.</summary>
    public async Task<IssuedApiKey> RotateAsync(long keyId, TimeSpan formerWorksFor, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ApiKeysManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var key = await FindAsync(db, keyId, ct);

        // Whoever gets the secret can do what the key can do.
        CheckScopes(key.Scopes);
        if (actor.Actor.Locations is { } seen && (key.Locations.Count == 0 || !key.Locations.All(seen.Contains)))
            throw new BusinessRuleException("This key sees locations that you do not see. Ask somebody who sees them all.");

        var secret = ApiKeySecret.New();
        key.Rotate(secret, formerWorksFor, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return new IssuedApiKey(key.Id, key.Name, secret.Text);
    }

    private List<long> LocationsOf(NewApiKey wanted)
    {
        if (actor.Actor.Locations is not { } seen)
            return [.. wanted.Locations.Distinct().Order()];
        if (!wanted.Locations.All(seen.Contains))
            throw new BusinessRuleException("A key can only see locations that you see yourself.") { Field = nameof(NewApiKey.Locations) };
        return [.. (wanted.Locations.Count > 0 ? wanted.Locations.Distinct() : seen).Order()];
    }

    private void CheckScopes(IReadOnlyCollection<string> scopes)
    {
        var foreign = scopes.FirstOrDefault(s => !actor.May(s) || Permissions.All.All(p => p.Name != s));
        if (foreign is not null)
            throw new BusinessRuleException("A key may do at most what you may do yourself, and you lack “{0}”.", Permissions.TitleOf(foreign)) { Field = nameof(NewApiKey.Scopes) };
    }

    private static async Task<ApiKey> FindAsync(InventoryDb db, long keyId, CancellationToken ct) =>
        await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId, ct) ?? throw Missing();

    private static NotFoundException Missing() => new("This API key is not here.");
}
