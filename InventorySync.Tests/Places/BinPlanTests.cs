using InventorySync.Domain.Common;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Places;

public sealed class BinPlanTests
{
    public static TheoryData<string, BinPlan> BrokenPlans => new()
    {
        { nameof(BinPlan.Aisles), new BinPlan { Aisles = Part("D", "A") } },
        { nameof(BinPlan.Aisles), new BinPlan { Aisles = Part("A", "12") } },
        { nameof(BinPlan.Aisles), new BinPlan { Aisles = Part("", "D") } },
        { nameof(BinPlan.Aisles), new BinPlan { Aisles = Part("", ""), Racks = Part("", ""), Levels = Part("", "") } },
        { nameof(BinPlan.Racks), new BinPlan { Racks = Part("-1", "4") } },
        { nameof(BinPlan.Racks), new BinPlan { Racks = Part("1", "10000") } },
        { nameof(BinPlan.Levels), new BinPlan { Levels = Part("1", "5", digits: 9) } },
        { nameof(BinPlan.Prefix), new BinPlan { Prefix = "LONGER THAN TWELVE" } },
        { nameof(BinPlan.Separator), new BinPlan { Separator = "----" } },
    };

    [Fact]
    public void Aisles_racks_and_levels_run_in_the_order_a_person_walks()
    {
        var codes = new BinPlan { Aisles = Part("A", "D"), Racks = Part("1", "12"), Levels = Part("1", "5") }.Codes();

        Assert.Equal(4 * 12 * 5, codes.Count);
        Assert.Equal(["A-01-01", "A-01-02"], codes.Take(2));
        Assert.Equal("A-02-01", codes[5]);
        Assert.Equal("D-12-05", codes[^1]);
    }

    [Fact]
    public void Parts_may_be_left_out_and_prefix_separator_and_zeros_chosen()
    {
        var plan = new BinPlan { Prefix = "K", Separator = ".", Aisles = Part("8", "11", digits: 1), Racks = Part("", ""), Levels = Part("a", "b") };

        Assert.Equal(["K.8.A", "K.8.B", "K.9.A", "K.9.B", "K.10.A", "K.10.B", "K.11.A", "K.11.B"], plan.Codes());
    }

    [Fact]
    public void After_Z_comes_AA() =>
        Assert.Equal(["Y", "Z", "AA", "AB"], new BinPlan { Aisles = Part("Y", "AB"), Racks = Part("", ""), Levels = Part("", "") }.Codes());

    [Theory]
    [MemberData(nameof(BrokenPlans))]
    public void A_broken_part_is_named(string field, BinPlan plan) => Assert.Equal(field, Assert.Throws<InvalidInputException>(plan.Codes).Field);

    [Fact]
    public void Five_thousand_bins_are_made_at_once_but_not_one_more()
    {
        Assert.Equal(5_000, new BinPlan { Aisles = Part("1", "50"), Racks = Part("1", "100", digits: 3), Levels = Part("", "") }.Codes().Count);

        var tooMany = new BinPlan { Aisles = Part("1", "9999"), Racks = Part("1", "9999"), Levels = Part("1", "9999") };
        Assert.Contains("more than 5,000", Assert.Throws<InvalidInputException>(tooMany.Codes).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(new BinPlan { Aisles = Part("1", "5001"), Racks = Part("", ""), Levels = Part("", "") }.Codes);
    }

    private static BinPlanPart Part(string from, string to, int digits = 2) => new() { From = from, To = to, Digits = digits };
}
