using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>One day at one place, as it is read for a forecast.</summary>
public readonly record struct DemandDay(long LocationId, DateOnly Day, double Wanted, bool OutOfStock);

/// <summary>
/// Weeks made of days, the last of them ending yesterday. Where a shelf was empty on some days of a week, the other days say what would have
/// been sold; where it was empty all week, the engine is told so. What all places sell is one demand.
/// </summary>
public sealed record WeeklyDemand
{
    public const int MostWeeks = 156;

    private const int WeekdayDays = 182;

    public required DemandSeries Series { get; init; }

    /// <summary>Share of each weekday of a week's demand, Sunday first; the days of the last half year say it.</summary>
    public required IReadOnlyList<double> Weekdays { get; init; }

    /// <summary>Units a week that were really sold in the last year, for its worth.</summary>
    public required double SoldInYear { get; init; }

    public static WeeklyDemand Of(IReadOnlyCollection<DemandDay> days, DateOnly today, Func<DateOnly, bool>? promoted = null, Func<DateOnly, bool>? holiday = null)
    {
        var known = days.Where(d => d.Day < today).ToList();
        var first = known.Where(d => d.Wanted > 0).Select(d => d.Day).DefaultIfEmpty(today).Min();
        var weeks = Math.Min(MostWeeks, (today.DayNumber - first.DayNumber + 6) / 7);
        var weekdays = WeekdaysOf(known, today);
        var (values, empty) = (new double[weeks], new bool[weeks]);
        Array.Fill(empty, weeks > 0);
        foreach (var place in known.GroupBy(d => d.LocationId).Where(p => p.Any(d => d.Wanted > 0)))
            Add(place, today, weekdays, values, empty);

        var start = today.AddDays(-7 * weeks);
        return new WeeklyDemand
        {
            Series = new DemandSeries
            {
                Values = values,
                Period = DemandPeriod.Week,
                Start = start,
                OutOfStock = empty.Any(e => e) ? empty : null,
                Promotions = Marked(promoted, start, weeks),
                Holidays = Marked(holiday, start, weeks),
            },
            Weekdays = weekdays,
            SoldInYear = YearOf(known, today),
        };
    }

    internal static double YearOf(IEnumerable<DemandDay> days, DateOnly today) => days.Where(d => d.Day >= today.AddDays(-365) && d.Day < today).Sum(d => d.Wanted);

    /// <summary>Weeks of which at least three days are marked; null where none is.</summary>
    public static IReadOnlyList<bool>? Marked(Func<DateOnly, bool>? isMarked, DateOnly start, int weeks, int least = 3)
    {
        if (isMarked is null)
            return null;
        var marks = Enumerable.Range(0, weeks).Select(w => Enumerable.Range(0, 7).Count(d => isMarked(start.AddDays(7 * w + d))) >= least).ToArray();
        return marks.Any(m => m) ? marks : null;
    }

    private static void Add(IEnumerable<DemandDay> place, DateOnly today, double[] weekdays, double[] values, bool[] empty)
    {
        var (sold, seen) = (new double[values.Length], new double[values.Length]);
        Array.Fill(seen, 1);
        foreach (var day in place)
        {
            var week = values.Length - 1 - (today.DayNumber - 1 - day.Day.DayNumber) / 7;
            if (week < 0)
                continue;
            sold[week] += day.Wanted;
            if (day.OutOfStock)
                seen[week] -= weekdays[(int)day.Day.DayOfWeek];
        }

        for (var week = 0; week < values.Length; week++)
        {
            // the days with goods on the shelf must say enough of the week to speak for the others
            var speaks = seen[week] >= 0.4;
            values[week] += speaks && sold[week] > 0 ? Math.Max(sold[week], Math.Round(sold[week] / Math.Min(1, seen[week]))) : sold[week];
            empty[week] &= !speaks;
        }
    }

    private static double[] WeekdaysOf(List<DemandDay> days, DateOnly today)
    {
        var sums = new double[7];
        foreach (var day in days.Where(d => d.Day >= today.AddDays(-WeekdayDays) && !d.OutOfStock && d.Wanted > 0))
            sums[(int)day.Day.DayOfWeek] += day.Wanted;
        // an even week counts as much as twenty units, so that a handful of sales makes no pattern
        const double Even = 20;
        var total = sums.Sum() + Even;
        return [.. sums.Select(s => (s + Even / 7) / total)];
    }
}
