using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Places;

public static class PlacesSetup
{
    public static IServiceCollection AddPlaces(this IServiceCollection services) => services;
}
