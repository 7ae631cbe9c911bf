using System.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Places;

/// <summary>Opens, changes and closes the shop's locations.</summary>
public sealed class Locations(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<Location> FindAsync(long locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Locations.AsNoTracking().FirstOrDefaultAsync(l => l.Id == locationId, ct) ?? throw Missing();
    }

    public async Task<long> CreateAsync(LocationDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        if (actor.Actor.Locations is not null)
            throw new BusinessRuleException("You work in chosen locations only, so a new one would be hidden from you. Ask the shop's owner to create it.");

        return await dbs.ChangeAsync(async db =>
        {
            var location = Location.Create(details);
            await db.Locations.AddAsync(location, ct);
            db.Outbox.Add(new LocationCreated(location.Id, location.Name).Told(location.Id, clock.GetUtcNow()));
            return location.Id;
        }, ct);
    }

    /// <summary>The version is the one the form was opened with.</summary>
    public Task ChangeAsync(long locationId, ulong version, LocationDetails details, CancellationToken ct = default) =>
        ChangeAsync(locationId, version, location => location.Change(details), ct);

    public Task OpenAtAsync(long locationId, ulong version, OpeningHours hours, CancellationToken ct = default) =>
        ChangeAsync(locationId, version, location => location.OpenAt(hours), ct);

    public async Task DeactivateAsync(long locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        // serializable: two people who close the last two locations at once must not both succeed
        await dbs.ChangeAsync(IsolationLevel.Serializable, async db =>
        {
            var location = await FindAsync(db, locationId, ct);
            if (!location.Active)
                return false;

            location.Deactivate(await db.Locations.IgnoreQueryFilters().CountAsync(l => l.Active && l.Id != locationId, ct));
            db.Outbox.Add(new LocationDeactivated(locationId, location.Name).Told(locationId, clock.GetUtcNow()));
            return true;
        }, ct);
    }

    public async Task ReactivateAsync(long locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        await dbs.ChangeAsync(async db =>
        {
            var location = await FindAsync(db, locationId, ct);
            if (location.Active)
                return;

            location.Reactivate();
            db.Outbox.Add(new LocationReactivated(locationId, location.Name).Told(locationId, clock.GetUtcNow()));
        }, ct);
    }

    /// <summary>Everybody who may work in it: without a limit to locations, or limited to this one among others.</summary>
    public async Task<IReadOnlyList<PersonWithAccess>> PeopleAsync(long locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PeopleManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await FindAsync(db, locationId, ct);
        return await db.People
            .Where(p => !p.Deactivated && (!p.LimitedToLocations || p.Locations.Any(l => l.LocationId == locationId)))
            .OrderBy(p => p.DisplayName)
            .Select(p => new PersonWithAccess(p.Id, p.DisplayName, p.Email ?? "", p.LimitedToLocations ? p.Locations.Count : 0))
            .ToListAsync(ct);
    }

    internal static async Task<Location> FindAsync(InventoryDb db, long locationId, CancellationToken ct) =>
        await db.Locations.FirstOrDefaultAsync(l => l.Id == locationId, ct) ?? throw Missing();

    private async Task ChangeAsync(long locationId, ulong version, Action<Location> change, CancellationToken ct)
    {
        actor.Demand(Permissions.LocationsEdit);
        await dbs.ChangeAsync(async db =>
        {
            var location = await FindAsync(db, locationId, ct);
            db.ExpectVersion(location, version);
            var below = location.MayGoBelowZero;
            change(location);
            if (location.MayGoBelowZero != below)
                await BelowZero.ApplyAsync(db, locationId, location.MayGoBelowZero, ct);
            if (db.ChangeTracker.HasChanges())
                db.Outbox.Add(new LocationChanged(locationId, location.Name).Told(locationId, clock.GetUtcNow()));
        }, ct);
    }

    private static NotFoundException Missing() => new("This location is not here any more, or not among those you work in.");
}

/// <summary>LimitedTo is 0 for people who work in all locations.</summary>
public sealed record PersonWithAccess(long PersonId, string Name, string Email, int LimitedTo);
