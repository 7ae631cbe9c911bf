using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Common;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Tests.Purchasing;

/// <summary>What an offer costs, how much of it can be bought, and how costs are spread; no database is asked.</summary>
public sealed class OfferRulesTests
{
    private static SupplierOffer Offer(Action<OfferDetails>? more = null)
    {
        var details = new OfferDetails { VariantId = 7, Cost = 5, Breaks = [new() { FromQuantity = 100, UnitCost = 4 }, new() { FromQuantity = 20, UnitCost = 4.5m }] };
        more?.Invoke(details);
        return SupplierOffer.Create(1, details);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(19.999, 5)]
    [InlineData(20, 4.5)]
    [InlineData(99, 4.5)]
    [InlineData(100, 4)]
    [InlineData(5000, 4)]
    public void A_unit_costs_what_its_price_break_says(double quantity, double cost) => Assert.Equal((decimal)cost, Offer().UnitCostOf((decimal)quantity));

    [Theory]
    [InlineData(1, 12)]
    [InlineData(12, 12)]
    [InlineData(13, 18)]
    public void At_least_the_minimum_is_bought_in_whole_packs(double wanted, double bought) =>
        Assert.Equal((decimal)bought, Offer(o => (o.MinQuantity, o.PackSize) = (10, 6)).Sellable((decimal)wanted));

    [Fact]
    public void Without_minimum_and_pack_any_quantity_is_sold() => Assert.Equal(0.25m, Offer().Sellable(0.25m));

    public static TheoryData<string, string> BrokenOffers => new()
    {
        { "no variant", nameof(OfferDetails.VariantId) }, { "no cost", nameof(OfferDetails.Cost) }, { "negative cost", nameof(OfferDetails.Cost) }, { "minimum 0", nameof(OfferDetails.MinQuantity) }, { "pack 0", nameof(OfferDetails.PackSize) },
        { "break at 0", nameof(OfferDetails.Breaks) }, { "break twice", nameof(OfferDetails.Breaks) }, { "negative break", nameof(OfferDetails.Breaks) }, { "preferred but not used", nameof(OfferDetails.Preferred) },
    };

    [Theory]
    [MemberData(nameof(BrokenOffers))]
    public void An_offer_that_makes_no_sense_is_refused_at_its_field(string what, string field)
    {
        var details = new OfferDetails { VariantId = 7, Cost = 5 };
        switch (what)
        {
            case "no variant": details.VariantId = null; break;
            case "no cost": details.Cost = null; break;
            case "negative cost": details.Cost = -1; break;
            case "minimum 0": details.MinQuantity = 0; break;
            case "pack 0": details.PackSize = 0; break;
            case "break at 0": details.Breaks = [new() { FromQuantity = 0, UnitCost = 1 }]; break;
            case "break twice": details.Breaks = [new() { FromQuantity = 5, UnitCost = 1 }, new() { FromQuantity = 5, UnitCost = 2 }]; break;
            case "negative break": details.Breaks = [new() { FromQuantity = 5, UnitCost = -1 }]; break;
            default: (details.Preferred, details.Active) = (true, false); break;
        }

        Assert.Equal(field, Assert.Throws<InvalidInputException>(() => Input.Check(details)).Field);
    }

    [Fact]
    public void However_costs_are_spread_their_parts_are_the_whole_to_the_cent() => Prop.ForAll<uint, (uint Value, byte Quantity, ushort Weight)[], byte>((cents, goods, by) =>
    {
        var lines = goods.Select(g => new SpreadLine(g.Value / 100m, g.Quantity + 1, g.Weight)).DefaultIfEmpty(new SpreadLine(1, 1, 1)).ToList();
        var amount = cents / 100m;
        var parts = LandedSpread.Of(amount, (CostSpread)(by % 3), lines);
        return parts.Sum() == amount && parts.All(part => part >= 0 && part == Math.Round(part, 2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Freight_by_weight_goes_to_what_is_heavy() =>
        Assert.Equal([9m, 1m], LandedSpread.Of(10, CostSpread.ByWeight, [new SpreadLine(1, 1, 900), new SpreadLine(999, 1, 100)]));

    [Fact]
    public void Duty_by_value_goes_to_what_is_dear() =>
        Assert.Equal([2.5m, 7.5m], LandedSpread.Of(10, CostSpread.ByValue, [new SpreadLine(25, 9, 0), new SpreadLine(75, 1, 0)]));

    [Fact]
    public void A_cent_that_cannot_be_shared_lands_on_one_line() =>
        Assert.Equal([0.34m, 0.33m, 0.33m], LandedSpread.Of(1, CostSpread.ByQuantity, [new SpreadLine(1, 1, 0), new SpreadLine(1, 1, 0), new SpreadLine(1, 1, 0)]));

    [Fact]
    public void Goods_of_which_no_weight_is_known_share_by_their_number() =>
        Assert.Equal([2m, 8m], LandedSpread.Of(10, CostSpread.ByWeight, [new SpreadLine(5, 1, 0), new SpreadLine(5, 4, 0)]));
}
