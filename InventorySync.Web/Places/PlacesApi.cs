using InventorySync.Domain.Places;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Places;

/// <summary>Locations, rooms and bins for other systems.</summary>
public static class PlacesApi
{
    public static void MapPlacesApi(this IEndpointRouteBuilder app)
    {
        MapLocations(app.MapApiGroup("locations", "Locations"));
        MapRooms(app.MapApiGroup("rooms", "Rooms"));
        MapBins(app.MapApiGroup("bins", "Bins"));
        app.MapApiGroup("labels", "Labels").MapGet("/{token}", (string token, PlaceLabels labels, CancellationToken ct) => labels.FindAsync(token, ct))
            .WithSummary("The location or bin that a scanned label stands for").RequireAuthorization(LocationsView);
    }

    private static void MapLocations(RouteGroupBuilder locations)
    {
        locations.MapList<LocationList, LocationRow>().WithSummary("List locations").RequireAuthorization(LocationsView);
        locations.MapGet("/{locationId:long}", LocationAsync).WithSummary("Read a location").RequireAuthorization(LocationsView);
        locations.MapPost("", CreateLocationAsync).WithSummary("Create a location").RequireAuthorization(LocationsEdit);
        locations.MapPut("/{locationId:long}", ChangeLocationAsync).WithSummary("Change a location").RequireAuthorization(LocationsEdit);
        locations.MapPut("/{locationId:long}/opening-hours", OpenAtAsync).WithSummary("Change when a location is open").RequireAuthorization(LocationsEdit);
        locations.MapPost("/{locationId:long}/deactivate", DeactivateLocationAsync).WithSummary("Deactivate a location").RequireAuthorization(LocationsEdit);
        locations.MapPost("/{locationId:long}/reactivate", ReactivateLocationAsync).WithSummary("Reactivate a location").RequireAuthorization(LocationsEdit);
        locations.MapPost("/{locationId:long}/rooms", CreateRoomAsync).WithSummary("Create a room in a location").RequireAuthorization(LocationsEdit);
        locations.MapPost("/{locationId:long}/bins", CreateBinAsync).WithSummary("Create a bin in a location").RequireAuthorization(LocationsEdit);
        MapBinsTogether(locations.MapGroup("/{locationId:long}/bins"));
    }

    private static void MapBinsTogether(RouteGroupBuilder bins)
    {
        bins.MapPost("/plan/preview", (long locationId, BinPlan plan, Bins all, CancellationToken ct) => all.PreviewAsync(locationId, plan, ct))
            .WithSummary("See which bins a plan would make").RequireAuthorization(LocationsView);
        bins.MapPost("/plan", (long locationId, BinPlan plan, Bins all, CancellationToken ct) => all.MakeAsync(locationId, plan, ct))
            .WithSummary("Make the bins of a plan; those that are there already are skipped").RequireAuthorization(LocationsEdit);
        bins.MapPost("/move", async (long locationId, MovedBins moved, Bins all, CancellationToken ct) => await DoneAsync(all.MoveAsync(locationId, moved.BinIds, moved.RoomId, ct)))
            .WithSummary("Move bins into a room").RequireAuthorization(LocationsEdit);
        bins.MapPost("/deactivate", async (long locationId, ChosenBins chosen, Bins all, CancellationToken ct) => await DoneAsync(all.DeactivateAsync(locationId, chosen.BinIds, ct)))
            .WithSummary("Deactivate bins").RequireAuthorization(LocationsEdit);
        bins.MapPost("/reactivate", async (long locationId, ChosenBins chosen, Bins all, CancellationToken ct) => await DoneAsync(all.ReactivateAsync(locationId, chosen.BinIds, ct)))
            .WithSummary("Reactivate bins").RequireAuthorization(LocationsEdit);
        bins.MapPost("/delete", async (long locationId, ChosenBins chosen, Bins all, CancellationToken ct) => await DoneAsync(all.DeleteAsync(locationId, chosen.BinIds, ct)))
            .WithSummary("Delete bins that were never used").RequireAuthorization(LocationsEdit);
    }

    private static void MapRooms(RouteGroupBuilder rooms)
    {
        rooms.MapList<RoomList, RoomRow, RoomListed>("", RoomListed.Of).WithSummary("List rooms; filter[locationId] gives those of one location").RequireAuthorization(LocationsView);
        rooms.MapGet("/{roomId:long}", RoomAsync).WithSummary("Read a room").RequireAuthorization(LocationsView);
        rooms.MapPut("/{roomId:long}", RenameRoomAsync).WithSummary("Rename a room").RequireAuthorization(LocationsEdit);
        rooms.MapDelete("/{roomId:long}", async (long roomId, Rooms all, CancellationToken ct) => await DoneAsync(all.DeleteAsync(roomId, ct)))
            .WithSummary("Delete a room without bins").RequireAuthorization(LocationsEdit);
    }

    private static void MapBins(RouteGroupBuilder bins)
    {
        bins.MapList<BinList, BinRow, BinResource>("", BinResource.Of).WithSummary("List bins; filter[locationId] gives those of one location").RequireAuthorization(LocationsView);
        bins.MapGet("/{binId:long}", BinAsync).WithSummary("Read a bin").RequireAuthorization(LocationsView);
        bins.MapPut("/{binId:long}", ChangeBinAsync).WithSummary("Change a bin").RequireAuthorization(LocationsEdit);
    }

    private static async Task<Versioned<LocationResource>> LocationAsync(long locationId, Locations locations, CancellationToken ct) =>
        Shown(await locations.FindAsync(locationId, ct));

    private static async Task<CreatedVersion<LocationResource>> CreateLocationAsync(LocationDetails details, Locations locations, CancellationToken ct)
    {
        var location = await locations.FindAsync(await locations.CreateAsync(details, ct), ct);
        return new(LocationResource.Of(location), location.Version, $"/api/locations/{location.Id}");
    }

    private static async Task<Versioned<LocationResource>> ChangeLocationAsync(long locationId, LocationDetails details, ExpectedVersion version, Locations locations, CancellationToken ct)
    {
        await locations.ChangeAsync(locationId, version.Number, details, ct);
        return Shown(await locations.FindAsync(locationId, ct));
    }

    private static async Task<Versioned<LocationResource>> OpenAtAsync(long locationId, IReadOnlyList<OpenPeriod> hours, ExpectedVersion version, Locations locations, CancellationToken ct)
    {
        await locations.OpenAtAsync(locationId, version.Number, OpeningHours.Of(hours), ct);
        return Shown(await locations.FindAsync(locationId, ct));
    }

    private static async Task<Versioned<LocationResource>> DeactivateLocationAsync(long locationId, Locations locations, CancellationToken ct)
    {
        await locations.DeactivateAsync(locationId, ct);
        return Shown(await locations.FindAsync(locationId, ct));
    }

    private static async Task<Versioned<LocationResource>> ReactivateLocationAsync(long locationId, Locations locations, CancellationToken ct)
    {
        await locations.ReactivateAsync(locationId, ct);
        return Shown(await locations.FindAsync(locationId, ct));
    }

    private static async Task<Versioned<RoomResource>> RoomAsync(long roomId, Rooms rooms, CancellationToken ct) => Shown(await rooms.FindAsync(roomId, ct));

    private static async Task<CreatedVersion<RoomResource>> CreateRoomAsync(long locationId, RoomDetails details, Rooms rooms, CancellationToken ct)
    {
        var room = await rooms.FindAsync(await rooms.CreateAsync(locationId, details, ct), ct);
        return new(RoomResource.Of(room), room.Version, $"/api/rooms/{room.Id}");
    }

    private static async Task<Versioned<RoomResource>> RenameRoomAsync(long roomId, RoomDetails details, ExpectedVersion version, Rooms rooms, CancellationToken ct)
    {
        await rooms.RenameAsync(roomId, version.Number, details, ct);
        return Shown(await rooms.FindAsync(roomId, ct));
    }

    private static async Task<Versioned<BinResource>> BinAsync(long binId, Bins bins, CancellationToken ct) => Shown(await bins.FindAsync(binId, ct));

    private static async Task<CreatedVersion<BinResource>> CreateBinAsync(long locationId, BinDetails details, Bins bins, CancellationToken ct)
    {
        var bin = await bins.FindAsync(await bins.CreateAsync(locationId, details, ct), ct);
        return new(BinResource.Of(bin), bin.Version, $"/api/bins/{bin.Id}");
    }

    private static async Task<Versioned<BinResource>> ChangeBinAsync(long binId, BinDetails details, ExpectedVersion version, Bins bins, CancellationToken ct)
    {
        await bins.ChangeAsync(binId, version.Number, details, ct);
        return Shown(await bins.FindAsync(binId, ct));
    }

    private static Versioned<LocationResource> Shown(Location location) => new(LocationResource.Of(location), location.Version);

    private static Versioned<RoomResource> Shown(Room room) => new(RoomResource.Of(room), room.Version);

    private static Versioned<BinResource> Shown(Bin bin) => new(BinResource.Of(bin), bin.Version);

    private static async Task<NoContent> DoneAsync(Task change)
    {
        await change;
        return TypedResults.NoContent();
    }
}
