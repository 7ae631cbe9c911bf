namespace InventorySync.Domain.Planning;

/// <summary>Units that will come, and when.</summary>
public sealed record Arrival(DateOnly On, decimal Quantity);

/// <summary>Expected stock of one day: with what is on its way, and with the suggested order too.</summary>
public sealed record OutlookDay(DateOnly Day, decimal Without, decimal With, decimal AtWorst);

/// <summary>Plays the coming days: what is sold goes, what is ordered comes.</summary>
public static class StockOutlook
{
    public const int Longest = 182;

    /// <summary>Days until the shelf is empty when nothing more comes; the longest when it lasts for half a year.</summary>
    public static int DaysLeft(decimal available, ForecastContent forecast, DateOnly today)
    {
        var left = (double)available;
        for (var day = 0; day < Longest; day++)
        {
            if (left <= 0)
                return day;
            left -= forecast.OnDay(day, today.DayOfWeek);
            if (left < -1e-9)
                return day;
        }

        return Longest;
    }

    /// <summary>The same with what is on its way.</summary>
    public static int DaysLeft(decimal available, ForecastContent forecast, DateOnly today, IReadOnlyList<Arrival> arrivals)
    {
        var left = (double)available;
        for (var day = 0; day < Longest; day++)
        {
            left += (double)arrivals.Where(a => a.On == today.AddDays(day) || (day == 0 && a.On < today)).Sum(a => a.Quantity);
            if (left <= 0 && forecast.OnDay(day, today.DayOfWeek) > 0)
                return day;
            left -= forecast.OnDay(day, today.DayOfWeek);
        }

        return Longest;
    }

    /// <summary>Day by day; never below nothing, for what is not there is not sold. At worst: demand at the upper end of its 80 % band, without the order.</summary>
    public static IReadOnlyList<OutlookDay> Of(decimal available, ForecastContent forecast, DateOnly today, IReadOnlyList<Arrival> arrivals, Arrival? order, int days)
    {
        var (without, with, worst) = ((double)available, (double)available, (double)available);
        var outlook = new List<OutlookDay>(days);
        for (var day = 0; day < days; day++)
        {
            var on = today.AddDays(day);
            var comes = (double)arrivals.Where(a => a.On == on || (day == 0 && a.On < today)).Sum(a => a.Quantity);
            var ordered = order is not null && order.On == on ? (double)order.Quantity : 0;
            var sold = forecast.OnDay(day, today.DayOfWeek);
            var week = Math.Min(day / 7, forecast.Mean.Count - 1);
            var much = week >= 0 && forecast.Mean[week] > 0 ? sold * forecast.High80[week] / forecast.Mean[week] : sold;
            (without, with, worst) = (Left(without + comes, sold), Left(with + comes + ordered, sold), Left(worst + comes, much));
            outlook.Add(new OutlookDay(on, Shown(without), Shown(with), Shown(worst)));
        }

        return outlook;
    }

    // stock that is already below zero stays so until something comes
    private static double Left(double there, double sold) => there <= 0 ? there : Math.Max(0, there - sold);

    private static decimal Shown(double quantity) => Math.Round((decimal)quantity, 1);
}
