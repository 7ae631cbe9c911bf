using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Places;

public sealed record RoomRow : IListRow
{
    public long Id { get; init; }

    public long LocationId { get; init; }

    public string Location { get; init; } = "";

    public string Name { get; init; } = "";

    public int Bins { get; init; }

    public ulong Version { get; init; }
}

public sealed class RoomList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<RoomRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<RoomRow> AllFields = new ListFields<RoomRow>()
        .Add("name", "Room", r => r.Name, searched: true)
        .Add("location", "Location", r => r.Location, shown: false)
        .Add("locationId", "Location number", r => r.LocationId, shown: false)
        .Add("bins", "Bins", r => r.Bins);

    public override string Name => "rooms";

    public override ListFields<RoomRow> Fields => AllFields;

    protected override string? Permission => Permissions.LocationsView;

    protected override IQueryable<RoomRow> Rows(InventoryDb db) =>
        from room in db.Rooms
        join location in db.Locations on room.LocationId equals location.Id
        select new RoomRow
        {
            Id = room.Id,
            LocationId = room.LocationId,
            Location = location.Name,
            Name = room.Name,
            Bins = db.Bins.Count(b => b.RoomId == room.Id),
            Version = room.Version,
        };
}
