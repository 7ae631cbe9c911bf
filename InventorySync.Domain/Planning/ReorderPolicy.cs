using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>From whom a variant can be had, for how much, and how long it takes.</summary>
public sealed record SupplyTerms
{
    public long? SupplierId { get; init; }

    public string Supplier { get; init; } = "";

    public double LeadDays { get; init; }

    /// <summary>Standard deviation of the days a delivery takes.</summary>
    public double LeadSpread { get; init; }

    /// <summary>Null where nobody may see it or nobody said it.</summary>
    public decimal? UnitCost { get; init; }

    public decimal MinimumQuantity { get; init; }

    public decimal Pack { get; init; } = 1;

    /// <summary>From a quantity on, another price.</summary>
    public IReadOnlyList<SupplyBreak> Breaks { get; init; } = [];

    public decimal? CostFor(decimal quantity) => Breaks.Where(b => b.From <= quantity).MaxBy(b => b.From)?.UnitCost ?? UnitCost;
}

public sealed record SupplyBreak(decimal From, decimal UnitCost);

/// <summary>How much may be missing and how often is ordered.</summary>
public sealed record ReorderTerms(double Service, int ReviewDays, int CoverDays)
{
    /// <summary>A threshold that people have set; it takes the place of the one that is computed.</summary>
    public decimal? FixedReorderPoint { get; init; }

    public decimal? FixedOrderUpTo { get; init; }

    public int? ShelfLifeDays { get; init; }

    /// <summary>A year, as a share of the goods' cost.</summary>
    public double HoldingCost { get; init; } = 0.2;

    public int Decimals { get; init; }
}

/// <summary>When to order, and up to how much.</summary>
public sealed record ReorderLevels(decimal ReorderPoint, decimal OrderUpTo, decimal SafetyStock, double DemandUntilDelivery);

/// <summary>
/// Reorder point and order-up-to level. The chance that goods are missing comes from the forecast's own distribution over the time until the
/// delivery after the next look, mixed over how long deliveries take. The point is the lowest at which the wanted share of the demand is served.
/// </summary>
public static class ReorderPolicy
{
    private const int Points = 160;
    private const int LongestLead = 365;

    // the point is passed at any time between two looks
    private static readonly double[] Looks = [1 / 6.0, 1 / 2.0, 5 / 6.0];

    // delivery times at their mean and √3 deviations around it, with the weights that keep mean and spread
    private static readonly (double Deviations, double Weight)[] LeadTimes = [(-1.7320508, 1 / 6.0), (0, 2 / 3.0), (1.7320508, 1 / 6.0)];

    public static ReorderLevels LevelsOf(ForecastContent forecast, DateOnly first, SupplyTerms supply, ReorderTerms terms)
    {
        var review = Math.Max(1, terms.ReviewDays);
        var usual = forecast.MeanOver(supply.LeadDays + review, first.DayOfWeek);
        var until = Demand.Of(forecast, first, supply, review);
        var beyond = Math.Max(0, forecast.MeanOver(supply.LeadDays + review + terms.CoverDays, first.DayOfWeek) - usual);
        // an order brings back what was sold since the point was passed, half the time between two looks on average
        var lot = Math.Max(beyond + forecast.MeanOver(review, first.DayOfWeek) / 2, (double)Math.Max(supply.MinimumQuantity, supply.Pack));
        var point = terms.FixedReorderPoint ?? Whole(PointFor(until, lot, terms.Service), terms.Decimals);
        var upTo = terms.FixedOrderUpTo is { } wanted ? Math.Max(wanted, point) : point + Whole(beyond, terms.Decimals);
        if (terms.FixedOrderUpTo is null && usual > 0)
            upTo = Math.Max(upTo, point + (terms.Decimals == 0 ? 1 : 0));
        return new ReorderLevels(point, upTo, Math.Max(0, point - Whole(usual, terms.Decimals)), usual);
    }

    /// <summary>The lowest point at which no more than the allowed share of a lot is missing while it is awaited.</summary>
    private static double PointFor(Demand until, double lot, double service)
    {
        if (until.Mean <= 0)
            return 0;
        var allowed = (1 - service) * Math.Max(lot, 1e-9);
        var (low, high) = (0.0, Math.Max(until.Most, 1));
        if (until.Above(low) <= allowed)
            return 0;
        for (var halved = 0; halved < 40; halved++)
        {
            var middle = (low + high) / 2;
            if (until.Above(middle) <= allowed)
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static decimal Whole(double quantity, int decimals)
    {
        var factor = (decimal)Math.Pow(10, decimals);
        return Math.Ceiling((decimal)Math.Round(Math.Min(quantity, 1e12), 6) * factor) / factor;
    }

    /// <summary>Demand until a delivery, by equally likely points.</summary>
    private sealed class Demand
    {
        private readonly (double Quantity, double Weight)[] _points;

        private Demand((double, double)[] points) => _points = points;

        public double Mean => _points.Sum(p => p.Quantity * p.Weight);

        public double Most => _points.Max(p => p.Quantity);

        public double Above(double quantity) => _points.Sum(p => Math.Max(0, p.Quantity - quantity) * p.Weight);

        public static Demand Of(ForecastContent forecast, DateOnly first, SupplyTerms supply, double review)
        {
            var leads = supply.LeadSpread > 0 ? LeadTimes : [(0, 1)];
            return new Demand(
            [
                .. from lead in leads
                   let days = Math.Clamp(supply.LeadDays + lead.Deviations * supply.LeadSpread, 0, LongestLead)
                   from look in Looks
                   from point in PointsOf(forecast.Over(days + Math.Max(1, review * look), first.DayOfWeek), lead.Weight / Looks.Length)
                   select point,
            ]);
        }

        private static IEnumerable<(double, double)> PointsOf(DemandDistribution demand, double weight) =>
            Enumerable.Range(0, Points).Select(i => (demand.Quantile((i + 0.5) / Points), weight / Points));
    }
}
