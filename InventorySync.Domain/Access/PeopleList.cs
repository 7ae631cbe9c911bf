using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Access;

public enum PersonState
{
    Active,
    LockedOut,
    Deactivated,
}

public sealed record PersonRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string Roles { get; init; } = "";

    public bool SecondFactor { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public PersonState State { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>0 for people who work in all locations.</summary>
    public int Locations { get; init; }
}

/// <summary>Everybody who may sign in, or once could.</summary>
public sealed class PeopleList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock) : ListSource<PersonRow>(dbs, actor)
{
    public override string Name => "people";

    public override ListFields<PersonRow> Fields { get; } = new ListFields<PersonRow>()
        .Add("name", "Name", p => p.Name, searched: true)
        .Add("email", "E-mail", p => p.Email, searched: true)
        .Add("roles", "Roles", p => p.Roles)
        .Add("secondFactor", "Second factor", p => p.SecondFactor)
        .Add("lastSeen", "Last seen", p => p.LastSeen)
        .Add("state", "State", p => p.State)
        .Add("since", "Since", p => p.Since, shown: false)
        .Add("locations", "Locations", p => p.Locations, shown: false);

    protected override string Permission => Permissions.PeopleManage;

    protected override IQueryable<PersonRow> Rows(InventoryDb db)
    {
        var now = clock.GetUtcNow();
        var roles = from given in db.UserRoles
                    join role in db.Roles on given.RoleId equals role.Id
                    group role.Name by given.UserId into names
                    select new { PersonId = names.Key, Names = string.Join(", ", names.OrderBy(n => n)) };
        return from person in db.People
               join had in roles on person.Id equals had.PersonId into found
               from had in found.DefaultIfEmpty()
               select new PersonRow
               {
                   Id = person.Id,
                   Name = person.DisplayName,
                   Email = person.Email ?? "",
                   Roles = had.Names ?? "",
                   SecondFactor = person.TwoFactorEnabled,
                   LastSeen = db.Sessions.Where(s => s.PersonId == person.Id).Max(s => (DateTimeOffset?)s.LastSeenAt),
                   State = person.Deactivated ? PersonState.Deactivated : person.LockoutEnd > now ? PersonState.LockedOut : PersonState.Active,
                   Since = person.CreatedAt,
                   Locations = person.Locations.Count,
               };
    }
}
