using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Access;

public sealed record RoleDetails
{
    /// <summary>0 for a role that is still to be made.</summary>
    public long RoleId { get; init; }

    [Required(ErrorMessage = "Give the role a name, such as “Packing table”.")]
    [StringLength(60, ErrorMessage = "The name is too long: 60 characters at most.")]
    public string Name { get; set; } = "";

    [StringLength(200, ErrorMessage = "The description is too long: 200 characters at most.")]
    public string? Description { get; set; }

    public HashSet<string> Permissions { get; set; } = [];

    public bool BuiltIn { get; init; }

    /// <summary>As it was when the form was opened.</summary>
    public string? Stamp { get; init; }

    public int People { get; init; }
}

/// <summary>Keeps the roles of the shop. The built-in ones follow the product; own ones stand beside them.</summary>
public sealed class RoleKeeping(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Authority authority, SignedInPeople signedIn, TimeProvider clock)
{
    private static readonly List<string> OrderOfBuiltIn = [.. BuiltInRoles.All.Keys];

    /// <summary>Built-in roles first, in the order of what they may do, then own ones by name.</summary>
    public async Task<IReadOnlyList<RoleDetails>> AllAsync(CancellationToken ct = default)
    {
        if (!actor.May(Permissions.PeopleManage))
            actor.Demand(Permissions.RolesManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var roles = await db.Roles.AsNoTracking().Select(r => new { Role = r, People = db.UserRoles.Count(u => u.RoleId == r.Id) }).ToListAsync(ct);
        return
        [
            .. from found in roles
               let role = found.Role
               orderby role.BuiltIn descending, role.BuiltIn ? OrderOfBuiltIn.IndexOf(role.Name!) : 0, role.Name
               select new RoleDetails
               {
                   RoleId = role.Id,
                   Name = role.Name!,
                   Description = role.Description,
                   Permissions = [.. role.Permissions.Where(Permissions.Exists)],
                   BuiltIn = role.BuiltIn,
                   Stamp = role.ConcurrencyStamp,
                   People = found.People,
               },
        ];
    }

    public async Task<long> SaveAsync(RoleDetails input, CancellationToken ct = default)
    {
        actor.Demand(Permissions.RolesManage);
        Input.Check(input);
        if (input.Permissions.Count == 0)
            throw new BusinessRuleException("Choose at least one thing that people with this role may do.");

        var roleId = await dbs.ChangeAsync(async db =>
        {
            var role = input.RoleId == 0 ? new Role(input.Name) : await FindOwnAsync(db, input.RoleId, ct);
            if (input.RoleId == 0)
                await db.Roles.AddAsync(role, ct);
            else if (role.ConcurrencyStamp != input.Stamp)
                throw new ChangedMeanwhileException();

            // also what it takes away: nobody decides on rights that he does not have
            authority.DemandToGive(input.Permissions.Union(role.Permissions));
            role.Rename(input.Name);
            role.Description = string.IsNullOrWhiteSpace(input.Description) ? null : input.Description.Trim();
            role.Permissions = [.. Permissions.All.Select(p => p.Name).Where(input.Permissions.Contains)];
            db.Outbox.Add(OutboxMessage.Of(new RoleChanged(role.Id), $"role:{role.Id}", clock.GetUtcNow()));
            return role.Id;
        }, ct);
        signedIn.ForgetAll();
        return roleId;
    }

    public async Task DeleteAsync(long roleId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.RolesManage);
        await dbs.ChangeAsync(System.Data.IsolationLevel.Serializable, async db =>
        {
            var role = await FindOwnAsync(db, roleId, ct);
            authority.DemandToGive(role.Permissions);
            var people = await db.UserRoles.CountAsync(u => u.RoleId == roleId, ct);
            if (people > 0)
                throw new BusinessRuleException("{0} people have this role. Give them another one first.", people);

            db.Roles.Remove(role);
            db.Outbox.Add(OutboxMessage.Of(new RoleChanged(roleId), $"role:{roleId}", clock.GetUtcNow()));
            return true;
        }, ct);
        signedIn.ForgetAll();
    }

    private static async Task<Role> FindOwnAsync(InventoryDb db, long roleId, CancellationToken ct)
    {
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Id == roleId, ct) ?? throw new NotFoundException("This role is not here any more.");
        return role.BuiltIn ? throw new BusinessRuleException("The built-in roles cannot be changed. Make a copy and change that.") : role;
    }
}
