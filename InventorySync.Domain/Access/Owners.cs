using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Audit;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

public sealed record NewOwner
{
    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(120, ErrorMessage = "The name is too long: 120 characters at most.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter your e-mail address.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    public string Password { get; set; } = "";
}

/// <summary>The shop's owners: the first one, whom the guide or the demo creates, and the rule that there is always one.</summary>
public sealed class Owners(IDbContextFactory<InventoryDb> dbs, Passwords passwords, TimeProvider clock)
{
    /// <summary>Whether somebody took the shop over already. Until then every page leads to the guide.</summary>
    public async Task<bool> ExistAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Ownership.AnyAsync(ct);
    }

    /// <summary>Creates the first owner. Of two who try at the same moment the database lets one pass.</summary>
    public async Task<long> CreateAsync(NewOwner owner, CancellationToken ct = default)
    {
        var email = Emails.Demand(owner.Email, nameof(owner.Email));
        var person = new Person(owner.Name, email, clock.GetUtcNow());
        passwords.Give(person, owner.Password, nameof(owner.Password));
        return await dbs.ChangeAsync(db => FoundAsync(db, person, ct), ct);
    }

    private async Task<long> FoundAsync(InventoryDb db, Person person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        db.Ownership.Add(new Ownership { FoundedAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (db.BrokenUniqueIndex(failure) is not null)
        {
            throw new BusinessRuleException("This shop has an owner already. Sign in instead.");
        }

        db.Actor = db.Actor with { Kind = ActorKind.Person, Name = person.DisplayName };
        db.People.Add(person);
        var role = await db.Roles.SingleAsync(r => r.Name == BuiltInRoles.Owner, ct);
        db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = role.Id });
        return person.Id;
    }
}
