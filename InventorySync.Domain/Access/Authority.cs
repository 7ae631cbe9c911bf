namespace InventorySync.Domain.Access;

/// <summary>Who may change whom: nobody gives what he does not have himself, and nobody has power over somebody who may do more.</summary>
public sealed class Authority(CurrentActor actor)
{
    /// <summary>For what would give somebody these permissions.</summary>
    public void DemandToGive(IEnumerable<string> permissions)
    {
        var missing = permissions.FirstOrDefault(p => !actor.May(p) && Permissions.Exists(p));
        if (missing is not null)
            throw new BusinessRuleException("You can only give rights that you have yourself. “{0}” is not among yours.", Permissions.TitleOf(missing));
    }

    /// <summary>For what would let somebody work in these locations; null stands for all.</summary>
    public void DemandToGive(IReadOnlySet<long>? locations)
    {
        if (actor.Actor.Locations is { } own && (locations is null || !locations.IsSubsetOf(own)))
            throw new BusinessRuleException("You work in some locations only, so the person has to be limited to locations of yours.");
    }

    /// <summary>For an invitation or a change that gives these roles and locations.</summary>
    internal async Task DemandRightsAsync(InventoryDb db, IReadOnlyCollection<long> roleIds, bool limited, IReadOnlyCollection<long> locationIds, CancellationToken ct)
    {
        if (roleIds.Count == 0)
            throw new BusinessRuleException("Choose at least one role.") { Field = "RoleIds" };
        if (limited && locationIds.Count == 0)
            throw new BusinessRuleException("Choose at least one location, or let the person work in all of them.") { Field = "LocationIds" };

        var roles = await db.Roles.AsNoTracking().Where(r => roleIds.Contains(r.Id)).ToListAsync(ct);
        if (roles.Count != roleIds.Distinct().Count())
            throw new BusinessRuleException("One of these roles is not here any more. Choose again.") { Field = "RoleIds" };

        DemandToGive(roles.SelectMany(r => r.Permissions));
        DemandToGive(limited ? locationIds.ToHashSet() : null);
        if (limited && await db.Locations.CountAsync(l => locationIds.Contains(l.Id), ct) != locationIds.Distinct().Count())
            throw new BusinessRuleException("One of these locations is not here any more. Choose again.") { Field = "LocationIds" };
    }

    /// <summary>For what touches a person's account: the actor manages people and may do everything that the person may.</summary>
    public async Task DemandOverAsync(InventoryDb db, long personId, CancellationToken ct)
    {
        actor.Demand(Permissions.PeopleManage);
        var rights = await RightsOfAsync(db, personId, ct);
        if (rights.Permissions.Any(p => !actor.May(p) && Permissions.Exists(p)))
            throw new BusinessRuleException("This person may do more than you. Only somebody with at least the same rights can change the account.");
        if (actor.Actor.Locations is { } own && (rights.Locations is null || !rights.Locations.IsSubsetOf(own)))
            throw new BusinessRuleException("This person works in locations that you do not. Somebody who sees all of them can change the account.");
    }

    internal static async Task<(IReadOnlySet<string> Permissions, IReadOnlySet<long>? Locations)> RightsOfAsync(InventoryDb db, long personId, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == personId)
            .Select(p => new { p.LimitedToLocations, Locations = p.Locations.Select(l => l.LocationId).ToList() }).SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("This person is not there any more.");
        var permissions = await (from given in db.UserRoles
                                 join role in db.Roles on given.RoleId equals role.Id
                                 where given.UserId == personId
                                 select role.Permissions).ToListAsync(ct);
        return (permissions.SelectMany(p => p).ToHashSet(), person.LimitedToLocations ? person.Locations.ToHashSet() : null);
    }
}
