using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

public sealed class SourcingTests
{
    private const long Lamp = 1, Shade = 2, Kit = 3, Near = 10, Far = 20;

    [Fact]
    public void Thirteen_wanted_from_ten_and_fifteen_takes_thirteen()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 13)], [Stock(Lamp, Near, 10, rank: 1), Stock(Lamp, Far, 12, rank: 2)]).Allocated;

        Assert.Equal([new Allocated(new StockKey(Lamp, Near), 10), new Allocated(new StockKey(Lamp, Far), 3)], taken);
    }

    [Fact]
    public void A_location_that_has_everything_is_preferred_to_a_nearer_one_that_has_a_part()
    {
        var taken = Sourcing.Choose(
            [new Demand(Lamp, 2), new Demand(Shade, 2)],
            [Stock(Lamp, Near, 5, rank: 1), Stock(Lamp, Far, 5, rank: 2), Stock(Shade, Far, 5, rank: 2)]).Allocated;

        Assert.All(taken, t => Assert.Equal(Far, t.Key.LocationId));
    }

    [Fact]
    public void Of_two_that_have_everything_the_first_in_rank_serves()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 2)], [Stock(Lamp, Far, 5, rank: 2), Stock(Lamp, Near, 5, rank: 1)]).Allocated;

        Assert.Equal([new Allocated(new StockKey(Lamp, Near), 2)], taken);
    }

    [Fact]
    public void What_is_not_there_is_not_taken()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 9)], [Stock(Lamp, Near, 4, rank: 1), Stock(Lamp, Far, 0, rank: 2)]).Allocated;

        Assert.Equal(4, taken.Sum(t => t.Quantity));
    }

    [Fact]
    public void A_kit_is_taken_assembled_as_far_as_it_is_and_then_in_parts_shared_with_the_other_lines()
    {
        Demand[] demands = [new(Lamp, 4), new(Kit, 3) { Parts = [new(Lamp, 2), new(Shade, 1)] }];
        Supply[] supplies = [Stock(Kit, Near, 1, rank: 1), Stock(Lamp, Near, 8, rank: 1), Stock(Shade, Near, 9, rank: 1)];

        var plan = Sourcing.Choose(demands, supplies);

        Assert.Equal([4m, 3m], plan.Fulfilled);
        Assert.Equal([(Lamp, 4m, null), (Kit, 1m, null), (Lamp, 4m, Kit), (Shade, 2m, Kit)], plan.Allocated.Select(a => (a.Key.VariantId, a.Quantity, a.KitVariantId)));
    }

    [Fact]
    public void One_part_too_few_is_one_kit_too_few()
    {
        var plan = Sourcing.Choose([new(Lamp, 5), new(Kit, 3) { Parts = [new(Lamp, 2), new(Shade, 1)] }], [Stock(Lamp, Near, 10, rank: 1), Stock(Shade, Near, 9, rank: 1)]);

        Assert.Equal([5m, 2m], plan.Fulfilled);
    }

    [Fact]
    public void A_line_that_names_its_location_is_served_from_there_only_and_before_the_others()
    {
        var plan = Sourcing.Choose([new(Lamp, 5), new(Lamp, 3) { LocationId = Near }], [Stock(Lamp, Near, 3, rank: 1), Stock(Lamp, Far, 4, rank: 2)]);

        Assert.Equal([4m, 3m], plan.Fulfilled);
    }

    [Fact]
    public void A_location_that_serves_no_online_orders_gives_only_to_those_who_name_it()
    {
        var closed = Stock(Lamp, Near, 3, rank: 1) with { Serves = false };

        Assert.Equal([0m], Sourcing.Choose([new(Lamp, 2)], [closed]).Fulfilled);
        Assert.Equal([2m], Sourcing.Choose([new(Lamp, 2) { LocationId = Near }], [closed]).Fulfilled);
    }

    [Fact]
    public void From_Berlin_to_Leipzig_it_is_about_a_hundred_and_fifty_kilometres() =>
        Assert.InRange(new GeoPoint(52.52, 13.405).KmTo(51.34, 12.375), 145, 153);

    private static Supply Stock(long variant, long location, decimal available, int rank) => new(new StockKey(variant, location), available, rank);
}
