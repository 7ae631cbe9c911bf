namespace InventorySync.Domain.Planning;

/// <summary>How much to order of a variant, what it costs, and why it is not simply what is missing.</summary>
public sealed record OrderQuantity(decimal Quantity, decimal? UnitCost, IReadOnlyList<Sentence> Reasons)
{
    public static readonly OrderQuantity None = new(0, null, []);

    private const int DaysOfYear = 365;

    /// <summary>What brings the position up to the level: whole packs, at least what the supplier sells, more where a lower price is worth it,
    /// and never more than is sold while it is good. Position is what is free and what is on its way.</summary>
    public static OrderQuantity Of(decimal position, ReorderLevels levels, SupplyTerms supply, ReorderTerms terms, double demandADay)
    {
        if (position > levels.ReorderPoint || position >= levels.OrderUpTo)
            return None;

        var reasons = new List<Sentence>();
        var wanted = levels.OrderUpTo - position;
        var quantity = InPacks(Math.Max(wanted, supply.MinimumQuantity), supply.Pack, terms.Decimals);
        if (supply.MinimumQuantity > wanted)
            reasons.Add(new Sentence("{0} are missing, but at least {1} must be ordered.", wanted, supply.MinimumQuantity));
        else if (quantity > wanted)
            reasons.Add(new Sentence("{0} are missing; whole packs of {1} make it {2}.", wanted, supply.Pack, quantity));
        if (Cheaper(quantity, supply, terms, demandADay) is var (more, cost, saved))
        {
            reasons.Add(new Sentence("From {0} on one costs {1}: {2} saved, even with the longer storage.", more, cost, Math.Round(saved, 2)));
            quantity = InPacks(more, supply.Pack, terms.Decimals);
        }

        if (terms.ShelfLifeDays is { } good)
            quantity = WhileGood(quantity, position, good, demandADay, supply, terms, reasons);
        return quantity <= 0 ? new OrderQuantity(0, null, reasons) : new OrderQuantity(quantity, supply.CostFor(quantity), reasons);
    }

    public static decimal InPacks(decimal quantity, decimal pack, int decimals)
    {
        var factor = (decimal)Math.Pow(10, decimals);
        var counted = Math.Ceiling(quantity * factor) / factor;
        return pack <= 0 ? counted : Math.Ceiling(counted / pack) * pack;
    }

    // The dearest part of a larger lot is that it lies longer: half of what is more, for the time until it is sold.
    private static (decimal From, decimal Cost, decimal Saved)? Cheaper(decimal quantity, SupplyTerms supply, ReorderTerms terms, double demandADay)
    {
        if (supply.CostFor(quantity) is not { } now || demandADay <= 0)
            return null;
        (decimal, decimal, decimal)? best = null;
        foreach (var step in supply.Breaks.Where(b => b.From > quantity && b.UnitCost < now).OrderBy(b => b.From))
        {
            var large = InPacks(step.From, supply.Pack, terms.Decimals);
            var longer = (double)(large - quantity) / demandADay;
            // nobody foresees further than half a year
            if (longer > StockOutlook.Longest)
                break;
            // the price is saved on what was wanted, and on what is bought ahead of its time
            var saved = large * (now - step.UnitCost);
            var stored = (large - quantity) * step.UnitCost * (decimal)(terms.HoldingCost * ((double)quantity / demandADay + longer / 2) / DaysOfYear);
            if (saved > stored && saved - stored > (best?.Item3 ?? 0))
                best = (step.From, step.UnitCost, saved - stored);
        }

        return best;
    }

    private static decimal WhileGood(decimal quantity, decimal position, int good, double demandADay, SupplyTerms supply, ReorderTerms terms, List<Sentence> reasons)
    {
        var sold = (decimal)(demandADay * good) - Math.Max(0, position);
        if (quantity <= sold)
            return quantity;

        var pack = supply.Pack > 0 ? supply.Pack : 1;
        var most = Math.Max(0, Math.Floor(sold / pack) * pack);
        if (most < supply.MinimumQuantity || most <= 0)
        {
            reasons.Add(new Sentence("Even the smallest order would outlast its shelf life of {0} days; decide yourself.", good));
            return position <= 0 && demandADay > 0 ? InPacks(Math.Max(supply.MinimumQuantity, 0.001m), pack, terms.Decimals) : 0;
        }

        reasons.Add(new Sentence("No more than is sold within its shelf life of {0} days.", good));
        return most;
    }
}
