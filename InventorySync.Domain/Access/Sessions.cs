using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Access;

/// <summary>A browser that is signed in, as the list of devices shows it.</summary>
public sealed record OpenSession(long Id, string Browser, string? Address, SignInMethod Method, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, bool Current);

/// <summary>Where people are signed in, and how to end it.</summary>
public sealed class Sessions(
    IDbContextFactory<InventoryDb> dbs, CurrentActor actor, CurrentSession current, SignedInPeople people, Authority authority,
    ShopSettings settings, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenSession>> OfAsync(long personId, CancellationToken ct = default)
    {
        DemandOwnOrManaged(personId);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.PersonId == personId && s.EndedAt == null).ToListAsync(ct);
        var rules = await settings.GetAsync<SignInSettings>();
        return
        [
            .. from session in sessions
               where !session.IsOver(clock.GetUtcNow(), rules)
               orderby session.LastSeenAt descending
               select new OpenSession(
                   session.Id, session.Browser, session.Address, session.Method, session.StartedAt, session.LastSeenAt, session.Id == current.SignedIn?.SessionId),
        ];
    }

    /// <summary>Signs one browser out, at once.</summary>
    public async Task EndAsync(long sessionId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, ct) ?? throw new NotFoundException("This session is not there any more.");
        DemandOwnOrManaged(session.PersonId);
        var own = sessionId == current.SignedIn?.SessionId;
        await EndAsync(session.PersonId, s => s.Id == sessionId, own ? "signed out" : "session ended", ct, own);
    }

    /// <summary>Signs a person out everywhere; of one's own sessions the one in use stays.</summary>
    public Task EndAllAsync(long personId, CancellationToken ct = default)
    {
        DemandOwnOrManaged(personId);
        var keep = current.SignedIn?.SessionId;
        return EndAsync(personId, s => s.Id != keep, "signed out everywhere", ct);
    }

    private async Task EndAsync(long personId, System.Linq.Expressions.Expression<Func<SignInSession, bool>> which, string action, CancellationToken ct, bool own = false)
    {
        await dbs.ChangeAsync(async db =>
        {
            if (actor.Actor.PersonId != personId)
                await authority.DemandOverAsync(db, personId, ct);
            await db.EndSessionsAsync(personId, which, action, clock.GetUtcNow(), ct, own);
        }, ct);
        people.ForgetPerson(personId);
    }

    private void DemandOwnOrManaged(long personId)
    {
        if (actor.Actor.PersonId != personId)
            actor.Demand(Permissions.PeopleManage);
    }
}

internal static class EndingSessions
{
    /// <summary>Ends a person's sessions within the caller's transaction. The caller makes this node forget them once it is committed.</summary>
    public static async Task EndSessionsAsync(
        this InventoryDb db, long personId, System.Linq.Expressions.Expression<Func<SignInSession, bool>> which, string action, DateTimeOffset at, CancellationToken ct, bool own = false)
    {
        var ended = await db.Sessions.Where(s => s.PersonId == personId && s.EndedAt == null).Where(which).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, at).SetProperty(s => s.SignedOut, own), ct);
        if (ended == 0)
            return;

        var name = await db.People.Where(p => p.Id == personId).Select(p => p.DisplayName).SingleAsync(ct);
        db.Audit(at, action, nameof(Person), personId, name, ended > 1 ? [new() { Name = "Sessions", To = AuditText.Of(ended) }] : []);
        db.Outbox.Add(OutboxMessage.Of(new SessionsEnded(personId), $"person:{personId}", at));
    }
}
