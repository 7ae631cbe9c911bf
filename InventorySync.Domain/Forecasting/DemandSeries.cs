namespace InventorySync.Domain.Forecasting;

public enum DemandPeriod { Day, Week, Month }

/// <summary>What was wanted of one variant, step by step; a step without a reading (closed, not counted) is NaN.</summary>
public sealed record DemandSeries
{
    public required IReadOnlyList<double> Values { get; init; }

    public DemandPeriod Period { get; init; } = DemandPeriod.Day;

    /// <summary>Day of the first step; weekday names and yearly seasons of daily demand need it.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Steps with a promotion; null when none is known.</summary>
    public IReadOnlyList<bool>? Promotions { get; init; }

    /// <summary>Steps with a holiday that moves demand; null when none is known.</summary>
    public IReadOnlyList<bool>? Holidays { get; init; }

    /// <summary>Steps on which the shelf was empty: what was sold then is the least that was wanted.</summary>
    public IReadOnlyList<bool>? OutOfStock { get; init; }
}

/// <summary>What is to be foreseen.</summary>
public sealed record ForecastRequest
{
    public required int Horizon { get; init; }

    /// <summary>Promotions planned for the coming steps; null when nothing is planned or known.</summary>
    public IReadOnlyList<bool>? PlannedPromotions { get; init; }

    public IReadOnlyList<bool>? PlannedHolidays { get; init; }

    /// <summary>Season lengths worth looking for; null takes the calendar's: 7 days, 52 weeks, 12 months.</summary>
    public IReadOnlyList<int>? Seasons { get; init; }

    /// <summary>Demand of the category's other variants, each from its first day on sale: what a new product borrows from.</summary>
    public IReadOnlyList<DemandSeries> Siblings { get; init; } = [];

    /// <summary>How the category's other variants sell through the year: for weeks that are too few, or sell too little, to tell their own season.</summary>
    internal YearPattern? CategoryYear { get; init; }

    internal IReadOnlyList<int> SeasonsOf(DemandPeriod period) => Seasons ?? period switch
    {
        DemandPeriod.Day => [7],
        DemandPeriod.Week => [52],
        _ => [12],
    };
}
