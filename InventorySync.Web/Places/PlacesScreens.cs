using InventorySync.Web.Documents;

namespace InventorySync.Web.Places;

public static class PlacesScreens
{
    public static IServiceCollection AddPlacesScreens(this IServiceCollection services) => services
        .AddScoped<ListFile>()
        .AddScoped<PrintedLabels>();
}
