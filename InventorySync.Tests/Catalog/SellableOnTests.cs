using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Catalog;

public sealed class SellableOnTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_channel_narrows_lists_to_what_a_location_that_serves_it_has_free()
    {
        var (serving, other) = (await StockGoods.GivenLocationAsync(shop), await StockGoods.GivenLocationAsync(shop));
        var channel = await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = "Market stall", LocationIds = [serving] });
        var (there, elsewhere, promised, part) = (await VariantAsync("There"), await VariantAsync("Elsewhere"), await VariantAsync("Promised"), await VariantAsync("Part"));
        var service = await shop.Get<Products>().CreateAsync(new NewProduct { Details = new() { Name = "Sold Service" }, Variants = [new VariantDetails { Sku = CatalogGoods.NewSku(), Price = 5, Tracking = Tracking.None }] });
        var kit = await VariantAsync("Kit");
        await shop.Get<Variants>().MakeKitAsync(kit.Id, kit.Version, [new WantedPart(part.Id, 2)]);
        var dear = await VariantAsync("Dear kit");
        await shop.Get<Variants>().MakeKitAsync(dear.Id, dear.Version, [new WantedPart(part.Id, 20)]);
        await shop.GivenStockAsync(there.Id, serving, 3);
        await shop.GivenStockAsync(elsewhere.Id, other, 3);
        await shop.GivenStockAsync(promised.Id, serving, 1);
        await shop.GivenStockAsync(part.Id, serving, 3);
        await shop.Get<Reservations>().ReserveAsync(new ReserveCommand("sellable", new ReservationHolder(ReservationOwner.Order, 1, "1"), [new WantedLine(promised.Id, 1) { LocationId = serving }]));
        var request = new ListRequest { Search = "Sold", Filters = [new ListFilter("channel", FilterOperator.Is, $"{channel}")] };

        var products = (await shop.Get<ProductList>().PageAsync(request)).Rows.Select(r => r.Name);
        var variants = (await shop.Get<VariantList>().PageAsync(request)).Rows.Select(r => r.Product);

        Assert.Equal(["Sold Kit", "Sold Part", "Sold Service", "Sold There"], products.Order(StringComparer.Ordinal));
        Assert.Equal(["Sold Kit", "Sold Part", "Sold Service", "Sold There"], variants.Order(StringComparer.Ordinal));
        Assert.True(service > 0);
    }

    [Fact]
    public async Task Without_locations_of_its_own_a_channel_is_served_by_those_for_online_orders()
    {
        var (online, shelf) = (await StockGoods.GivenLocationAsync(shop), await StockGoods.GivenLocationAsync(shop, details => details with { ServesOnlineOrders = false }));
        var channel = await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = "Website of all" });
        var (sent, kept) = (await shop.GivenVariantOfAsync("Online sent"), await shop.GivenVariantOfAsync("Online kept"));
        await shop.GivenStockAsync(sent.Id, online, 1);
        await shop.GivenStockAsync(kept.Id, shelf, 1);

        var found = await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "Online", Filters = [new ListFilter("channel", FilterOperator.Is, $"{channel}")] });

        Assert.Equal("Online sent", Assert.Single(found.Rows).Name);
        Assert.Equal("Online sent", Assert.Single((await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "Online", Filters = [new ListFilter("channel", FilterOperator.OneOf, $"{channel}|987654321")] })).Rows).Name);
        Assert.Empty((await shop.Get<ProductList>().PageAsync(new ListRequest { Filters = [new ListFilter("channel", FilterOperator.Is, "987654321")] })).Rows);
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<ProductList>().PageAsync(new ListRequest { Filters = [new ListFilter("channel", FilterOperator.Contains, "shop")] }));
    }

    private Task<Variant> VariantAsync(string name) => shop.GivenVariantOfAsync($"Sold {name}");
}
