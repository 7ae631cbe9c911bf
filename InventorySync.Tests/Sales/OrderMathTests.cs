using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Tests.Sales;

public sealed class OrderMathTests
{
    private static readonly decimal[] Rates = [0, 5.5m, 7, 19, 20];

    private static readonly Gen<Basket> Baskets =
        from currency in Gen.Elements("EUR", "JPY", "KWD")
        from includes in Gen.Elements(true, false)
        from rounding in Gen.Elements(TaxRounding.PerLine, TaxRounding.OnTotal)
        from timing in Gen.Elements(DiscountTiming.BeforeTax, DiscountTiming.AfterTax)
        from lines in (from quantity in Gen.Choose(1, 5000)
                       from cents in Gen.Choose(0, 99_999)
                       from off in Gen.Choose(0, 500)
                       from rate in Gen.Elements(Rates)
                       select new PricedLine(quantity / 100m, cents / 100m, rate) { Discount = off / 100m }).NonEmptyListOf()
        from shipping in Gen.Choose(0, 2000)
        from discount in Gen.Choose(0, 300_000)
        select new Basket(new PricingRules(currency, includes, rounding, timing), [.. lines], new PricedLine(1, shipping / 100m, 19), discount / 100m);

    [Fact]
    public void The_lines_the_shipping_and_the_voucher_are_the_total_whatever_is_bought() => ForAll(basket =>
    {
        var sums = basket.Sums();

        Assert.Equal(sums.Total, sums.Lines.Sum(l => l.Total) + sums.Shipping.Total - sums.Voucher);
        Assert.Equal(sums.Net + sums.Tax - sums.Voucher, sums.Total);
        Assert.True(sums.Total >= 0);
    });

    [Fact]
    public void The_sums_of_the_rates_are_the_sums_of_the_lines() => ForAll(basket =>
    {
        var sums = basket.Sums();

        Assert.Equal(sums.Net, sums.Rates.Sum(r => r.Net));
        Assert.Equal(sums.Tax, sums.Rates.Sum(r => r.Tax));
    });

    [Fact]
    public void Everything_that_is_printed_has_the_decimals_of_its_currency() => ForAll(basket =>
    {
        var sums = basket.Sums();
        decimal[] printed = [sums.Total, sums.Tax, sums.Voucher, .. sums.Lines.SelectMany(l => new[] { l.Amount, l.DiscountShare, l.Net, l.Tax })];

        Assert.All(printed, amount => Assert.Equal(new Money(amount, basket.Rules.Currency).Rounded().Amount, amount));
    });

    [Fact]
    public void The_shares_of_a_discount_are_the_discount_and_none_exceeds_its_line() => ForAll(basket =>
    {
        var sums = basket.Sums();
        var discount = new Money(basket.Discount, basket.Rules.Currency).Rounded().Amount;
        var goods = sums.Lines.Sum(l => l.Amount);

        if (basket.Rules.Timing == DiscountTiming.BeforeTax)
            Assert.Equal(Math.Min(discount, goods), sums.Lines.Sum(l => l.DiscountShare));
        else
            Assert.All(sums.Lines, l => Assert.Equal(0, l.DiscountShare));
        Assert.All(sums.Lines, l => Assert.InRange(l.DiscountShare, 0, l.Amount));
    });

    [Fact]
    public void Where_prices_include_tax_the_customer_pays_what_he_read() => ForAll(basket =>
    {
        if (!basket.Rules.PricesIncludeTax)
            return;

        var sums = basket.Sums();
        var read = sums.Lines.Sum(l => l.Amount) + sums.Shipping.Amount;
        Assert.Equal(read - Math.Min(new Money(basket.Discount, basket.Rules.Currency).Rounded().Amount, basket.Rules.Timing == DiscountTiming.BeforeTax ? sums.Lines.Sum(l => l.Amount) : read), sums.Total);
    });

    [Fact]
    public void The_tax_on_the_total_is_the_rounded_tax_of_each_rate() => ForAll(basket =>
    {
        if (basket.Rules.Rounding != TaxRounding.OnTotal)
            return;

        foreach (var rate in basket.Sums().Rates)
        {
            var exact = basket.Rules.PricesIncludeTax ? (rate.Net + rate.Tax) * rate.TaxPercent / (100 + rate.TaxPercent) : rate.Net * rate.TaxPercent / 100;
            Assert.Equal(new Money(exact, basket.Rules.Currency).Rounded().Amount, rate.Tax);
        }
    });

    [Fact]
    public void Tax_for_each_line_and_tax_on_the_total_differ_as_the_setting_says()
    {
        // 19 % of 0.13 is 0.0247: three lines of it are three cents by line, and seven on the sum of 0.39
        PricedLine[] lines = [new(1, 0.13m, 19), new(1, 0.13m, 19), new(1, 0.13m, 19)];
        var byLine = OrderMath.Of(new PricingRules("EUR", false, TaxRounding.PerLine, DiscountTiming.BeforeTax), lines, new PricedLine(1, 0, 0), 0);
        var onTotal = OrderMath.Of(new PricingRules("EUR", false, TaxRounding.OnTotal, DiscountTiming.BeforeTax), lines, new PricedLine(1, 0, 0), 0);

        Assert.Equal((0.06m, 0.45m), (byLine.Tax, byLine.Total));
        Assert.Equal((0.07m, 0.46m), (onTotal.Tax, onTotal.Total));
        Assert.Equal(0.07m, onTotal.Lines.Sum(l => l.Tax));
    }

    [Fact]
    public void A_discount_before_tax_lowers_the_tax_and_one_after_tax_does_not()
    {
        PricedLine[] lines = [new(1, 100, 20)];
        var before = OrderMath.Of(new PricingRules("EUR", false, TaxRounding.OnTotal, DiscountTiming.BeforeTax), lines, new PricedLine(1, 0, 0), 10);
        var after = OrderMath.Of(new PricingRules("EUR", false, TaxRounding.OnTotal, DiscountTiming.AfterTax), lines, new PricedLine(1, 0, 0), 10);

        Assert.Equal((90m, 18m, 108m), (before.Net, before.Tax, before.Total));
        Assert.Equal((100m, 20m, 110m), (after.Net, after.Tax, after.Total));
    }

    [Fact]
    public void A_tax_that_the_channel_worked_out_is_taken_as_it_is()
    {
        PricedLine[] lines = [new(1, 9.99m, 19) { GivenTax = 1.61m }, new(2, 5m, 19)];
        var sums = OrderMath.Of(new PricingRules("EUR", true, TaxRounding.OnTotal, DiscountTiming.BeforeTax), lines, new PricedLine(1, 0, 0), 0);

        Assert.Equal([1.61m, 1.60m], sums.Lines.Select(l => l.Tax));
        Assert.Equal(19.99m, sums.Total);
    }

    private static void ForAll(Action<Basket> holds) => Prop.ForAll(Baskets.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private sealed record Basket(PricingRules Rules, IReadOnlyList<PricedLine> Lines, PricedLine Shipping, decimal Discount)
    {
        public OrderSums Sums() => OrderMath.Of(Rules, Lines, Shipping, Discount);
    }
}
