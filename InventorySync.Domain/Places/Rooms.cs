using InventorySync.Domain.Access;

namespace InventorySync.Domain.Places;

/// <summary>Divides a location into rooms.</summary>
public sealed class Rooms(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<Room> FindAsync(long roomId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FindAsync(db, roomId, ct);
    }

    public async Task<long> CreateAsync(long locationId, RoomDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        return await dbs.ChangeAsync(async db =>
        {
            var room = Room.Create(await Locations.FindAsync(db, locationId, ct), details);
            await db.Rooms.AddAsync(room, ct);
            Tell(db, room);
            return room.Id;
        }, ct);
    }

    public async Task RenameAsync(long roomId, ulong version, RoomDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        await dbs.ChangeAsync(async db =>
        {
            var room = await FindAsync(db, roomId, ct);
            db.ExpectVersion(room, version);
            room.Rename(details);
            Tell(db, room);
        }, ct);
    }

    public async Task DeleteAsync(long roomId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsEdit);
        await dbs.ChangeAsync(async db =>
        {
            var room = await FindAsync(db, roomId, ct);
            room.DemandNoBins(await db.Bins.CountAsync(b => b.RoomId == roomId, ct));
            db.Rooms.Remove(room);
            Tell(db, room);
        }, ct);
    }

    internal static async Task<Room> FindAsync(InventoryDb db, long roomId, CancellationToken ct) =>
        await db.Rooms.FirstOrDefaultAsync(r => r.Id == roomId, ct)
        ?? throw new NotFoundException("This room is not here any more. Choose another one.") { Field = nameof(Bin.RoomId) };

    private void Tell(InventoryDb db, Room room) => db.Outbox.Add(new RoomsChanged(room.LocationId).Told(room.LocationId, clock.GetUtcNow()));
}
