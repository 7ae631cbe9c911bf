using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;

namespace InventorySync.Tests.Catalog;

public sealed class VariantRulesTests
{
    [Fact]
    public void Axes_make_every_combination_the_last_one_changing_first()
    {
        var combinations = VariantAxes.Combine([Axis("Colour", "Red", "Blue"), Axis("Size", "S", "M")]);

        Assert.Equal(["Red/S", "Red/M", "Blue/S", "Blue/M"], combinations.Select(c => string.Join('/', c)));
    }

    [Fact]
    public void A_product_has_at_most_three_axes_and_two_hundred_variants()
    {
        var four = Assert.Throws<BusinessRuleException>(() => VariantAxes.Combine([Axis("A", "1"), Axis("B", "1"), Axis("C", "1"), Axis("D", "1")]));
        var many = Assert.Throws<BusinessRuleException>(() => VariantAxes.Combine([Axis("A", Values(15)), Axis("B", Values(14))]));

        Assert.StartsWith("A product has at most 3 options", four.Message, StringComparison.Ordinal);
        Assert.StartsWith("These options make 210 variants; a product has at most 200.", many.Message, StringComparison.Ordinal);
        Assert.Equal(200, VariantAxes.Combine([Axis("A", Values(20)), Axis("B", Values(10))]).Count);
    }

    [Fact]
    public void A_suggested_sku_is_short_plain_and_fits()
    {
        Assert.Equal("TEE-GRUN-XL", VariantAxes.SuggestedSku("tee", ["Grün", "XL"]));
        Assert.Equal(64, VariantAxes.SuggestedSku(new string('A', 70), ["Red"]).Length);
    }

    [Theory]
    [InlineData("", 10, null, null, 1, 0, "Sku")]
    [InlineData("A", -1, null, null, 1, 0, "Price")]
    [InlineData("A", 100_000_000, null, null, 1, 0, "Price")]
    [InlineData("A", 10, 10.0, null, 1, 0, "CompareAtPrice")]
    [InlineData("A", 10, null, 11.0, 1, 0, "FloorPrice")]
    [InlineData("A", 10, null, null, 0, 0, "PackSize")]
    [InlineData("A", 10, null, null, 2.5, 0, "PackSize")]
    [InlineData("A", 10, null, null, 1, 4, "QuantityDecimals")]
    public void What_cannot_be_is_refused_at_its_field(string sku, double price, double? former, double? floor, double pack, int decimals, string field)
    {
        var details = new VariantDetails { Sku = sku, Price = (decimal)price, CompareAtPrice = (decimal?)former, FloorPrice = (decimal?)floor, PackSize = (decimal)pack, QuantityDecimals = decimals };

        var refused = Assert.Throws<InvalidInputException>(() => new Variant().Change(details));

        Assert.Contains(refused.Problems, p => p.Field == field);
    }

    [Fact]
    public void A_wrong_check_digit_stands_at_the_barcodes_with_the_right_one()
    {
        var refused = Assert.Throws<InvalidInputException>(() => new Variant().Change(new VariantDetails { Sku = "A", Barcodes = ["4006381333932"] }));

        Assert.Equal(("BarcodeText", "The last digit of 4006381333932 should be 1. Scan it again or correct the digits."), (refused.Problems[0].Field, refused.Problems[0].Sentence));
    }

    [Theory]
    [InlineData(PriceStep.Percent, 10, PriceRounding.None, 9.99, 10.99)]
    [InlineData(PriceStep.Percent, -50, PriceRounding.EndsIn99, 20, 9.99)]
    [InlineData(PriceStep.Amount, 0.4, PriceRounding.EndsIn90, 5, 5.90)]
    [InlineData(PriceStep.Amount, 0.01, PriceRounding.ToFiveCents, 1.02, 1.05)]
    [InlineData(PriceStep.Percent, 3, PriceRounding.ToWhole, 100.2, 103)]
    public void A_bulk_price_steps_and_rounds(PriceStep step, double by, PriceRounding rounding, double before, double after) =>
        Assert.Equal((decimal)after, new BulkEdit { PriceStep = step, PriceBy = (decimal)by, Rounding = rounding }.Priced((decimal)before, 2));

    [Fact]
    public void Specifications_and_tags_are_read_as_they_are_typed()
    {
        var details = new ProductDetails { Name = "Kettle", SpecificationText = "Power: 1200 W\nColour : red\nWithout value", TagText = "summer, Sale; summer" };

        Assert.Equal([("Power", "1200 W"), ("Colour", "red"), ("Without value", "")], details.Specifications.Select(s => (s.Name, s.Value)));
        Assert.Equal(["Sale", "summer"], details.Tags);
    }

    private static ProductOption Axis(string name, params string[] values) => new() { Name = name, Values = [.. values] };

    private static string[] Values(int count) => [.. Enumerable.Range(1, count).Select(i => $"v{i}")];
}
