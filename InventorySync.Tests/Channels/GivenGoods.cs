using InventorySync.Domain.Channels;
using InventorySync.Tests.Stock;
using InventorySync.Web.DemoChannel;

namespace InventorySync.Tests.Channels;

internal static class GivenGoods
{
    /// <summary>A variant with stock, which each of these shops of the demo channel sells too.</summary>
    public static async Task<(long VariantId, long[] Shown)> GivenSoldThereAsync(this TestShop shop, long locationId, decimal onHand, IEnumerable<string> shops)
    {
        var variantId = await shop.GivenVariantAsync();
        await shop.GivenStockAsync(variantId, locationId, onHand);
        await using var db = shop.Db();
        var sku = await db.Variants.Where(v => v.Id == variantId).Select(v => v.Sku).SingleAsync();
        var shown = shops.Select(name => new DemoGood(name, sku, $"Good {sku}", barcode: null, 9.90m, 777)).ToList();
        db.DemoGoods.AddRange(shown);
        await db.SaveChangesAsync();
        return (variantId, [.. shown.Select(g => g.Id)]);
    }
}
