namespace InventorySync.Domain.Sales;

public enum TaxRounding
{
    /// <summary>The tax of each line is rounded by itself.</summary>
    PerLine,

    /// <summary>The tax is worked out on the sum of each rate; the lines share it.</summary>
    OnTotal,
}

public enum DiscountTiming
{
    /// <summary>The discount makes the goods cheaper: less is taxed.</summary>
    BeforeTax,

    /// <summary>The discount is taken off at the end, like a voucher: the tax stays.</summary>
    AfterTax,
}

/// <summary>How an order counts its money. It keeps what held when it was made, so that a later change of a setting changes no invoice.</summary>
public sealed record PricingRules(string Currency, bool PricesIncludeTax, TaxRounding Rounding, DiscountTiming Timing);

/// <summary>What one line asks for. A tax that somebody else worked out, such as a channel, is taken as it is.</summary>
public sealed record PricedLine(decimal Quantity, decimal UnitPrice, decimal TaxPercent)
{
    public decimal Discount { get; init; }

    public decimal? GivenTax { get; init; }
}

/// <summary>Amount is as the customer reads it, with or without tax as prices are entered; Net and Tax are after all discounts that count before tax.</summary>
public sealed record LineSums(decimal Amount, decimal DiscountShare, decimal Net, decimal Tax)
{
    public decimal Total => Net + Tax;
}

public sealed record RateSums(decimal TaxPercent, decimal Net, decimal Tax);

/// <summary>Voucher is the discount that is taken off after tax.</summary>
public sealed record OrderSums(IReadOnlyList<LineSums> Lines, LineSums Shipping, IReadOnlyList<RateSums> Rates, decimal Voucher)
{
    public decimal Net => Lines.Sum(l => l.Net) + Shipping.Net;

    public decimal Tax => Lines.Sum(l => l.Tax) + Shipping.Tax;

    public decimal Total => Net + Tax - Voucher;
}

/// <summary>Works out what an order costs. Every sum is the sum of what stands on the invoice, to the last cent.</summary>
public static class OrderMath
{
    /// <summary>The shipping is one more line that no discount touches.</summary>
    public static OrderSums Of(PricingRules rules, IReadOnlyList<PricedLine> lines, PricedLine shipping, decimal discount)
    {
        var amounts = lines.Select(l => AmountOf(rules, l)).ToList();
        var shippingAmount = AmountOf(rules, shipping);
        discount = Round(rules, discount);
        var shares = rules.Timing == DiscountTiming.BeforeTax ? Split(rules, Math.Min(discount, amounts.Sum()), amounts) : [.. amounts.Select(_ => 0m)];
        var bases = amounts.Zip(shares, (amount, share) => amount - share).Append(shippingAmount).ToList();
        var taxes = Taxes(rules, [.. lines, shipping], bases);

        var sums = bases.Select((amount, i) => rules.PricesIncludeTax ? (Net: amount - taxes[i], Tax: taxes[i]) : (Net: amount, Tax: taxes[i])).ToList();
        var voucher = rules.Timing == DiscountTiming.AfterTax ? Math.Min(discount, sums.Sum(s => s.Net + s.Tax)) : 0;
        return new OrderSums(
            [.. amounts.Select((amount, i) => new LineSums(amount, shares[i], sums[i].Net, sums[i].Tax))],
            new LineSums(shippingAmount, 0, sums[^1].Net, sums[^1].Tax),
            [.. lines.Append(shipping).Zip(sums).Where(s => s.Second.Net != 0 || s.Second.Tax != 0).GroupBy(s => s.First.TaxPercent).OrderByDescending(g => g.Key)
                .Select(g => new RateSums(g.Key, g.Sum(s => s.Second.Net), g.Sum(s => s.Second.Tax)))],
            voucher);
    }

    /// <summary>Parts of an amount by weight, each rounded, that together are exactly the amount.</summary>
    public static IReadOnlyList<decimal> Split(PricingRules rules, decimal amount, IReadOnlyList<decimal> weights)
    {
        var all = weights.Sum();
        var (seen, given) = (0m, 0m);
        var parts = new decimal[weights.Count];
        for (var i = 0; i < parts.Length && all != 0; i++)
        {
            seen += weights[i];
            var upToHere = seen == all ? amount : Round(rules, amount * seen / all);
            (parts[i], given) = (upToHere - given, upToHere);
        }

        return parts;
    }

    public static decimal TaxIn(PricingRules rules, decimal amount, decimal percent) =>
        Round(rules, rules.PricesIncludeTax ? amount * percent / (100 + percent) : amount * percent / 100);

    private static decimal AmountOf(PricingRules rules, PricedLine line)
    {
        var amount = Round(rules, line.Quantity * line.UnitPrice);
        return amount - Math.Min(Round(rules, line.Discount), amount);
    }

    private static List<decimal> Taxes(PricingRules rules, IReadOnlyList<PricedLine> lines, List<decimal> bases)
    {
        var taxes = lines.Select((l, i) => l.GivenTax is { } given ? Round(rules, given) : rules.Rounding == TaxRounding.PerLine ? TaxIn(rules, bases[i], l.TaxPercent) : 0).ToList();
        if (rules.Rounding == TaxRounding.PerLine)
            return taxes;

        foreach (var rate in Enumerable.Range(0, lines.Count).Where(i => lines[i].GivenTax is null).GroupBy(i => lines[i].TaxPercent))
        {
            var here = rate.ToList();
            var shares = Split(rules, TaxIn(rules, here.Sum(i => bases[i]), rate.Key), [.. here.Select(i => bases[i])]);
            for (var n = 0; n < here.Count; n++)
                taxes[here[n]] = shares[n];
        }

        return taxes;
    }

    private static decimal Round(PricingRules rules, decimal amount) => new Money(amount, rules.Currency).Rounded().Amount;
}
