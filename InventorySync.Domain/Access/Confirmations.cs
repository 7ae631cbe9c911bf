namespace InventorySync.Domain.Access;

/// <summary>Before somebody changes how the own account opens, the password is asked once more: a screen left open should not be enough.</summary>
public sealed class Confirmations(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, CurrentSession session, PasswordTries tries, TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Whether the person signed in or entered the password here within the last minutes.</summary>
    public async Task<bool> IsFreshAsync(CancellationToken ct = default)
    {
        if (session.SignedIn is not { } here)
            return false;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var since = clock.GetUtcNow() - Lasts;
        return await db.Sessions.AnyAsync(s => s.Id == here.SessionId && s.EndedAt == null && s.ConfirmedAt > since, ct);
    }

    public async Task DemandAsync(CancellationToken ct = default)
    {
        if (!await IsFreshAsync(ct))
            throw new BusinessRuleException("Enter your password once more before you change how your account opens.");
    }

    /// <summary>Wrong tries count like those at the door.</summary>
    public async Task ConfirmAsync(string password, string field, CancellationToken ct = default)
    {
        var me = actor.Actor.PersonId ?? throw new ForbiddenException("");
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == me, ct);
        await tries.DemandRightAsync(db, person, password, field, ct);

        var now = clock.GetUtcNow();
        await db.Sessions.Where(s => s.PersonId == me && s.Id == session.SignedIn!.SessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, now), ct);
    }
}
