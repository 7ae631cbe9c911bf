namespace InventorySync.Domain.Stock;

/// <summary>How much of one variant is wanted, summed over all lines that want it.</summary>
public sealed record Demand(long VariantId, decimal Quantity);

/// <summary>What a location could give of a variant. A lower rank is asked first: by distance or by priority.</summary>
public sealed record Supply(StockKey Key, decimal Available, int Rank);

public sealed record Allocated(StockKey Key, decimal Quantity);

/// <summary>Chooses the locations that serve an order: one that has everything, else by rank, else split.</summary>
public static class Sourcing
{
    public static IReadOnlyList<Allocated> Choose(IReadOnlyList<Demand> demands, IReadOnlyList<Supply> supplies)
    {
        var ranked = supplies.Where(s => s.Available > 0).OrderBy(s => s.Rank).ThenBy(s => s.Key.LocationId).ToList();
        var whole = ranked.Select(s => s.Key.LocationId).Distinct().FirstOrDefault(location => ServesAll(location, demands, ranked));
        var order = whole == 0 ? ranked : [.. ranked.Where(s => s.Key.LocationId == whole)];
        return [.. demands.SelectMany(demand => Take(demand, order))];
    }

    private static bool ServesAll(long location, IReadOnlyList<Demand> demands, List<Supply> supplies) =>
        demands.All(d => supplies.Any(s => s.Key == new StockKey(d.VariantId, location) && s.Available >= d.Quantity));

    private static IEnumerable<Allocated> Take(Demand demand, IEnumerable<Supply> supplies)
    {
        var missing = demand.Quantity;
        foreach (var supply in supplies.Where(s => s.Key.VariantId == demand.VariantId))
        {
            if (missing <= 0)
                yield break;

            var taken = Math.Min(missing, supply.Available);
            missing -= taken;
            yield return new Allocated(supply.Key, taken);
        }
    }
}
