using InventorySync.Domain.Access;
using InventorySync.Domain.Files;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Catalog;

public static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddScoped<Products>()
        .AddScoped<Variants>()
        .AddScoped<Categories>()
        .AddScoped<Brands>()
        .AddScoped<Pictures>()
        .AddScoped<PriceHistory>()
        .AddScoped<CatalogSearch>()
        .AddFollower<BrandsInSearch>()
        .AddList<ProductList>()
        .AddList<VariantList>()
        .AddList<BrandList>()
        .AddList<CategoryList>()
        .AddSettings<CatalogSettings>("catalog", "Catalogue", "Tax classes and warranty", icon: "sell", order: 20)
        .AddFilePurpose(new FilePurpose(Pictures.Purpose, Permissions.CatalogEdit, Permissions.CatalogView, Pictures.MaxBytes, FileKind.Pictures))
        .AddPublicEvent("product.created", "A product was created", Permissions.CatalogView, new ProductCreated(12, "Desk lamp"))
        .AddPublicEvent("product.changed", "A product or one of its variants was changed", Permissions.CatalogView, new ProductChanged(12, "Desk lamp"))
        .AddPublicEvent("product.archived", "A product was archived", Permissions.CatalogView, new ProductArchived(12, "Desk lamp"))
        .AddPublicEvent("product.restored", "A product was taken out of the archive", Permissions.CatalogView, new ProductRestored(12, "Desk lamp"))
        .AddPublicEvent("price.changed", "A price was changed", Permissions.CatalogView, new PriceChanged(12, 40, "LAMP-1", PriceKind.Price, 19.90m, 17.90m));
}
