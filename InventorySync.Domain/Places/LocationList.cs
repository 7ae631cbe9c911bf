using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Places;

public sealed record LocationRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Code { get; init; } = "";

    public LocationKind Kind { get; init; }

    public string City { get; init; } = "";

    public string Country { get; init; } = "";

    public string TimeZone { get; init; } = "";

    public bool ServesOnlineOrders { get; init; }

    public int Priority { get; init; }

    public int Rooms { get; init; }

    public int Bins { get; init; }

    public bool Active { get; init; }
}

public sealed class LocationList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<LocationRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<LocationRow> AllFields = new ListFields<LocationRow>()
        .Add("name", "Name", l => l.Name, searched: true)
        .Add("code", "Code", l => l.Code, searched: true)
        .Add("kind", "Kind", l => l.Kind)
        .Add("city", "City", l => l.City, searched: true)
        .Add("country", "Country", l => l.Country, shown: false)
        .Add("timeZone", "Time zone", l => l.TimeZone, shown: false)
        .Add("servesOnlineOrders", "Online orders", l => l.ServesOnlineOrders)
        .Add("priority", "Priority", l => l.Priority)
        .Add("rooms", "Rooms", l => l.Rooms)
        .Add("bins", "Bins", l => l.Bins)
        .Add("active", "State", l => l.Active);

    public override string Name => "locations";

    public override ListFields<LocationRow> Fields => AllFields;

    protected override string? Permission => Permissions.LocationsView;

    protected override IQueryable<LocationRow> Rows(InventoryDb db) => db.Locations.Select(l => new LocationRow
    {
        Id = l.Id,
        Name = l.Name,
        Code = l.Code,
        Kind = l.Kind,
        City = l.City,
        Country = l.Country,
        TimeZone = l.TimeZone,
        ServesOnlineOrders = l.ServesOnlineOrders,
        Priority = l.Priority,
        Rooms = db.Rooms.Count(r => r.LocationId == l.Id),
        Bins = db.Bins.Count(b => b.LocationId == l.Id),
        Active = l.Active,
    });
}
