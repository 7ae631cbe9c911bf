namespace InventorySync.Domain.Access;

/// <summary>One row for the whole shop. It exists from the moment the first owner does, so there can be only one first owner;
/// whoever changes owners locks it first, so that two changes at once never leave the shop without one.</summary>
public sealed class Ownership
{
    public const long TheOne = 1;

    public long Id { get; init; } = TheOne;

    public DateTimeOffset FoundedAt { get; init; }

    public long Changes { get; init; }
}

internal static class OwnershipLock
{
    /// <summary>Lets one change of owners pass at a time, until its transaction ends.</summary>
    public static Task LockOwnersAsync(this InventoryDb db, CancellationToken ct) =>
        db.Ownership.ExecuteUpdateAsync(set => set.SetProperty(o => o.Changes, o => o.Changes + 1), ct);

    /// <summary>Called after the change and before the commit: refuses what would leave nobody in charge.</summary>
    public static async Task DemandAnOwnerAsync(this InventoryDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (!await db.Owners().AnyAsync(ct))
            throw new BusinessRuleException("This is the shop's last owner. Make somebody else an owner first.");
    }

    public static IQueryable<Person> Owners(this InventoryDb db) =>
        from given in db.UserRoles
        join role in db.Roles on given.RoleId equals role.Id
        join person in db.People on given.UserId equals person.Id
        where role.Name == BuiltInRoles.Owner && !person.Deactivated
        select person;
}
