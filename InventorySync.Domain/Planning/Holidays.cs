using System.Globalization;

namespace InventorySync.Domain.Planning;

/// <summary>Days that move demand, as the shop writes them down: 12-24, 2027-05-09, Easter-2.</summary>
public sealed class Holidays
{
    private const string Easter = "Easter";

    private readonly HashSet<(int Month, int Day)> _yearly = [];
    private readonly HashSet<DateOnly> _once = [];
    private readonly HashSet<int> _easter = [];

    private Holidays()
    {
    }

    public static Holidays Of(string lines)
    {
        var holidays = new Holidays();
        foreach (var line in Lines(lines))
            holidays.Read(line);
        return holidays;
    }

    public static string? FirstUnreadable(string lines) => Lines(lines).FirstOrDefault(line => !new Holidays().Read(line));

    public bool IsOn(DateOnly day) =>
        _yearly.Contains((day.Month, day.Day)) || _once.Contains(day) || (_easter.Count > 0 && _easter.Contains(day.DayNumber - EasterOf(day.Year).DayNumber));

    /// <summary>Easter Sunday by the Gregorian reckoning (Meeus, Jones, Butcher).</summary>
    public static DateOnly EasterOf(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var sum = h + l - 7 * m + 114;
        return new DateOnly(year, sum / 31, sum % 31 + 1);
    }

    private bool Read(string line)
    {
        var word = line.Split(' ', 2)[0];
        if (word.StartsWith(Easter, StringComparison.OrdinalIgnoreCase))
        {
            var offset = 0;
            return (word.Length == Easter.Length || int.TryParse(word.AsSpan(Easter.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset)) && Math.Abs(offset) <= 200 && (_easter.Add(offset) || true);
        }

        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var once))
            return _once.Add(once) || true;
        // in a leap year, so that 02-29 is one too
        return DateOnly.TryParseExact("2028-" + word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var yearly) && (_yearly.Add((yearly.Month, yearly.Day)) || true);
    }

    private static IEnumerable<string> Lines(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
