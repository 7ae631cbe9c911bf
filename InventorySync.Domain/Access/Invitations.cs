using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

public sealed record NewInvitation
{
    [Required(ErrorMessage = "Enter the name of the person.")]
    [StringLength(120, ErrorMessage = "The name is too long: 120 characters at most.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the e-mail address of the person.")]
    public string Email { get; set; } = "";

    public List<long> RoleIds { get; set; } = [];

    public bool LimitedToLocations { get; set; }

    public List<long> LocationIds { get; set; } = [];
}

/// <summary>The token stands in the link and is known nowhere else; whoever loses it asks for a new link.</summary>
public sealed record InvitationLink(long InvitationId, string Token);

public sealed record OpenInvitation(long Id, string Name, string Email, IReadOnlyList<string> Roles, string InvitedBy, DateTimeOffset InvitedAt, DateTimeOffset ExpiresAt, bool Expired);

/// <summary>Brings new people in: a link that works once, for a week.</summary>
public sealed class Invitations(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Authority authority, Passwords passwords, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenInvitation>> OpenAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var roles = await db.Roles.ToDictionaryAsync(r => r.Id, r => r.Name!, ct);
        var open = await db.Invitations.AsNoTracking().Where(i => i.AcceptedAt == null && i.RevokedAt == null).OrderByDescending(i => i.InvitedAt).ToListAsync(ct);
        return
        [
            .. open.Select(i => new OpenInvitation(
                i.Id, i.Name, i.Email, [.. i.RoleIds.Where(roles.ContainsKey).Select(id => roles[id])], i.InvitedBy, i.InvitedAt, i.ExpiresAt, i.ExpiresAt <= clock.GetUtcNow())),
        ];
    }

    public async Task<InvitationLink> InviteAsync(NewInvitation input, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        Input.Check(input);
        var email = Emails.Demand(input.Email, nameof(input.Email));
        var token = SecretTokens.New();
        return await dbs.ChangeAsync(async db =>
        {
            await authority.DemandRightsAsync(db, input.RoleIds, input.LimitedToLocations, input.LocationIds, ct);
            var normalized = Emails.Normalized(email);
            if (await db.People.AnyAsync(p => p.NormalizedEmail == normalized, ct))
                throw new BusinessRuleException("Somebody with this e-mail address is here already.") { Field = nameof(input.Email) };

            var now = clock.GetUtcNow();
            var invitation = new Invitation
            {
                Name = input.Name.Trim(),
                Email = email,
                NormalizedEmail = normalized,
                RoleIds = [.. input.RoleIds.Distinct()],
                LimitedToLocations = input.LimitedToLocations,
                LocationIds = input.LimitedToLocations ? [.. input.LocationIds.Distinct()] : [],
                TokenHash = SecretTokens.Hash(token),
                InvitedById = actor.Actor.PersonId,
                InvitedBy = actor.Actor.Name,
                InvitedAt = now,
                ExpiresAt = now + Invitation.Lasts,
            };
            db.Invitations.Add(invitation);
            Tell(db, invitation, "invited", [new() { Name = "Email", To = email }, new() { Name = "Roles", To = AuditText.Of(await db.NamesOfRolesAsync(input.RoleIds, ct)) }]);
            return new InvitationLink(invitation.Id, token);
        }, ct);
    }

    /// <summary>Makes a new link for another week; the old one opens nothing any more.</summary>
    public Task<InvitationLink> RenewAsync(long invitationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        var token = SecretTokens.New();
        return dbs.ChangeAsync(async db =>
        {
            var invitation = await FindOpenAsync(db, invitationId, ct);
            await authority.DemandRightsAsync(db, invitation.RoleIds, invitation.LimitedToLocations, invitation.LocationIds, ct);
            invitation.TokenHash = SecretTokens.Hash(token);
            invitation.ExpiresAt = clock.GetUtcNow() + Invitation.Lasts;
            Tell(db, invitation, "invitation renewed");
            return new InvitationLink(invitationId, token);
        }, ct);
    }

    public Task RevokeAsync(long invitationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        return dbs.ChangeAsync(async db =>
        {
            var invitation = await FindOpenAsync(db, invitationId, ct);
            invitation.RevokedAt = clock.GetUtcNow();
            Tell(db, invitation, "invitation revoked");
        }, ct);
    }

    /// <summary>The invitation behind a link, or null when the link is used, revoked, too old or none at all.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Valid(db, token).AsNoTracking().SingleOrDefaultAsync(ct);
    }

    /// <summary>Makes the invited one a person of the shop. Of two who use one link at once the first wins.</summary>
    public async Task<long> AcceptAsync(string token, string name, string password, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new BusinessRuleException("Enter your name.") { Field = "Name" };
        return await dbs.ChangeAsync(async db =>
        {
            var now = clock.GetUtcNow();
            var invitation = await Valid(db, token).AsNoTracking().SingleOrDefaultAsync(ct);
            var person = invitation is null ? throw NoLonger() : new Person(name, invitation.Email, now) { LimitedToLocations = invitation.LimitedToLocations };
            passwords.Give(person, password, "Password");
            if (await Valid(db, token).ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now), ct) == 0)
                throw NoLonger();

            db.Actor = new Actor(ActorKind.Person, person.DisplayName) { Address = actor.Actor.Address };
            db.People.Add(person);
            foreach (var locationId in await db.Locations.IgnoreQueryFilters().Where(l => invitation.LocationIds.Contains(l.Id)).Select(l => l.Id).ToListAsync(ct))
                person.Locations.Add(new PersonLocation { LocationId = locationId });
            foreach (var roleId in await db.Roles.Where(r => invitation.RoleIds.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct))
                db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = roleId });
            db.Audit(now, "invitation accepted", nameof(Person), person.Id, person.DisplayName, [new() { Name = "Roles", To = AuditText.Of(await db.NamesOfRolesAsync(invitation.RoleIds, ct)) }]);
            db.Outbox.Add(OutboxMessage.Of(new PersonAccessChanged(person.Id), $"person:{person.Id}", now));
            return person.Id;
        }, ct);
    }

    private IQueryable<Invitation> Valid(InventoryDb db, string token)
    {
        var hash = SecretTokens.Hash(token);
        var now = clock.GetUtcNow();
        return db.Invitations.Where(i => i.TokenHash == hash && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
    }

    private static async Task<Invitation> FindOpenAsync(InventoryDb db, long invitationId, CancellationToken ct) =>
        await db.Invitations.SingleOrDefaultAsync(i => i.Id == invitationId && i.AcceptedAt == null && i.RevokedAt == null, ct)
        ?? throw new NotFoundException("This invitation is not open any more.");

    private void Tell(InventoryDb db, Invitation invitation, string action, IEnumerable<AuditedField>? fields = null)
    {
        var now = clock.GetUtcNow();
        db.Audit(now, action, nameof(Invitation), invitation.Id, invitation.Name, fields);
        db.Outbox.Add(OutboxMessage.Of(new InvitationChanged(invitation.Id), $"invitation:{invitation.Id}", now));
    }

    private static BusinessRuleException NoLonger() => new("This invitation does not work any more. Ask whoever invited you for a new link.");
}
