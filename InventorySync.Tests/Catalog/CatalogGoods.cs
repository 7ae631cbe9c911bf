using System.Globalization;
using InventorySync.Domain.Catalog;

namespace InventorySync.Tests.Catalog;

/// <summary>Goods that a test of the catalogue starts from.</summary>
internal static class CatalogGoods
{
    private static int _made;

    public static string NewSku() => string.Create(CultureInfo.InvariantCulture, $"GOOD-{Interlocked.Increment(ref _made)}");

    public static NewProduct Plain(string name, decimal price = 10, string? sku = null) => new()
    {
        Details = new ProductDetails { Name = name },
        Variants = [new VariantDetails { Sku = sku ?? NewSku(), Price = price }],
    };

    public static Task<long> GivenProductAsync(this TestShop shop, string name, decimal price = 10, string? sku = null) => shop.Get<Products>().CreateAsync(Plain(name, price, sku));

    public static async Task<Variant> GivenVariantOfAsync(this TestShop shop, string name, decimal price = 10, string? sku = null)
    {
        var product = await shop.Get<Products>().FindAsync(await shop.GivenProductAsync(name, price, sku));
        return product.Variants[0];
    }

    public static Task<Product> ProductAsync(this TestShop shop, long productId) => shop.Get<Products>().FindAsync(productId);

    public static Task<Variant> VariantAsync(this TestShop shop, long variantId) => shop.Get<Variants>().FindAsync(variantId);
}
