using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class PlaceFinderTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task The_nearest_place_that_has_it_comes_first_and_places_one_may_not_see_do_not_come()
    {
        var variant = await shop.GivenVariantOfAsync("Found nearby");
        var berlin = await GivenPlaceAsync("Berlin", 52.52, 13.40);
        var leipzig = await GivenPlaceAsync("Leipzig", 51.34, 12.37);
        var munich = await GivenPlaceAsync("Munich", 48.14, 11.58);
        await shop.GivenStockAsync(variant.Id, munich, 50);
        await shop.GivenStockAsync(variant.Id, leipzig, 2);

        var places = await shop.Get<PlaceFinder>().FindAsync(variant.Id, berlin);

        Assert.Equal([leipzig, munich], places.Select(p => p.LocationId));
        Assert.Equal(149, places[0].Kilometres!.Value, tolerance: 2);
        await using var scope = shop.As(new Actor(ActorKind.Person, "Of Munich") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer], Locations = new HashSet<long> { munich } });
        Assert.Equal(munich, Assert.Single(await scope.ServiceProvider.GetRequiredService<PlaceFinder>().FindAsync(variant.Id)).LocationId);
    }

    [Fact]
    public async Task A_place_without_coordinates_comes_last_and_without_a_distance()
    {
        var variant = await shop.GivenVariantOfAsync("Found somewhere");
        var berlin = await GivenPlaceAsync("Berlin", 52.52, 13.40);
        var leipzig = await GivenPlaceAsync("Leipzig", 51.34, 12.37);
        var unknown = await StockGoods.GivenLocationAsync(shop);
        await shop.GivenStockAsync(variant.Id, unknown, 90);
        await shop.GivenStockAsync(variant.Id, leipzig, 1);

        var places = await shop.Get<PlaceFinder>().FindAsync(variant.Id, berlin);

        Assert.Equal([leipzig, unknown], places.Select(p => p.LocationId));
        Assert.Null(places[1].Kilometres);
        Assert.Null((await shop.Get<PlaceFinder>().FindAsync(variant.Id, unknown))[^1].Kilometres);
    }

    private Task<long> GivenPlaceAsync(string city, double latitude, double longitude) =>
        shop.Get<Locations>().CreateAsync(GivenPlaces.Details($"{city} {Guid.CreateVersion7()}") with { City = city, Latitude = latitude, Longitude = longitude });
}
