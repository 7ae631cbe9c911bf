using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class TimelineTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _made;

    [Fact]
    public async Task What_moved_was_held_let_go_repriced_and_shared_stands_in_one_line_newest_first()
    {
        var (variant, store) = (await shop.GivenVariantOfAsync("Told lamp", price: 20), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(variant.Id, store, 10);
        await LaterAsync();
        var order = new HoldOwner(ReservationOwner.Order, 4711);
        await shop.Get<Reservations>().ReserveAsync(new ReserveCommand("timeline-1", new ReservationHolder(order.Owner, order.OwnerId, "1001"), [new WantedLine(variant.Id, 2)]));
        await LaterAsync();
        await shop.Get<Variants>().ChangeAsync(variant.Id, (await shop.VariantAsync(variant.Id)).Version, VariantDetails.Of(await shop.VariantAsync(variant.Id)) with { Price = 18 }, "Summer sale");
        await LaterAsync();
        await shop.Get<AllocationRules>().SaveAsync(new AllocationScope { VariantId = variant.Id }, new AllocationFigures { Buffer = 20 });
        await LaterAsync();
        await shop.Get<HoldEndings>().ReleaseAsync(order);

        var told = await shop.Get<Timeline>().OfVariantAsync(variant.Id, [], 50);

        Assert.Equal([TimelineKind.HoldEnd, TimelineKind.Share, TimelineKind.Price, TimelineKind.Hold, TimelineKind.Movement], told.Where(e => e.Kind != TimelineKind.Share || e.ShareTo == "20").Select(e => e.Kind));
        Assert.Equal((ReservationState.Released, 2m, "1001"), (told[0].Ended, told[0].Quantity, told[0].Number));
        var share = told.Single(e => e.Kind == TimelineKind.Share && e.ShareTo == "20");
        Assert.Equal((nameof(AllocationFigures.Buffer), null), (share.Figure, share.ShareFrom));
        Assert.Equal((PriceKind.Price, 20m, 18m, "Summer sale"), told.Where(e => e.Kind == TimelineKind.Price).Select(e => (e.Price, e.PriceFrom!.Value, e.PriceTo!.Value, e.Reason)).Single());
        Assert.Equal((MovementKind.Receipt, 10m, 10m), told.Where(e => e.Kind == TimelineKind.Movement).Select(e => (e.Movement, e.Quantity!.Value, e.BalanceAfter!.Value)).Single());
    }

    [Fact]
    public async Task A_share_is_told_for_the_variant_its_branch_of_categories_its_channels_and_the_shop_and_for_nothing_else()
    {
        var above = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = $"Above {++_made}" });
        var below = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = $"Below {++_made}", ParentId = above });
        var foreign = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = $"Foreign {++_made}" });
        var channel = await shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = $"Told channel {++_made}" });
        var productId = await shop.Get<Products>().CreateAsync(CatalogGoods.Plain("Shared lamp") with { Details = new() { Name = "Shared lamp", CategoryId = below } });
        var variant = (await shop.ProductAsync(productId)).Variants[0].Id;
        var rules = shop.Get<AllocationRules>();
        await rules.SaveAsync(new AllocationScope { CategoryId = above }, new AllocationFigures { Buffer = 1 });
        await rules.SaveAsync(new AllocationScope { CategoryId = foreign }, new AllocationFigures { Buffer = 2 });
        await LaterAsync();
        var ofChannel = await rules.SaveAsync(new AllocationScope { ChannelId = channel }, new AllocationFigures { Buffer = 3 });
        await LaterAsync();
        await rules.DeleteAsync(ofChannel);
        await LaterAsync();
        var settings = shop.Get<ShopSettings>();
        var (own, version) = await settings.ReadAsync<AllocationSettings>();
        await settings.SaveAsync(own with { CartShare = 70 }, version);

        var told = await shop.Get<Timeline>().OfVariantAsync(variant, [TimelineKind.Share], 20);

        Assert.Equal([("CartShare", "80", "70"), ("Buffer", "3", null), ("Buffer", null, "3"), ("Buffer", null, "1")], told.Select(e => (e.Figure!, e.ShareFrom, e.ShareTo)));
        Assert.Equal([null, $"Told channel {_made}", $"Told channel {_made}", $"Above {_made - 3}"], told.Select(e => e.Where));
    }

    [Fact]
    public async Task One_reads_further_back_from_any_instant_and_no_more_than_asked_for()
    {
        var (variant, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        for (var i = 1; i <= 5; i++)
        {
            await shop.GivenStockAsync(variant, store, i);
            await LaterAsync();
        }

        var newest = await shop.Get<Timeline>().OfVariantAsync(variant, [TimelineKind.Movement], 2);
        var before = await shop.Get<Timeline>().OfVariantAsync(variant, [TimelineKind.Movement], 2, newest[^1].At);

        Assert.Equal([5m, 4m], newest.Select(e => e.Quantity!.Value));
        Assert.Equal([3m, 2m], before.Select(e => e.Quantity!.Value));
    }

    [Fact]
    public async Task Nobody_reads_of_locations_that_are_not_his()
    {
        var (variant, own, foreign) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(variant, own, 3);
        await shop.GivenStockAsync(variant, foreign, 4);
        await using var scope = shop.As(new Actor(ActorKind.Person, "Of one") { Permissions = BuiltInRoles.All[BuiltInRoles.Warehouse], Locations = new HashSet<long> { own } });

        var told = await scope.ServiceProvider.GetRequiredService<Timeline>().OfVariantAsync(variant, [TimelineKind.Movement, TimelineKind.Hold], 20);

        Assert.Equal(3m, Assert.Single(told).Quantity);
        await Assert.ThrowsAsync<NotFoundException>(() => shop.Get<Timeline>().OfVariantAsync(987_654_321, [], 20));
    }

    private Task LaterAsync()
    {
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        return Task.CompletedTask;
    }
}
