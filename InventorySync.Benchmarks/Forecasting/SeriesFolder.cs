using System.Globalization;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Benchmarks.Forecasting;

/// <summary>One forecast to make and what came after it; the engine is only ever shown the training part.</summary>
public sealed record SeriesCase(string Id, int Window, int Season, DemandSeries Training, double[] Test, bool[]? TestPromotions)
{
    public int Horizon => Test.Length;
}

/// <summary>
/// Reads the CSV files of a folder: id, group, m, h, start, train, test; or with promotions id, group, m, h, start, values, promo,
/// of which windows of h steps are cut from the end.
/// </summary>
public static class SeriesFolder
{
    public const string Wanted =
        "There are no series in this folder. Wanted are CSV files with the columns id, group, m, h, start, train, test or id, group, m, h, start, values, promo.";

    public static IReadOnlyList<(string Set, IReadOnlyList<SeriesCase> Cases)> Read(string folder, int windows, int? atMost)
    {
        var sets = new List<(string, IReadOnlyList<SeriesCase>)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            if (ReadFile(file, windows, atMost) is { Count: > 0 } cases)
                sets.Add((Path.GetFileNameWithoutExtension(file), cases));
        }

        return sets;
    }

    private static List<SeriesCase>? ReadFile(string file, int windows, int? atMost)
    {
        using var lines = File.ReadLines(file).GetEnumerator();
        if (!lines.MoveNext())
            return null;
        var columns = lines.Current.Split(',').Select((name, place) => (name.Trim(), place)).ToDictionary(c => c.Item1, c => c.place);
        if (!columns.ContainsKey("h") || !columns.ContainsKey("m") || !(columns.ContainsKey("test") || columns.ContainsKey("values")))
            return null;

        var cases = new List<SeriesCase>();
        for (var read = 0; lines.MoveNext() && (atMost is null || read < atMost); read++)
        {
            if (lines.Current.Length > 0)
                cases.AddRange(CasesOf(lines.Current.Split(','), columns, windows));
        }

        return cases;
    }

    private static IEnumerable<SeriesCase> CasesOf(string[] fields, Dictionary<string, int> columns, int windows)
    {
        var id = fields[columns["id"]];
        var season = int.Parse(fields[columns["m"]], CultureInfo.InvariantCulture);
        var horizon = int.Parse(fields[columns["h"]], CultureInfo.InvariantCulture);
        var start = columns.TryGetValue("start", out var place) ? StartOf(fields[place]) : null;
        var period = season switch { 7 => DemandPeriod.Day, 12 => DemandPeriod.Month, _ => DemandPeriod.Week };
        if (columns.TryGetValue("test", out var test))
        {
            var training = new DemandSeries { Values = Numbers(fields[columns["train"]]), Period = period, Start = start };
            yield return new(id, 1, season, training, Numbers(fields[test]), null);
            yield break;
        }

        var values = Numbers(fields[columns["values"]]);
        var promotions = columns.TryGetValue("promo", out var promo) ? fields[promo].Where(c => c != ' ').Select(c => c == '1').ToArray() : null;
        for (var window = 1; window <= windows; window++)
        {
            var end = values.Length - horizon * (window - 1);
            var from = end - horizon;
            if (from < 2 * horizon)
                yield break;
            var training = new DemandSeries { Values = values[..from], Period = period, Start = start, Promotions = promotions?[..from] };
            yield return new(id, window, season, training, values[from..end], promotions?[from..end]);
        }
    }

    private static double[] Numbers(string field) =>
        [.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => n == "NA" ? double.NaN : double.Parse(n, CultureInfo.InvariantCulture))];

    private static DateOnly? StartOf(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
