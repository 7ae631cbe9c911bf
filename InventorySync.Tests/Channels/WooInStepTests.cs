using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Channels;

/// <summary>The whole way: the shop here, and a shop that speaks as WooCommerce does.</summary>
public sealed class WooInStepTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    [Fact]
    public async Task What_is_sold_here_is_shown_at_woocommerce_by_itself()
    {
        await using var woo = await WooShop.StartAsync();
        woo.AddProduct(24, "WOO-MUG", 99);
        woo.AddProduct(25, "WOO-UNKNOWN", 5);
        var mug = await site.GivenVariantAsync("WOO-MUG", 20);
        var channel = await site.GivenChannelAsync("WooCommerce");

        await site.DoAsync<Connecting>(c => c.ConnectAsync(channel, new ConnectionInput { Connector = "woocommerce", Entered = new() { ["address"] = woo.Address.ToString(), ["key"] = WooShop.Key, ["secret"] = WooShop.Secret } }));
        var read = await site.AskAsync<Listings, CatalogueRead>(l => l.ReadAsync(channel));
        Assert.Equal((2, 1, 1), (read.Found, read.Matched, read.Unmatched));
        await ShowsAsync(woo, 24, 20);

        await site.MoveAsync(MovementKind.Sale, mug, -3);
        await ShowsAsync(woo, 24, 17);

        woo.Products.RemoveAll(p => (long)p["id"]! == 24);
        await site.MoveAsync(MovementKind.Sale, mug, -1);
        await Eventually.TrueAsync(async () => (await site.ListingAsync(channel, 24)).Problem is not null, "the listing says that it is gone");

        Assert.Equal("It is not sold there any more. Match it anew, or take it off the list.", (await site.ListingAsync(channel, 24)).Problem!.ToString());
        Assert.Equal(5, Stock(woo, 25));
        Assert.Empty(woo.Faults);
    }

    private static Task ShowsAsync(WooShop woo, long id, int quantity) => Eventually.TrueAsync(() => Stock(woo, id) == quantity, $"WooCommerce shows {quantity}");

    private static int Stock(WooShop woo, long id) => (int)woo.Products.Single(p => (long)p["id"]! == id)["stock_quantity"]!;
}
