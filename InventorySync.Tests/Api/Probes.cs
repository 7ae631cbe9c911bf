using InventorySync.Domain.Places;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Tests.Api;

/// <summary>Endpoints made with the frame as a capability makes its own, for what the real ones cannot be brought to do.</summary>
internal static class Probes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var probes = app.MapApiGroup("probes", "Probes");
        probes.MapList<LocationList, LocationRow>().RequireAuthorization(LocationsView);
        probes.MapGet("/{id:long}", async (long id, Locations locations) => Shown(await locations.FindAsync(id))).RequireAuthorization(LocationsView);
        probes.MapPost("", async (LocationDetails details, Locations locations) =>
        {
            var location = await locations.FindAsync(await locations.CreateAsync(details));
            return new CreatedVersion<LocationDetails>(LocationDetails.Of(location), location.Version, $"/api/probes/{location.Id}");
        }).RequireAuthorization(LocationsEdit);
        probes.MapPut("/{id:long}", async (long id, LocationDetails details, ExpectedVersion version, Locations locations) =>
        {
            await locations.ChangeAsync(id, version.Number, details);
            return Shown(await locations.FindAsync(id));
        }).RequireAuthorization(LocationsEdit);
        probes.MapDelete("/{id:long}", async (long id, Locations locations) =>
        {
            await locations.DeactivateAsync(id);
            return TypedResults.NoContent();
        }).RequireAuthorization(LocationsEdit);
        probes.MapGet("/broken", string () => throw new InvalidOperationException("The safe's code is 4711.")).RequireAuthorization(LocationsView);
        probes.MapGet("/numbers", (int count) => TypedResults.Ok(count)).RequireAuthorization(LocationsView);
    }

    public static object Details(string name, string code) => new { name, code, kind = "store", timeZone = "Europe/Berlin" };

    private static Versioned<LocationDetails> Shown(Location location) => new(LocationDetails.Of(location), location.Version);
}
