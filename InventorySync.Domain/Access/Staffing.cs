using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>A person as the page shows and edits it.</summary>
public sealed record PersonDetails
{
    public long PersonId { get; init; }

    [Required(ErrorMessage = "Enter the name of the person.")]
    [StringLength(120, ErrorMessage = "The name is too long: 120 characters at most.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the e-mail address of the person.")]
    public string Email { get; set; } = "";

    public List<long> RoleIds { get; set; } = [];

    public bool LimitedToLocations { get; set; }

    public List<long> LocationIds { get; set; } = [];

    /// <summary>As it was when the form was opened.</summary>
    public string? Stamp { get; init; }

    public bool Deactivated { get; init; }

    public bool HasSecondFactor { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Looks after the people of the shop: what they may do, where they work, whether they may come in.</summary>
public sealed class Staffing(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Authority authority, SignedInPeople signedIn, TimeProvider clock)
{
    public async Task<PersonDetails> FindAsync(long personId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await FindAsync(db, personId, ct);
        return new PersonDetails
        {
            PersonId = personId,
            Name = person.DisplayName,
            Email = person.Email ?? "",
            RoleIds = await db.UserRoles.Where(r => r.UserId == personId).Select(r => r.RoleId).ToListAsync(ct),
            LimitedToLocations = person.LimitedToLocations,
            LocationIds = [.. person.Locations.Select(l => l.LocationId)],
            Stamp = person.ConcurrencyStamp,
            Deactivated = person.Deactivated,
            HasSecondFactor = person.TwoFactorEnabled,
            LockedUntil = person.LockoutEnd > clock.GetUtcNow() ? person.LockoutEnd : null,
            CreatedAt = person.CreatedAt,
        };
    }

    /// <summary>The locations that a person can be limited to, as far as the actor sees them.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> LocationsAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.Locations.OrderBy(l => l.Name).Select(l => new { l.Id, l.Name }).ToListAsync(ct)).Select(l => (l.Id, l.Name))];
    }

    /// <summary>Why this actor may not touch the person's account, or null.</summary>
    public async Task<BusinessRuleException?> RefusalAsync(long personId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        try
        {
            await authority.DemandOverAsync(db, personId, ct);
            return null;
        }
        catch (BusinessRuleException refusal)
        {
            return refusal;
        }
    }

    public async Task ChangeAsync(PersonDetails input, CancellationToken ct = default)
    {
        Input.Check(input);
        var email = Emails.Demand(input.Email, nameof(input.Email));
        await ChangeAsync(input.PersonId, async (db, person) =>
        {
            person.ExpectUnchangedSince(input.Stamp);
            var rolesChange = !(await db.UserRoles.Where(r => r.UserId == person.Id).Select(r => r.RoleId).ToListAsync(ct)).ToHashSet().SetEquals(input.RoleIds);
            var placesChange = person.LimitedToLocations != input.LimitedToLocations || !person.Locations.Select(l => l.LocationId).ToHashSet().SetEquals(input.LocationIds);
            if (rolesChange || placesChange)
                await authority.DemandRightsAsync(db, input.RoleIds, input.LimitedToLocations, input.LocationIds, ct);

            person.DisplayName = input.Name.Trim();
            person.GiveEmail(email);
            if (rolesChange)
                await GiveRolesAsync(db, person, input.RoleIds, ct);
            if (placesChange)
                await GiveLocationsAsync(db, person, input, ct);
        }, ct);
    }

    /// <summary>Shuts somebody out at once: the sessions end, and open invitations made by this person with them.</summary>
    public Task DeactivateAsync(long personId, CancellationToken ct = default)
    {
        if (personId == actor.Actor.PersonId)
            throw new BusinessRuleException("You cannot deactivate yourself.");

        return ChangeAsync(personId, async (db, person) =>
        {
            var now = clock.GetUtcNow();
            person.Deactivated = true;
            await db.EndSessionsAsync(personId, s => true, "signed out everywhere", now, ct);
            await db.Invitations.Where(i => i.InvitedById == personId && i.AcceptedAt == null && i.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), ct);
        }, ct);
    }

    public Task ReactivateAsync(long personId, CancellationToken ct = default) => ChangeAsync(personId, (_, person) =>
    {
        person.Deactivated = false;
        return Task.CompletedTask;
    }, ct);

    /// <summary>For somebody whose phone is gone, recovery codes too. The password alone opens the account until a new second factor is set up.</summary>
    public Task ResetSecondFactorAsync(long personId, CancellationToken ct = default) => ChangeAsync(personId, async (db, person) =>
    {
        await db.AuthenticatorApps.Where(a => a.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.UserPasskeys.Where(p => p.UserId == personId).ExecuteDeleteAsync(ct);
        await db.RecoveryCodes.Where(c => c.PersonId == personId).ExecuteDeleteAsync(ct);
        person.TwoFactorEnabled = false;
        db.Audit(clock.GetUtcNow(), "second factor reset", nameof(Person), personId, person.DisplayName);
    }, ct);

    /// <summary>Ends a lock-out after wrong tries before its time.</summary>
    public Task UnlockAsync(long personId, CancellationToken ct = default) => ChangeAsync(personId, (db, person) =>
    {
        person.AccessFailedCount = 0;
        person.LockoutEnd = null;
        db.Audit(clock.GetUtcNow(), "unlocked", nameof(Person), personId, person.DisplayName);
        return Task.CompletedTask;
    }, ct);

    private async Task ChangeAsync(long personId, Func<InventoryDb, Person, Task> change, CancellationToken ct)
    {
        await dbs.ChangeAsync(async db =>
        {
            await db.LockOwnersAsync(ct);
            await authority.DemandOverAsync(db, personId, ct);
            var person = await FindAsync(db, personId, ct);
            var wasOwner = await db.Owners().AnyAsync(p => p.Id == personId, ct);
            await change(db, person);
            person.Touch();
            db.Outbox.Add(OutboxMessage.Of(new PersonAccessChanged(personId), $"person:{personId}", clock.GetUtcNow()));
            if (wasOwner)
                await db.DemandAnOwnerAsync(ct);
        }, ct);
        signedIn.ForgetPerson(personId);
    }

    private async Task GiveRolesAsync(InventoryDb db, Person person, List<long> roleIds, CancellationToken ct)
    {
        var had = await db.UserRoles.Where(r => r.UserId == person.Id).ToListAsync(ct);
        var before = await db.NamesOfRolesAsync(had.Select(r => r.RoleId), ct);
        db.UserRoles.RemoveRange(had.Where(r => !roleIds.Contains(r.RoleId)));
        foreach (var roleId in roleIds.Distinct().Where(id => had.All(r => r.RoleId != id)))
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = roleId });
        db.Audit(clock.GetUtcNow(), "roles given", nameof(Person), person.Id, person.DisplayName,
            [new() { Name = "Roles", From = AuditText.Of(before), To = AuditText.Of(await db.NamesOfRolesAsync(roleIds, ct)) }]);
    }

    private async Task GiveLocationsAsync(InventoryDb db, Person person, PersonDetails input, CancellationToken ct)
    {
        var before = person.LimitedToLocations ? AuditText.Of(await db.NamesOfLocationsAsync(person.Locations.Select(l => l.LocationId), ct)) : "all";
        person.LimitedToLocations = input.LimitedToLocations;
        var wanted = input.LimitedToLocations ? input.LocationIds.Distinct().ToList() : [];
        person.Locations.RemoveAll(l => !wanted.Contains(l.LocationId));
        person.Locations.AddRange(wanted.Where(id => person.Locations.All(l => l.LocationId != id)).Select(id => new PersonLocation { LocationId = id }));
        db.Audit(clock.GetUtcNow(), "locations given", nameof(Person), person.Id, person.DisplayName,
            [new() { Name = "Locations", From = before, To = input.LimitedToLocations ? AuditText.Of(await db.NamesOfLocationsAsync(wanted, ct)) : "all" }]);
    }

    private static async Task<Person> FindAsync(InventoryDb db, long personId, CancellationToken ct) =>
        await db.People.Include(p => p.Locations).SingleOrDefaultAsync(p => p.Id == personId, ct) ?? throw new NotFoundException("This person is not here any more.");
}
