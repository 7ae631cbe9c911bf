using InventorySync.Web.Shared;

namespace InventorySync.Web.Catalog;

public static class CatalogScreens
{
    public static IServiceCollection AddCatalogScreens(this IServiceCollection services) => services
        .AddScoped<ISearchSource, ProductSearch>()
        .AddSingleton(new PaletteAction("New product", "add", "/products/new", Domain.Access.Permissions.CatalogEdit));
}
