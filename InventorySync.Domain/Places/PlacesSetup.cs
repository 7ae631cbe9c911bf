using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Places;

public static class PlacesSetup
{
    public static IServiceCollection AddPlaces(this IServiceCollection services) => services
        .AddScoped<Locations>()
        .AddScoped<Rooms>()
        .AddScoped<Bins>()
        .AddScoped<PlaceLabels>()
        .AddList<LocationList>()
        .AddList<RoomList>()
        .AddList<BinList>()
        .AddPublicEvent("location.created", "A location was created", Permissions.LocationsView, new LocationCreated(12, "High street"))
        .AddPublicEvent("location.changed", "A location was changed", Permissions.LocationsView, new LocationChanged(12, "High street"))
        .AddPublicEvent("location.deactivated", "A location was deactivated", Permissions.LocationsView, new LocationDeactivated(12, "High street"))
        .AddPublicEvent("location.reactivated", "A location was opened again", Permissions.LocationsView, new LocationReactivated(12, "High street"));
}
