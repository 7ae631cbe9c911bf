using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Places;

public sealed record BinRow : IListRow
{
    public long Id { get; init; }

    public string PublicId { get; init; } = "";

    public long LocationId { get; init; }

    public string Location { get; init; } = "";

    public long? RoomId { get; init; }

    public string? Room { get; init; }

    public string Code { get; init; } = "";

    public BinKind Kind { get; init; }

    public bool Active { get; init; }

    public ulong Version { get; init; }
}

public sealed class BinList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<BinRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<BinRow> AllFields = new ListFields<BinRow>()
        .Add("code", "Code", b => b.Code, searched: true)
        .Add("room", "Room", b => b.Room, searched: true)
        .Add("kind", "Kind", b => b.Kind)
        .Add("active", "State", b => b.Active)
        .Add("location", "Location", b => b.Location, shown: false)
        .Add("locationId", "Location number", b => b.LocationId, shown: false)
        .Add("roomId", "Room number", b => b.RoomId, shown: false);

    public override string Name => "bins";

    public override ListFields<BinRow> Fields => AllFields;

    protected override string? Permission => Permissions.LocationsView;

    protected override IQueryable<BinRow> Rows(InventoryDb db) =>
        from bin in db.Bins
        join location in db.Locations on bin.LocationId equals location.Id
        join room in db.Rooms on bin.RoomId equals room.Id into rooms
        from room in rooms.DefaultIfEmpty()
        select new BinRow
        {
            Id = bin.Id,
            PublicId = bin.PublicId,
            LocationId = bin.LocationId,
            Location = location.Name,
            RoomId = bin.RoomId,
            Room = room.Name,
            Code = bin.Code,
            Kind = bin.Kind,
            Active = bin.Active,
            Version = bin.Version,
        };
}
