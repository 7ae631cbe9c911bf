using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

public sealed class SourcingTests
{
    private const long Lamp = 1, Shade = 2, Near = 10, Far = 20;

    [Fact]
    public void Thirteen_wanted_from_ten_and_fifteen_takes_thirteen()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 13)], [Stock(Lamp, Near, 10, rank: 1), Stock(Lamp, Far, 12, rank: 2)]);

        Assert.Equal([new Allocated(new StockKey(Lamp, Near), 10), new Allocated(new StockKey(Lamp, Far), 3)], taken);
    }

    [Fact]
    public void A_location_that_has_everything_is_preferred_to_a_nearer_one_that_has_a_part()
    {
        var taken = Sourcing.Choose(
            [new Demand(Lamp, 2), new Demand(Shade, 2)],
            [Stock(Lamp, Near, 5, rank: 1), Stock(Lamp, Far, 5, rank: 2), Stock(Shade, Far, 5, rank: 2)]);

        Assert.All(taken, t => Assert.Equal(Far, t.Key.LocationId));
    }

    [Fact]
    public void Of_two_that_have_everything_the_first_in_rank_serves()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 2)], [Stock(Lamp, Far, 5, rank: 2), Stock(Lamp, Near, 5, rank: 1)]);

        Assert.Equal([new Allocated(new StockKey(Lamp, Near), 2)], taken);
    }

    [Fact]
    public void What_is_not_there_is_not_taken()
    {
        var taken = Sourcing.Choose([new Demand(Lamp, 9)], [Stock(Lamp, Near, 4, rank: 1), Stock(Lamp, Far, 0, rank: 2)]);

        Assert.Equal(4, taken.Sum(t => t.Quantity));
    }

    private static Supply Stock(long variant, long location, decimal available, int rank) => new(new StockKey(variant, location), available, rank);
}
