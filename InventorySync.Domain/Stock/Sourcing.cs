namespace InventorySync.Domain.Stock;

/// <summary>How much of one variant is wanted, summed over all lines that want it. A kit brings the parts it can be made of.</summary>
public sealed record Demand(long VariantId, decimal Quantity)
{
    /// <summary>The only location it may come from.</summary>
    public long? LocationId { get; init; }

    public IReadOnlyList<PartOfKit> Parts { get; init; } = [];

    /// <summary>A service or a download: there is always enough, and nothing is held.</summary>
    public bool Uncounted { get; init; }
}

public sealed record PartOfKit(long VariantId, decimal Quantity);

/// <summary>What a location could give of a variant. A lower rank is asked first: by distance or by priority.</summary>
public sealed record Supply(StockKey Key, decimal Available, int Rank)
{
    /// <summary>Whether it serves whoever names no location.</summary>
    public bool Serves { get; init; } = true;
}

/// <summary>Units to be held, and for which kit where they are parts of one.</summary>
public sealed record Allocated(StockKey Key, decimal Quantity)
{
    public long? KitVariantId { get; init; }
}

/// <summary>What is to be held, and how much of each demand that fulfils.</summary>
public sealed record SourcingPlan(IReadOnlyList<Allocated> Allocated, IReadOnlyList<decimal> Fulfilled);

/// <summary>Chooses the locations that serve an order: one that has everything, else by rank, else split. Kits are taken assembled as far as they are, then in parts.</summary>
public static class Sourcing
{
    public static SourcingPlan Choose(IReadOnlyList<Demand> demands, IReadOnlyList<Supply> supplies)
    {
        var ranked = supplies.Where(s => s.Available > 0).OrderBy(s => s.Rank).ThenBy(s => s.Key.LocationId).ToList();
        var serving = ranked.Where(s => s.Serves).Select(s => s.Key.LocationId).Distinct().ToList();
        foreach (var location in serving)
        {
            var alone = Take(demands, ranked, [location]);
            if (demands.Select((d, i) => alone.Fulfilled[i] == d.Quantity).All(full => full))
                return alone;
        }

        return Take(demands, ranked, serving);
    }

    // Named locations first: nobody else may take from a line the only place it can come from.
    private static SourcingPlan Take(IReadOnlyList<Demand> demands, List<Supply> ranked, IReadOnlyList<long> serving)
    {
        var shelf = new Shelf(ranked);
        var fulfilled = new decimal[demands.Count];
        foreach (var i in Enumerable.Range(0, demands.Count).OrderBy(i => demands[i].LocationId is null))
            fulfilled[i] = shelf.Take(demands[i], demands[i].LocationId is { } named ? [named] : serving);
        return new SourcingPlan(shelf.Taken, fulfilled);
    }

    private sealed class Shelf(List<Supply> ranked)
    {
        private readonly Dictionary<StockKey, decimal> _left = ranked.ToDictionary(s => s.Key, s => s.Available);

        public List<Allocated> Taken { get; } = [];

        public decimal Take(Demand demand, IReadOnlyList<long> locations)
        {
            if (demand.Uncounted)
                return demand.Quantity;

            var taken = Take(demand.VariantId, demand.Quantity, locations, kit: null);
            if (demand.Parts.Count == 0 || taken == demand.Quantity)
                return taken;

            var fromParts = Math.Min(Math.Floor(demand.Quantity - taken), demand.Parts.Min(p => Math.Floor(Left(p.VariantId, locations) / p.Quantity)));
            foreach (var part in fromParts > 0 ? demand.Parts : [])
                Take(part.VariantId, fromParts * part.Quantity, locations, demand.VariantId);
            return taken + Math.Max(0, fromParts);
        }

        private decimal Take(long variantId, decimal wanted, IReadOnlyList<long> locations, long? kit)
        {
            var missing = wanted;
            foreach (var key in locations.Select(l => new StockKey(variantId, l)))
            {
                var taken = Math.Min(missing, _left.GetValueOrDefault(key));
                if (taken <= 0)
                    continue;

                _left[key] -= taken;
                missing -= taken;
                Taken.Add(new Allocated(key, taken) { KitVariantId = kit });
            }

            return wanted - missing;
        }

        private decimal Left(long variantId, IReadOnlyList<long> locations) => locations.Sum(l => _left.GetValueOrDefault(new StockKey(variantId, l)));
    }
}
