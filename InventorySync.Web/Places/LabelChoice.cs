using System.Collections.Specialized;
using System.Globalization;
using System.Web;
using InventorySync.Domain.Lists;
using InventorySync.Integrations.Documents;

namespace InventorySync.Web.Places;

public enum LabelSubject
{
    /// <summary>All bins that match the search and filters of the address.</summary>
    Bins,

    /// <summary>The bins that were chosen one by one.</summary>
    Chosen,

    /// <summary>The location itself.</summary>
    Location,
}

/// <summary>Which labels are printed on which sheet, as it stands in the address of the page that shows them and of the one that prints them.</summary>
public sealed record LabelChoice
{
    public LabelSubject What { get; init; }

    /// <summary>Search and filters that narrow the bins.</summary>
    public ListRequest Matching { get; init; } = new();

    public IReadOnlyList<long> Chosen { get; init; } = [];

    public LabelSheet Sheet { get; init; } = LabelSheet.All[0];

    /// <summary>The first free label of a sheet that is used in part, counted from 1.</summary>
    public int Start { get; init; } = 1;

    public static LabelChoice Read(string query)
    {
        var values = HttpUtility.ParseQueryString(query);
        var sheet = LabelSheet.Find(values["sheet"]) ?? LabelSheet.All[0];
        var chosen = ReadKeys(values["bins"]);
        return new LabelChoice
        {
            What = Enum.TryParse<LabelSubject>(values["what"], ignoreCase: true, out var what) && Enum.IsDefined(what) ? what : chosen.Count > 0 ? LabelSubject.Chosen : LabelSubject.Bins,
            Matching = ListAddress.Read(Narrowing(values)),
            Chosen = chosen,
            Sheet = sheet,
            Start = int.TryParse(values["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? Math.Clamp(start, 1, sheet.PerPage) : 1,
        };
    }

    public string Write()
    {
        var parts = new List<string> { $"what={What.ToString().ToLowerInvariant()}", $"sheet={Sheet.Name}" };
        if (Start > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"start={Start}"));
        if (Chosen.Count > 0)
            parts.Add($"bins={WriteKeys(Chosen)}");
        if (ListAddress.Write(Matching) is { Length: > 0 } narrowing)
            parts.Add(narrowing);
        return string.Join('&', parts);
    }

    /// <summary>Keys that follow each other become a range, so that a wall of bins fits into an address: "101-340.512".</summary>
    public static string WriteKeys(IEnumerable<long> keys)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var key in keys.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].To == key - 1)
                ranges[^1] = (ranges[^1].From, key);
            else
                ranges.Add((key, key));
        }

        return string.Join('.', ranges.Select(r => r.From == r.To ? $"{r.From}" : $"{r.From}-{r.To}"));
    }

    private static List<long> ReadKeys(string? text)
    {
        var keys = new List<long>();
        foreach (var range in (text ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !ends.All(e => long.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                continue;

            var from = long.Parse(ends[0], CultureInfo.InvariantCulture);
            var to = long.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (var key = from; key <= to && keys.Count < PrintedLabels.Most; key++)
                keys.Add(key);
        }

        return keys;
    }

    private static NameValueCollection Narrowing(NameValueCollection values)
    {
        var own = new NameValueCollection();
        foreach (var key in values.AllKeys.OfType<string>().Where(k => k == "search" || ListAddress.IsFilter(k)))
        {
            foreach (var value in values.GetValues(key) ?? [])
                own.Add(key, value);
        }

        return own;
    }
}
