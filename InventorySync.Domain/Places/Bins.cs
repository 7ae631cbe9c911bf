using InventorySync.Domain.Access;

namespace InventorySync.Domain.Places;

/// <summary>Sets up the shelves, bins and pallets of a location, one by one or a wall at a time.</summary>
public sealed class Bins(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    private const int Attempts = 3;

    public async Task<Bin> FindAsync(long binId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindAsync(db, binId, ct);
    }

    public async Task<long> CreateAsync(long locationId, BinDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        return await dbs.ChangeAsync(async db =>
        {
            var location = await Locations.FindAsync(db, locationId, ct);
            var bin = Bin.Create(location, await RoomAsync(db, details.RoomId, ct), details);
            await db.Bins.AddAsync(bin, ct);
            Tell(db, locationId, bins: 1);
            return bin.Id;
        }, ct);
    }

    public async Task ChangeAsync(long binId, ulong version, BinDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        await dbs.ChangeAsync(async db =>
        {
            var bin = await FindAsync(db, binId, ct);
            db.ExpectVersion(bin, version);
            bin.Change(details, await RoomAsync(db, details.RoomId, ct));
            Tell(db, bin.LocationId, bins: 1);
        }, ct);
    }

    /// <summary>What the plan would make, before it is made.</summary>
    public async Task<BinPlanPreview> PreviewAsync(long locationId, BinPlan plan, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsView);
        var codes = plan.Codes();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var taken = await TakenAsync(db, locationId, ct);
        return new BinPlanPreview(codes, [.. codes.Where(code => taken.Contains(Text.Key(code)))]);
    }

    /// <summary>Makes what is missing of the plan; codes that the location has already are skipped.</summary>
    public async Task<BinsMade> MakeAsync(long locationId, BinPlan plan, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await dbs.ChangeAsync(db => MakeAsync(db, locationId, plan, ct), ct);
            }
            catch (BusinessRuleException taken) when (taken.Field == nameof(Bin.Code) && attempt < Attempts)
            {
                // somebody made one of them in this very moment: it is a duplicate now, and skipped as such
            }
        }
    }

    /// <summary>Into a room of the same location, or out of all rooms when it is null.</summary>
    public Task MoveAsync(long locationId, IReadOnlyCollection<long> binIds, long? roomId, CancellationToken ct = default) =>
        ChangeAllAsync(locationId, binIds, async db =>
        {
            var room = await RoomAsync(db, roomId, ct);
            return bin => bin.MoveTo(room);
        }, ct);

    public Task DeactivateAsync(long locationId, IReadOnlyCollection<long> binIds, CancellationToken ct = default) =>
        ChangeAllAsync(locationId, binIds, _ => Task.FromResult<Action<Bin>>(bin => bin.Deactivate()), ct);

    public Task ReactivateAsync(long locationId, IReadOnlyCollection<long> binIds, CancellationToken ct = default) =>
        ChangeAllAsync(locationId, binIds, _ => Task.FromResult<Action<Bin>>(bin => bin.Reactivate()), ct);

    /// <summary>Only bins that were never used: rows of other capabilities that point at one make the database refuse.</summary>
    public Task DeleteAsync(long locationId, IReadOnlyCollection<long> binIds, CancellationToken ct = default) =>
        ChangeAllAsync(locationId, binIds, db => Task.FromResult<Action<Bin>>(bin => db.Bins.Remove(bin)), ct);

    private async Task<BinsMade> MakeAsync(InventoryDb db, long locationId, BinPlan plan, CancellationToken ct)
    {
        var codes = plan.Codes();
        var location = await Locations.FindAsync(db, locationId, ct);
        var room = await RoomAsync(db, plan.RoomId, ct);
        var taken = await TakenAsync(db, locationId, ct);
        var missing = codes.Where(code => !taken.Contains(Text.Key(code))).ToList();
        var bins = missing.Select(code => Bin.Create(location, room, new BinDetails { Code = code, RoomId = plan.RoomId, Kind = plan.Kind }));
        await db.Bins.AddRangeAsync(bins, ct);
        if (missing.Count > 0)
            Tell(db, locationId, missing.Count);
        return new BinsMade(missing.Count, codes.Count - missing.Count);
    }

    private async Task ChangeAllAsync(long locationId, IReadOnlyCollection<long> binIds, Func<InventoryDb, Task<Action<Bin>>> prepare, CancellationToken ct)
    {
        actor.Demand(Permissions.LocationsEdit);
        if (binIds.Count == 0)
            throw new BusinessRuleException("Select at least one bin.");

        await dbs.ChangeAsync(async db =>
        {
            await Locations.FindAsync(db, locationId, ct);
            var change = await prepare(db);
            var bins = await db.Bins.Where(b => binIds.Contains(b.Id)).OrderBy(b => b.Id).ToListAsync(ct);
            if (bins.Find(b => b.LocationId != locationId) is { } foreign)
                throw new BusinessRuleException("The bin “{0}” belongs to another location. Select bins of one location only.", foreign.Code);
            if (bins.Count < binIds.Distinct().Count())
                throw new NotFoundException("Some of these bins are not here any more. Reload the list and select again.");

            bins.ForEach(change);
            Tell(db, locationId, bins.Count);
        }, ct);
    }

    private static async Task<Bin> FindAsync(InventoryDb db, long binId, CancellationToken ct) =>
        await db.Bins.FirstOrDefaultAsync(b => b.Id == binId, ct) ?? throw new NotFoundException("This bin is not here any more, or not in a location you work in.");

    private static async Task<Room?> RoomAsync(InventoryDb db, long? roomId, CancellationToken ct) =>
        roomId is { } given ? await Rooms.FindAsync(db, given, ct) : null;

    private static Task<HashSet<string>> TakenAsync(InventoryDb db, long locationId, CancellationToken ct) =>
        db.Bins.Where(b => b.LocationId == locationId).Select(b => b.CodeKey).ToHashSetAsync(ct);

    private void Tell(InventoryDb db, long locationId, int bins) => db.Outbox.Add(new BinsChanged(locationId, bins).Told(locationId, clock.GetUtcNow()));
}

/// <summary>Codes are all of the plan; Taken those that the location has already.</summary>
public sealed record BinPlanPreview(IReadOnlyList<string> Codes, IReadOnlyList<string> Taken);

public sealed record BinsMade(int Made, int Skipped);
