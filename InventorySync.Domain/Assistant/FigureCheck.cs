using System.Globalization;
using System.Text.RegularExpressions;

namespace InventorySync.Domain.Assistant;

/// <summary>Whether a text names only figures that were given: each as it was, or rounded to the digits it is written with.</summary>
public static partial class FigureCheck
{
    public static bool NamesOnly(string text, string given)
    {
        var days = Days().Matches(given).Select(d => d.Value).ToHashSet(StringComparer.Ordinal);
        if (!Days().Matches(text).All(d => days.Contains(d.Value)))
            return false;

        var known = Figures(Days().Replace(given, " ")).SelectMany(Readings).Select(r => r.Value).Distinct().ToList();
        return Figures(Days().Replace(text, " ")).All(figure => Readings(figure).Any(r => known.Exists(k => Math.Abs(Math.Abs(k) - r.Value) <= r.Tolerance)));
    }

    /// <summary>The text with its days as people write them here.</summary>
    public static string WithDays(string text, CultureInfo culture) =>
        Days().Replace(text, d => DateOnly.TryParseExact(d.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d", culture) : d.Value);

    private static IEnumerable<string> Figures(string text) => Numbers().Matches(text).Select(n => n.Value);

    // 1,234.5 and 1.234,5 and 1 234,5 are the same figure in different countries; whichever reading was given counts.
    private static IEnumerable<(decimal Value, decimal Tolerance)> Readings(string figure)
    {
        foreach (var point in new[] { '.', ',', '٫' })
        {
            var parts = figure.Split(point);
            if (parts.Length > 2)
                continue;
            var whole = parts[0];
            var groups = Groups().Split(whole);
            if (groups.Length > 1 && groups.Skip(1).Any(g => g.Length != 3))
                continue;
            var digits = parts.Length == 2 ? parts[1] : "";
            if (digits.Any(d => !char.IsDigit(d)) || !decimal.TryParse(Plain(string.Concat(groups)) + (digits.Length > 0 ? "." + Plain(digits) : ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                continue;
            yield return (value, 0.5m / Power(Math.Min(digits.Length, 9)));
        }
    }

    // figures of other scripts are figures too
    private static string Plain(string digits) => string.Concat(digits.Select(d => (int)char.GetNumericValue(d)));

    private static decimal Power(int digits) => Enumerable.Repeat(10m, digits).Aggregate(1m, (product, ten) => product * ten);

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Days();

    [GeneratedRegex(@"\d+(?:[.,'’٫\u00A0\u202F]\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[.,'’\u00A0\u202F]", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();
}
