using System.ComponentModel;
using InventorySync.Domain.Places;

namespace InventorySync.Web.Places;

public sealed record LocationResource
{
    public required long Id { get; init; }

    [Description("What the location's label carries.")]
    public required string PublicId { get; init; }

    public required LocationDetails Details { get; init; }

    [Description("A usual week in the location's own time zone. Midnight as the end is the end of that day.")]
    public required IReadOnlyList<OpenPeriod> OpeningHours { get; init; }

    public required bool Active { get; init; }

    public static LocationResource Of(Location location) => new()
    {
        Id = location.Id,
        PublicId = location.PublicId,
        Details = LocationDetails.Of(location),
        OpeningHours = location.OpeningHours.Periods,
        Active = location.Active,
    };
}

public sealed record RoomResource(long Id, long LocationId, string Name)
{
    public static RoomResource Of(Room room) => new(room.Id, room.LocationId, room.Name);
}

public sealed record RoomListed(long Id, long LocationId, string Location, string Name, int Bins)
{
    public static RoomListed Of(RoomRow row) => new(row.Id, row.LocationId, row.Location, row.Name, row.Bins);
}

public sealed record BinResource(long Id, [property: Description("What the bin's label carries.")] string PublicId, long LocationId, long? RoomId, string Code, BinKind Kind, bool Active)
{
    public static BinResource Of(Bin bin) => new(bin.Id, bin.PublicId, bin.LocationId, bin.RoomId, bin.Code, bin.Kind, bin.Active);

    public static BinResource Of(BinRow row) => new(row.Id, row.PublicId, row.LocationId, row.RoomId, row.Code, row.Kind, row.Active);
}

/// <summary>Bins of one location that something is done with together.</summary>
public sealed record ChosenBins
{
    public IReadOnlyList<long> BinIds { get; set; } = [];
}

public sealed record MovedBins
{
    public IReadOnlyList<long> BinIds { get; set; } = [];

    [Description("The room they go into; null takes them out of all rooms.")]
    public long? RoomId { get; set; }
}
