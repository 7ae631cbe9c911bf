namespace InventorySync.Domain.Purchasing;

/// <summary>What a line of a receipt weighs in the spread of costs.</summary>
public sealed record SpreadLine(decimal Value, decimal Quantity, decimal Weight);

/// <summary>Spreads costs over the lines of a receipt, in whole cents: what is left over by rounding goes to the lines that lost most, so that the parts are the whole.</summary>
public static class LandedSpread
{
    public static IReadOnlyList<decimal> Of(decimal amount, CostSpread by, IReadOnlyList<SpreadLine> lines, int decimals = 2)
    {
        if (lines.Count == 0)
            throw new BusinessRuleException("Costs are spread over goods that were accepted. Nothing was.");
        if (amount < 0)
            return [.. Of(-amount, by, lines, decimals).Select(p => -p)]; // a credit takes off what the bill put on

        var shares = SharesOf(by, lines);
        var total = shares.Sum();
        var cent = Power(decimals);
        var (cents, fine) = (Math.Floor(amount * cent), amount - (Math.Floor(amount * cent) / cent));
        var exact = shares.Select(s => cents * s / total).ToList();
        var parts = exact.Select(Math.Floor).ToList();
        var left = (int)(cents - parts.Sum());
        foreach (var index in Enumerable.Range(0, lines.Count).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).Take(left))
            parts[index]++;
        var spread = parts.Select(p => p / cent).ToList();
        // an amount finer than a cent: its end goes with the largest share
        spread[shares.IndexOf(shares.Max())] += fine;
        return spread;
    }

    // goods without a weight or a price still came with the others: then by how many they are
    private static List<decimal> SharesOf(CostSpread by, IReadOnlyList<SpreadLine> lines)
    {
        var shares = lines.Select(l => by switch
        {
            CostSpread.ByValue => l.Value,
            CostSpread.ByWeight => l.Weight,
            _ => l.Quantity,
        }).ToList();
        if (shares.Sum() == 0)
            shares = [.. lines.Select(l => l.Quantity)];
        return shares.Sum() == 0 ? [.. lines.Select(_ => 1m)] : shares;
    }

    private static decimal Power(int decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++)
            power *= 10;
        return power;
    }
}
