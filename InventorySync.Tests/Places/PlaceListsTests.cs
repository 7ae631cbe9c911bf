using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Places;

public sealed class PlaceListsTests(TestShop shop) : IClassFixture<TestShop>, IAsyncLifetime
{
    private long _warehouse;
    private long _store;

    public async Task InitializeAsync()
    {
        _warehouse = await shop.Get<Locations>().CreateAsync(GivenPlaces.Details($"Warehouse {Guid.CreateVersion7()}") with { Kind = LocationKind.Warehouse, City = "Leipzig" });
        _store = await shop.Get<Locations>().CreateAsync(GivenPlaces.Details($"Store {Guid.CreateVersion7()}") with { City = "Köln" });
        var cold = await shop.GivenRoomAsync(_warehouse, "Cold room");
        await shop.Get<Bins>().MakeAsync(_warehouse, new BinPlan { RoomId = cold, Aisles = new() { From = "A", To = "B" } });
        await shop.GivenBinAsync(_store, "Counter");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Locations_are_listed_with_what_they_hold_and_found_by_kind_and_city()
    {
        var page = await shop.Get<LocationList>().PageAsync(new ListRequest
        {
            Search = "leip",
            Filters = [new("kind", FilterOperator.Is, "Warehouse"), new("active", FilterOperator.Is, "true")],
            Sort = [new("bins", Descending: true)],
        });

        var row = Assert.Single(page.Rows, r => r.Id == _warehouse);
        Assert.Equal((1, 120), (row.Rooms, row.Bins));
        Assert.All(page.Rows, r => Assert.Equal("Leipzig", r.City));
    }

    [Fact]
    public async Task Bins_are_paged_and_found_by_code_and_room()
    {
        var ofWarehouse = new ListFilter("locationId", FilterOperator.Is, $"{_warehouse}");
        var second = await shop.Get<BinList>().PageAsync(new ListRequest { Filters = [ofWarehouse], Skip = 50, Take = 50 });
        var found = await shop.Get<BinList>().PageAsync(new ListRequest { Search = "cold b-12-05", Filters = [ofWarehouse] });

        Assert.Equal((120, 50, "A-11-01"), (second.Total, second.Rows.Count, second.Rows[0].Code));
        Assert.Equal("B-12-05", Assert.Single(found.Rows).Code);
    }

    [Fact]
    public async Task Who_works_in_chosen_locations_lists_only_what_is_in_them()
    {
        await using var scope = shop.As(new Actor(ActorKind.Person, "Of the store") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer], Locations = new HashSet<long> { _store } });

        Assert.Equal(_store, Assert.Single((await scope.ServiceProvider.GetRequiredService<LocationList>().PageAsync(new())).Rows).Id);
        Assert.Equal("Counter", Assert.Single((await scope.ServiceProvider.GetRequiredService<BinList>().PageAsync(new())).Rows).Code);
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<RoomList>().PageAsync(new())).Rows);
    }

    [Fact]
    public async Task A_visitor_lists_nothing()
    {
        await using var scope = shop.As(Actor.Visitor);

        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<BinList>().PageAsync(new()));
    }
}
