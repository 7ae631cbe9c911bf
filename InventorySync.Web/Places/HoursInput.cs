using InventorySync.Domain.Places;

namespace InventorySync.Web.Places;

/// <summary>One stretch of opening as it is typed; either end may still be empty.</summary>
public sealed class PeriodInput
{
    public TimeOnly? From { get; set; }

    public TimeOnly? To { get; set; }
}

/// <summary>The opening hours of one day as they are typed. No stretch means closed.</summary>
public sealed class DayInput
{
    public List<PeriodInput> Periods { get; } = [];
}

/// <summary>A week of opening hours in a form; each day is a field of its own, so that a refusal stands where it belongs.</summary>
public sealed class HoursInput
{
    public DayInput Monday { get; set; } = new();

    public DayInput Tuesday { get; set; } = new();

    public DayInput Wednesday { get; set; } = new();

    public DayInput Thursday { get; set; } = new();

    public DayInput Friday { get; set; } = new();

    public DayInput Saturday { get; set; } = new();

    public DayInput Sunday { get; set; } = new();

    public DayInput On(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        _ => Sunday,
    };

    public static HoursInput Of(OpeningHours hours)
    {
        var input = new HoursInput();
        foreach (var period in hours.Periods)
            input.On(period.Day).Periods.Add(new PeriodInput { From = period.From, To = period.To });
        return input;
    }

    public void CopyTo(DayOfWeek from, params IEnumerable<DayOfWeek> days)
    {
        foreach (var day in days.Where(d => d != from))
        {
            On(day).Periods.Clear();
            On(day).Periods.AddRange(On(from).Periods.Select(p => new PeriodInput { From = p.From, To = p.To }));
        }
    }

    public OpeningHours Read() => OpeningHours.Of(Enum.GetValues<DayOfWeek>().SelectMany(PeriodsOn));

    private IEnumerable<OpenPeriod> PeriodsOn(DayOfWeek day) => On(day).Periods.Select(p => p is { From: { } from, To: { } to }
        ? new OpenPeriod(day, from, to)
        : throw new BusinessRuleException("Enter both times, from and to, or remove this line.") { Field = day.ToString() });
}
