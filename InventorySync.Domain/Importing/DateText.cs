using System.Globalization;

namespace InventorySync.Domain.Importing;

/// <summary>Dates and times as people and programs write them.</summary>
internal static class DateText
{
    private const int Longest = 60;
    private const int LastOfThisCentury = 49;

    private static readonly string[] TimeForms = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "H:mm:ss,FFF", "h:mm tt", "h:mm:ss tt", "h:mmtt", "H.mm", "H.mm.ss", "HHmmss"];

    private static readonly Lazy<Dictionary<string, int>> Months = new(MonthNames);

    public readonly record struct Moment(DateTime At, TimeSpan? Offset)
    {
        public DateTimeOffset In(TimeZoneInfo zone)
        {
            if (Offset is { } own)
                return new DateTimeOffset(At, own).ToUniversalTime();

            // the hour that is left out in spring is meant as the one after it
            var there = zone.IsInvalidTime(At) ? At.AddHours(1) : At;
            return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
        }
    }

    public readonly record struct Found(Moment? Moment, bool FitsOtherOrder = false);

    public static Found Read(string text, DateOrder order)
    {
        var rest = Text.Tidy(text);
        if (rest.Length is 0 or > Longest)
            return default;

        var offset = TakeOffset(ref rest);
        if (!TakeTime(ref rest, out var time))
            return default;
        var (day, fits) = Day(rest, order);
        return day is { } found ? new Found(At(found, time, offset)) : new Found(null, fits);
    }

    private static Moment? At(DateOnly day, TimeOnly time, TimeSpan? offset)
    {
        var at = day.ToDateTime(time);
        // at the very ends of the calendar an offset leads out of it
        return offset is not { } own || (at.Year is > 1 and < 9999 && own.Duration() <= TimeSpan.FromHours(14)) ? new Moment(at, offset) : null;
    }

    private static TimeSpan? TakeOffset(ref string text)
    {
        if (text.IndexOf(':', StringComparison.Ordinal) < 0)
            return null;
        if (text.EndsWith('Z') || text.EndsWith("UTC", StringComparison.OrdinalIgnoreCase) || text.EndsWith("GMT", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..^(text.EndsWith('Z') ? 1 : 3)].TrimEnd();
            return TimeSpan.Zero;
        }

        var sign = text.AsSpan().LastIndexOfAny('+', '-');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (sign < colon || !TimeSpan.TryParseExact(text[(sign + 1)..], [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var offset))
            return null;
        var negative = text[sign] == '-';
        text = text[..sign].TrimEnd();
        return negative ? -offset : offset;
    }

    private static bool TakeTime(ref string text, out TimeOnly time)
    {
        time = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return true;

        var start = colon;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
            start--;
        var written = text[start..].Replace("a.m.", "AM", StringComparison.OrdinalIgnoreCase).Replace("p.m.", "PM", StringComparison.OrdinalIgnoreCase);
        text = text[..start].TrimEnd(' ', 'T', 't', ',');
        return TimeOnly.TryParseExact(written, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static (DateOnly? Day, bool FitsOtherOrder) Day(string text, DateOrder order)
    {
        if (text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var packed))
            return (packed, false);

        var parts = text.Split(['/', '.', '-', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 4) // a weekday in front, or "21 de noviembre" in Spanish without the second "de"
            parts = [.. parts.Where(p => char.IsAsciiDigit(p[0]) || MonthOf(p) > 0)];
        else if (parts.Length == 5)
            parts = [.. parts.Where(p => !string.Equals(p, "de", StringComparison.OrdinalIgnoreCase))];
        if (parts.Length != 3)
            return default;
        if (parts.Any(p => MonthOf(p) > 0))
            return (WithMonthName(parts), false);
        if (!parts.All(p => p.Length <= 4 && p.All(char.IsAsciiDigit)))
            return default;

        var (a, b, c) = (Figure(parts[0]), Figure(parts[1]), Figure(parts[2]));
        if (parts[0].Length == 4)
            return (DayOf(a, b, c), false);
        if (parts[2].Length is not (2 or 4))
            return default;
        var year = YearOf(parts[2]);
        // nobody writes the month first between dots
        var dayFirst = order == DateOrder.DayFirst || text.Contains('.', StringComparison.Ordinal);
        return (dayFirst ? DayOf(year, b, a) : DayOf(year, a, b), (dayFirst ? DayOf(year, a, b) : DayOf(year, b, a)) is not null);
    }

    private static DateOnly? WithMonthName(string[] parts)
    {
        var at = Array.FindIndex(parts, p => MonthOf(p) > 0);
        var others = parts.Where((_, i) => i != at).Select(p => p.TrimEnd('s', 't', 'n', 'd', 'r', 'h', 'e')).ToArray(); // 1st, 22nd, 1er
        if (!others.All(p => p.Length is >= 1 and <= 4 && p.All(char.IsAsciiDigit)))
            return null;
        var month = MonthOf(parts[at]);
        if (others[0].Length == 4)
            return DayOf(Figure(others[0]), month, Figure(others[1]));
        return others[0].Length <= 2 && others[1].Length is 2 or 4 ? DayOf(YearOf(others[1]), month, Figure(others[0])) : null;
    }

    private static int YearOf(string text) => text.Length == 4 ? Figure(text) : Figure(text) + (Figure(text) <= LastOfThisCentury ? 2000 : 1900);

    private static DateOnly? DayOf(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Figure(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int MonthOf(string word) => char.IsLetter(word[0]) && Months.Value.TryGetValue(Text.Folded(word), out var month) ? month : 0;

    private static Dictionary<string, int> MonthNames()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal) { ["sept"] = 9, ["mrz"] = 3 };
        foreach (var format in Languages.All.Keys.Select(language => CultureInfo.GetCultureInfo(language).DateTimeFormat))
        {
            for (var month = 1; month <= 12; month++)
            {
                foreach (var name in new[] { format.MonthNames[month - 1], format.MonthGenitiveNames[month - 1], format.AbbreviatedMonthNames[month - 1] })
                    names.TryAdd(Text.Folded(name).TrimEnd('.'), month);
            }
        }

        // "Sept." and "Nov" of one language are those of the others
        foreach (var (name, month) in names.ToList().Where(n => n.Key.Length > 3))
            names.TryAdd(name[..3], month);
        names.Remove("jui"); // juin or juillet
        return names;
    }
}
