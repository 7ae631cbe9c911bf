using InventorySync.Domain.Access;

namespace InventorySync.Domain.Api;

/// <summary>Who calls with a key, or why the door stays shut.</summary>
public sealed record ApiKeyAnswer(Actor? Actor, string? Refusal);

/// <summary>Tells who stands behind a secret. Asked anew with every call, so that a revoked key is refused at once on every node.</summary>
public sealed class ApiKeyCheck(IDbContextFactory<InventoryDb> dbs, ApiKeyUses uses, TimeProvider clock)
{
    public async Task<ApiKeyAnswer> CheckAsync(string text, string? address, CancellationToken ct = default)
    {
        if (ApiKeySecret.Read(text) is not { Hash: var hash })
            return new ApiKeyAnswer(null, "This is not a key of this shop: it starts with isk_ and has 53 letters. Check that it was copied whole.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash || k.FormerHash == hash, ct);
        var now = clock.GetUtcNow();
        if (RefusalOf(key, hash, now) is { } refusal)
            return new ApiKeyAnswer(null, refusal);

        await uses.NoteAsync(key!.Id, address, ct);
        return new ApiKeyAnswer(ActorOf(key, address), null);
    }

    private static string? RefusalOf(ApiKey? key, string hash, DateTimeOffset now) => key?.StateAt(now) switch
    {
        null => "No such key. Create one on the page Integration, API keys.",
        ApiKeyState.Revoked => "This key was revoked. Create a new one on the page Integration, API keys.",
        ApiKeyState.Expired => "This key has expired. Create a new one on the page Integration, API keys.",
        _ when key.Hash != hash && key.FormerUntil <= now => "This key got a new secret, and the former one no longer works. Use the new one.",
        _ => null,
    };

    private static Actor ActorOf(ApiKey key, string? address) => new(ActorKind.ApiKey, key.Name)
    {
        ApiKeyId = key.Id,
        Permissions = key.Scopes.Intersect(Permissions.All.Select(p => p.Name)).ToHashSet(),
        Locations = key.Locations.Count > 0 ? key.Locations.ToHashSet() : null,
        Address = address,
    };
}
