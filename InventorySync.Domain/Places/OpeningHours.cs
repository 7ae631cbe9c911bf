using System.Globalization;

namespace InventorySync.Domain.Places;

/// <summary>From when to when on a day of the week. Midnight as the end is the end of that day.</summary>
public readonly record struct OpenPeriod(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    internal TimeSpan End => To == TimeOnly.MinValue ? TimeSpan.FromDays(1) : To.ToTimeSpan();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day.ToString()[..3]} {From:HH\\:mm}-{To:HH\\:mm}");
}

/// <summary>When a location is open in a usual week, in its own zone; written as "Mon 09:00-12:30, Mon 13:30-18:00".</summary>
public sealed class OpeningHours : IEquatable<OpeningHours>
{
    public const int MaxPeriodsPerDay = 3;

    public static readonly OpeningHours None = new([]);

    private readonly List<OpenPeriod> _periods;

    private OpeningHours(List<OpenPeriod> periods) => _periods = periods;

    public IReadOnlyList<OpenPeriod> Periods => _periods;

    public static OpeningHours Of(IEnumerable<OpenPeriod> periods)
    {
        // weeks start on Monday here; the screen may show them otherwise
        var week = periods.OrderBy(p => ((int)p.Day + 6) % 7).ThenBy(p => p.From).ToList();
        foreach (var day in week.GroupBy(p => p.Day))
            CheckDay(day.Key, [.. day]);
        return new OpeningHours(week);
    }

    public static OpeningHours Parse(string text) => Of(text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(ParsePeriod));

    public IEnumerable<OpenPeriod> On(DayOfWeek day) => _periods.Where(p => p.Day == day);

    public bool IsOpenAt(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return On(local.DayOfWeek).Any(p => p.From.ToTimeSpan() <= local.TimeOfDay && local.TimeOfDay < p.End);
    }

    public bool Equals(OpeningHours? other) => other is not null && _periods.SequenceEqual(other._periods);

    public override bool Equals(object? obj) => Equals(obj as OpeningHours);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(", ", _periods);

    private static void CheckDay(DayOfWeek day, List<OpenPeriod> periods)
    {
        if (periods.Count > MaxPeriodsPerDay)
            throw Refused(day, "Enter at most {0} times for one day.", MaxPeriodsPerDay);
        foreach (var period in periods.Where(p => p.End <= p.From.ToTimeSpan()))
            throw Refused(day, "It closes at {0}, before it opens at {1}. Enter a later closing time.", $"{period.To:HH\\:mm}", $"{period.From:HH\\:mm}");
        foreach (var (earlier, later) in periods.Zip(periods.Skip(1)).Where(pair => pair.Second.From.ToTimeSpan() < pair.First.End))
            throw Refused(day, "{0} and {1} overlap. Make them one, or leave a break between them.", Hours(earlier), Hours(later));
    }

    private static string Hours(OpenPeriod period) => $"{period.From:HH\\:mm}–{period.To:HH\\:mm}";

    private static BusinessRuleException Refused(DayOfWeek day, string sentence, params object[] arguments) =>
        new(sentence, arguments) { Field = day.ToString() };

    private static OpenPeriod ParsePeriod(string text)
    {
        var day = Enum.GetValues<DayOfWeek>().Where(d => text.StartsWith(d.ToString()[..3], StringComparison.OrdinalIgnoreCase)).Cast<DayOfWeek?>().FirstOrDefault();
        var hours = text.Length > 4 ? text[4..].Split('-') : [];
        return day is not null && hours.Length == 2 && Time(hours[0]) is { } from && Time(hours[1]) is { } to
            ? new OpenPeriod(day.Value, from, to)
            : throw new BusinessRuleException("“{0}” is not a time of the week. Write it as “Mon 09:00-18:00”.", text) { Field = nameof(OpeningHours) };
    }

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
