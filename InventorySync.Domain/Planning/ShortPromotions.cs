namespace InventorySync.Domain.Planning;

/// <summary>
/// By how much a day on promotion multiplies demand: what was sold on such days against what their weekday usually sells around them.
/// All promotions of a variant teach it, the long ones too.
/// </summary>
public sealed record PromotionDays(double Sold, double Usual, int Days)
{
    /// <summary>From so many days on a variant is believed without asking its category.</summary>
    public const int Enough = 6;

    private const double DoubtInDays = 2;
    private const double Lowest = 0.1;
    private const double Highest = 20;
    private const int Around = 56;

    public static PromotionDays None { get; } = new(0, 0, 0);

    public static PromotionDays Of(IEnumerable<DemandDay> days, DateOnly today, Func<DateOnly, bool>? promoted)
    {
        var byDay = days.Where(d => d.Day < today).GroupBy(d => d.Day).ToDictionary(g => g.Key, g => (Wanted: g.Sum(d => d.Wanted), Empty: g.All(d => d.OutOfStock)));
        if (promoted is null || !byDay.Values.Any(d => d.Wanted > 0))
            return None;

        var first = byDay.Where(d => d.Value.Wanted > 0).Min(d => d.Key);
        var all = Enumerable.Range(0, today.DayNumber - first.DayNumber).Select(first.AddDays).ToList();
        var marks = all.Select(promoted).ToArray();
        if (!marks.Contains(true))
            return None;
        var seen = all.Select(d => byDay.GetValueOrDefault(d)).ToList();
        var weekdays = WeekdaysOf(all, marks, seen);
        var (sold, usual, count) = (0.0, 0.0, 0);
        for (var t = 0; t < all.Count; t++)
        {
            if (!marks[t] || seen[t].Empty || UsualOn(t, all, marks, seen, weekdays) is not (> 0 and var expected))
                continue;
            (sold, usual, count) = (sold + seen[t].Wanted, usual + expected, count + 1);
        }

        return count == 0 ? None : new PromotionDays(sold, usual, count);
    }

    public static PromotionDays operator +(PromotionDays left, PromotionDays right) => new(left.Sold + right.Sold, left.Usual + right.Usual, left.Days + right.Days);

    /// <summary>The factor; few days are held towards what the category's promotions do, and those towards nothing at all.</summary>
    public double Factor(PromotionDays? category = null)
    {
        var others = category is { Days: > 0 } ? category.Factor() : 1;
        if (Days == 0 || Usual <= 0)
            return others;
        var doubt = DoubtInDays * Usual / Days;
        return Math.Clamp((Sold + doubt * others) / (Usual + doubt), Lowest, Highest);
    }

    // The weekdays of unmarked days against their average, held a little towards an even week.
    private static double[] WeekdaysOf(List<DateOnly> all, bool[] marks, List<(double Wanted, bool Empty)> seen)
    {
        var (sums, counts) = (new double[7], new double[7]);
        for (var t = 0; t < all.Count; t++)
        {
            if (marks[t] || seen[t].Empty)
                continue;
            sums[(int)all[t].DayOfWeek] += seen[t].Wanted;
            counts[(int)all[t].DayOfWeek]++;
        }

        var mean = counts.Sum() > 0 ? sums.Sum() / counts.Sum() : 0;
        return [.. Enumerable.Range(0, 7).Select(d => mean > 0 ? (sums[d] + 2 * mean) / ((counts[d] + 2) * mean) : 1)];
    }

    private static double UsualOn(int t, List<DateOnly> all, bool[] marks, List<(double Wanted, bool Empty)> seen, double[] weekdays)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var near = Math.Max(0, t - Around); near < Math.Min(all.Count, t + Around + 1); near++)
        {
            if (marks[near] || seen[near].Empty)
                continue;
            sum += seen[near].Wanted;
            weight += weekdays[(int)all[near].DayOfWeek];
        }

        return weight > 0 ? sum / weight * weekdays[(int)all[t].DayOfWeek] : 0;
    }
}

/// <summary>Promotions of a day or two: too short to mark a week, so their extra is taken out of their days and put onto the days planned.</summary>
public sealed class ShortPromotions(Func<DateOnly, bool> promoted, double factor)
{
    private const int Longest = 2;

    public double Factor => factor;

    /// <summary>Whether the day belongs to a promotion of one or two days.</summary>
    public static bool IsShort(Func<DateOnly, bool> promoted, DateOnly day)
    {
        if (!promoted(day))
            return false;
        var length = 1;
        for (var back = day.AddDays(-1); length <= Longest && promoted(back); back = back.AddDays(-1))
            length++;
        for (var next = day.AddDays(1); length <= Longest && promoted(next); next = next.AddDays(1))
            length++;
        return length <= Longest;
    }

    public static bool AnyBetween(Func<DateOnly, bool> promoted, DateOnly from, DateOnly until)
    {
        for (var day = from; day < until; day = day.AddDays(1))
        {
            if (IsShort(promoted, day))
                return true;
        }

        return false;
    }

    /// <summary>The days as they would have been without short promotions. Days of a week that is marked as a whole stay: the week's effect has them.</summary>
    public IReadOnlyCollection<DemandDay> Without(IReadOnlyCollection<DemandDay> days, DateOnly today) =>
    [
        .. days.Select(d => IsSingle(d.Day, today) ? d with { Wanted = Plain(d.Wanted) } : d),
    ];

    /// <summary>How many times its usual demand each coming week will have.</summary>
    public IReadOnlyList<double> Lifts(DateOnly today, int weeks, IReadOnlyList<double> weekdays) =>
        [.. Enumerable.Range(0, weeks).Select(w => 1 + (factor - 1) * Enumerable.Range(7 * w, 7).Select(today.AddDays).Where(d => IsSingle(d, today)).Sum(d => weekdays[(int)d.DayOfWeek]))];

    internal ForecastContent OnTop(ForecastContent plain, DateOnly today)
    {
        var planned = Enumerable.Range(0, 7 * plain.Mean.Count).Count(d => IsSingle(today.AddDays(d), today));
        return plain.Lifted(Lifts(today, plain.Mean.Count, plain.Weekdays), factor, planned);
    }

    // Weeks end the day before today, those behind and those ahead.
    private bool IsSingle(DateOnly day, DateOnly today)
    {
        if (!IsShort(promoted, day))
            return false;
        var week = today.AddDays((int)Math.Floor((day.DayNumber - today.DayNumber) / 7.0) * 7);
        return WeeklyDemand.Marked(promoted, week, 1) is null;
    }

    // pieces stay pieces
    private double Plain(double wanted) => wanted == Math.Round(wanted) ? Math.Round(wanted / factor) : wanted / factor;
}
