using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Access;

/// <summary>Links by which somebody who forgot the password chooses a new one. A manager hands them over.</summary>
public sealed class PasswordLinks(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Authority authority, Passwords passwords, SignedInPeople signedIn, TimeProvider clock)
{
    /// <summary>The token of a link for this person. An older link opens nothing any more.</summary>
    public async Task<string> MakeAsync(long personId, CancellationToken ct = default)
    {
        var token = SecretTokens.New();
        await dbs.ChangeAsync(async db =>
        {
            await authority.DemandOverAsync(db, personId, ct);
            var name = await db.People.Where(p => p.Id == personId && !p.Deactivated).Select(p => p.DisplayName).SingleOrDefaultAsync(ct)
                ?? throw new BusinessRuleException("This person is deactivated and cannot sign in.");
            var now = clock.GetUtcNow();
            await db.PasswordLinks.Where(l => l.PersonId == personId && l.UsedAt == null).ExecuteDeleteAsync(ct);
            db.PasswordLinks.Add(new PasswordLink { PersonId = personId, TokenHash = SecretTokens.Hash(token), MadeBy = actor.Actor.Name, MadeAt = now, ExpiresAt = now + PasswordLink.Lasts });
            db.Audit(now, "password link made", nameof(Person), personId, name);
        }, ct);
        return token;
    }

    /// <summary>The same for the person with this e-mail.</summary>
    public async Task<string> MakeForAsync(string email, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var normalized = Emails.Normalized(email);
        var personId = await db.People.Where(p => p.NormalizedEmail == normalized).Select(p => (long?)p.Id).SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("Nobody here has the e-mail address “{0}”.", email);
        return await MakeAsync(personId, ct);
    }

    /// <summary>Whose link this is, or null when it is used, too old or none at all.</summary>
    public async Task<(long PersonId, string Name, string Email)?> FindAsync(string token, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (from link in Valid(db, token)
                           join person in db.People on link.PersonId equals person.Id
                           where !person.Deactivated
                           select new { person.Id, person.DisplayName, person.Email }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.DisplayName, found.Email!);
    }

    /// <summary>Sets the new password and signs the person out everywhere: whoever knew the old one is out as well.</summary>
    public async Task<long> UseAsync(string token, string password, CancellationToken ct = default)
    {
        var personId = (await FindAsync(token, ct))?.PersonId ?? throw NoLonger();
        await dbs.ChangeAsync(async db =>
        {
            var now = clock.GetUtcNow();
            var person = await db.People.SingleAsync(p => p.Id == personId, ct);
            passwords.Give(person, password, "Password");
            if (await Valid(db, token).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), ct) == 0)
                throw NoLonger();

            person.AccessFailedCount = 0;
            person.LockoutEnd = null;
            db.Actor = new Actor(ActorKind.Person, person.DisplayName) { PersonId = personId, Address = actor.Actor.Address };
            await db.EndSessionsAsync(personId, s => true, "signed out everywhere", now, ct);
            db.Outbox.Add(OutboxMessage.Of(new PersonAccessChanged(personId), $"person:{personId}", now));
        }, ct);
        signedIn.ForgetPerson(personId);
        return personId;
    }

    private IQueryable<PasswordLink> Valid(InventoryDb db, string token)
    {
        var hash = SecretTokens.Hash(token);
        var now = clock.GetUtcNow();
        return db.PasswordLinks.Where(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now);
    }

    private static BusinessRuleException NoLonger() => new("This link does not work any more. Ask for a new one.");
}
