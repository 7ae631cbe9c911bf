using System.Collections.Specialized;
using System.Globalization;
using System.Web;

namespace InventorySync.Domain.Lists;

/// <summary>A request for a list as it stands in an address: <c>?search=shoe&amp;sort=name,-price&amp;filter.kind=oneOf:Store|Online&amp;page=2&amp;size=100</c>.
/// Grids, exports and saved views share it.</summary>
public static class ListAddress
{
    public const int UsualSize = 50;

    private const string FilterPrefix = "filter.";

    private static readonly Dictionary<string, FilterOperator> Operators =
        Enum.GetValues<FilterOperator>().ToDictionary(NameOf, o => o, StringComparer.OrdinalIgnoreCase);

    public static ListRequest Read(string query, int usualSize = UsualSize) => Read(HttpUtility.ParseQueryString(query), usualSize);

    public static ListRequest Read(NameValueCollection query, int usualSize = UsualSize)
    {
        var size = Math.Clamp(Number(query["size"], usualSize), 1, ListRequest.MaxTake);
        // a page beyond what an address can mean would overflow the rows to skip
        var page = Math.Clamp(Number(query["page"], 1), 1, int.MaxValue / ListRequest.MaxTake);
        return new ListRequest
        {
            Search = string.IsNullOrWhiteSpace(query["search"]) ? null : query["search"]!.Trim(),
            Sort = [.. (query["sort"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadSort)],
            Filters = [.. query.AllKeys.OfType<string>().Where(IsFilter).SelectMany(key => (query.GetValues(key) ?? []).Select(value => ReadFilter(key, value)))],
            Skip = (page - 1) * size,
            Take = size,
        };
    }

    /// <summary>The query of the address, without the question mark; empty for the list as it is by itself.</summary>
    public static string Write(ListRequest request, int usualSize = UsualSize)
    {
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(request.Search))
            parts.Add($"search={Uri.EscapeDataString(request.Search)}");
        parts.AddRange(request.Filters.Select(f => $"{FilterPrefix}{Uri.EscapeDataString(f.Field)}={NameOf(f.Operator)}:{Uri.EscapeDataString(f.Value)}"));
        if (request.Sort.Count > 0)
            parts.Add($"sort={string.Join(',', request.Sort.Select(s => (s.Descending ? "-" : "") + Uri.EscapeDataString(s.Field)))}");
        if (request.Skip >= request.Take)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={(request.Skip / request.Take) + 1}"));
        if (request.Take != usualSize)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"size={request.Take}"));
        return string.Join('&', parts);
    }

    public static bool IsFilter(string key) => key.StartsWith(FilterPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a parameter of the address belongs to the list; others are the page's own and stay.</summary>
    public static bool Owns(string key) => IsFilter(key) || key is "search" or "sort" or "page" or "size";

    private static ListSort ReadSort(string text) => text.StartsWith('-') ? new ListSort(text[1..], Descending: true) : new ListSort(text);

    private static ListFilter ReadFilter(string key, string text)
    {
        var field = key[FilterPrefix.Length..];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Operators.TryGetValue(text[..colon], out var how)
            ? new ListFilter(field, how, text[(colon + 1)..])
            : throw new BusinessRuleException("“{0}” is not a filter this list understands.", $"{key}={text}");
    }

    private static string NameOf(FilterOperator how)
    {
        var name = how.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static int Number(string? text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
