namespace InventorySync.Domain.Planning;

/// <summary>What the shop has of a variant and what is on its way.</summary>
public sealed record StockPosition(decimal Available, IReadOnlyList<Arrival> Arrivals)
{
    public decimal Together => Available + Arrivals.Sum(a => a.Quantity);
}

/// <summary>Whether, when and how much to order, worked out from figures alone.</summary>
public sealed record ReorderAdvice
{
    /// <summary>What will hardly be sold within half a year is not bought again by itself.</summary>
    private const double HardlySold = 0.5;

    public required SalesClass Class { get; init; }

    public required double Service { get; init; }

    public required SupplyTerms Supply { get; init; }

    public required ReorderLevels Levels { get; init; }

    public required OrderQuantity Order { get; init; }

    public required decimal Available { get; init; }

    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    public required double DemandADay { get; init; }

    public required int DaysLeft { get; init; }

    /// <summary>Days until the position falls to the reorder point; null when it does not within half a year.</summary>
    public required int? OrderIn { get; init; }

    public required Urgency Urgency { get; init; }

    public required bool Fixed { get; init; }

    public required IReadOnlyList<Sentence> Reasons { get; init; }

    public static ReorderAdvice Of(ForecastContent forecast, DateOnly today, StockPosition stock, SupplyTerms supply, ReorderTerms terms, SalesClass sales, bool buyable = true)
    {
        var halfYear = forecast.MeanOver(StockOutlook.Longest, today.DayOfWeek);
        var hardly = halfYear < HardlySold && terms.FixedReorderPoint is null;
        var levels = hardly ? new ReorderLevels(0, 0, 0, 0) : ReorderPolicy.LevelsOf(forecast, today, supply, terms);
        var demand = DemandOf(forecast, today, supply, terms, halfYear);
        var order = buyable && !hardly ? OrderQuantity.Of(stock.Together, levels, supply, terms, demand) : OrderQuantity.None;
        var left = StockOutlook.DaysLeft(stock.Available, forecast, today, stock.Arrivals);
        return new ReorderAdvice
        {
            Class = sales,
            Service = terms.Service,
            Supply = supply,
            Levels = levels,
            Order = order,
            Available = stock.Available,
            Arrivals = stock.Arrivals,
            DemandADay = demand,
            DaysLeft = left,
            OrderIn = buyable && !hardly ? OrderInOf(stock.Together, levels, forecast, today) : null,
            Urgency = UrgencyOf(stock, levels, order, left, supply, terms, demand),
            Fixed = terms.FixedReorderPoint is not null,
            Reasons = ReasonsOf(stock, levels, order, left, supply, terms, demand, sales, hardly, buyable),
        };
    }

    private static double DemandOf(ForecastContent forecast, DateOnly today, SupplyTerms supply, ReorderTerms terms, double halfYear)
    {
        var days = supply.LeadDays + Math.Max(1, terms.ReviewDays) + terms.CoverDays;
        return days >= StockOutlook.Longest ? halfYear / StockOutlook.Longest : forecast.MeanOver(days, today.DayOfWeek) / days;
    }

    private static int? OrderInOf(decimal position, ReorderLevels levels, ForecastContent forecast, DateOnly today)
    {
        var left = (double)position;
        for (var day = 0; day < StockOutlook.Longest; day++)
        {
            if (left <= (double)levels.ReorderPoint && (levels.OrderUpTo > position || day > 0))
                return day;
            left -= forecast.OnDay(day, today.DayOfWeek);
        }

        return null;
    }

    private static Urgency UrgencyOf(StockPosition stock, ReorderLevels levels, OrderQuantity order, int left, SupplyTerms supply, ReorderTerms terms, double demand)
    {
        if (order.Quantity <= 0)
            return Urgency.Low;
        if (stock.Available < 0 || (demand > 0 && left < Math.Max(1, supply.LeadDays)))
            return Urgency.Critical;
        return demand > 0 && left < supply.LeadDays + Math.Max(1, terms.ReviewDays) / 2.0 ? Urgency.High : Urgency.Medium;
    }

    private static List<Sentence> ReasonsOf(StockPosition stock, ReorderLevels levels, OrderQuantity order, int left, SupplyTerms supply, ReorderTerms terms, double demand, SalesClass sales, bool hardly, bool buyable)
    {
        var reasons = new List<Sentence>();
        if (!buyable)
            reasons.Add("It is not sold actively, so it is not bought again.");
        if (hardly)
            reasons.Add("Hardly any is expected to be sold within half a year, so nothing is bought by itself.");
        else if (stock.Available <= 0)
            reasons.Add(new Sentence("Nothing is left; about {0} are sold a week.", Weekly(demand)));
        else if (left >= StockOutlook.Longest)
            reasons.Add(new Sentence("About {0} are sold a week; {1} are left, enough for half a year and more.", Weekly(demand), stock.Available));
        else
            reasons.Add(new Sentence("About {0} are sold a week; {1} are left, enough for {2} days.", Weekly(demand), stock.Available, left));
        if (stock.Arrivals.Count > 0)
            reasons.Add(new Sentence("{0} are on their way, the first on {1}.", stock.Arrivals.Sum(a => a.Quantity), stock.Arrivals.Min(a => a.On)));
        if (hardly)
            return reasons;

        reasons.Add(supply.Supplier.Length > 0
            ? new Sentence("{0} delivers in {1} days, give or take {2}.", supply.Supplier, Days(supply.LeadDays), Days(supply.LeadSpread))
            : new Sentence("No supplier offers it; {0} days for a delivery are assumed.", Days(supply.LeadDays)));
        reasons.Add(terms.FixedReorderPoint is not null
            ? new Sentence("You have set to order at {0}.", levels.ReorderPoint)
            : new Sentence("Class {0} is to be served to {1} %: order at {2}, {3} of them for safety.", sales, Math.Round((decimal)(100 * terms.Service), 1), levels.ReorderPoint, levels.SafetyStock));
        reasons.AddRange(order.Reasons);
        if (order.Quantity > 0)
            reasons.Add(new Sentence("{0} bring it up to {1}.", order.Quantity, stock.Together + order.Quantity));
        return reasons;
    }

    private static decimal Weekly(double demand) => demand * 7 >= 10 ? Math.Round((decimal)demand * 7) : Math.Round((decimal)demand * 7, 1);

    private static decimal Days(double days) => Math.Round((decimal)days, 1);
}
