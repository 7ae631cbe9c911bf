using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Places;

public static class PlacesSetup
{
    public static IServiceCollection AddPlaces(this IServiceCollection services) => services
        .AddScoped<Locations>()
        .AddScoped<Rooms>()
        .AddScoped<Bins>()
        .AddScoped<PlaceLabels>()
        .AddScoped<LocationList>()
        .AddScoped<RoomList>()
        .AddScoped<BinList>();
}
