using System.Globalization;
using System.Text.Json;
using InventorySync.Domain.Lists;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Api;

/// <summary>Reads a list's request from an address: search, sort=name,-created, filter[field]=operator:value, page and pageSize.</summary>
public static class ListQuery
{
    public const int DefaultPageSize = 50;

    private const int MaxPage = 1_000_000;

    private static readonly Dictionary<string, FilterOperator> Operators =
        Enum.GetValues<FilterOperator>().ToDictionary(o => JsonNamingPolicy.CamelCase.ConvertName(o.ToString()), StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> OperatorNames => Operators.Keys;

    public static string FilterName(string field) => $"filter[{field}]";

    /// <summary>The request, or every mistake of the address at once.</summary>
    public static (ListRequest Request, int Page) Read<TRow>(IQueryCollection query, ListFields<TRow> fields, IStringLocalizer<Texts> texts)
    {
        var reading = new Reading<TRow>(fields, texts);
        foreach (var (name, values) in query)
        {
            foreach (var value in values)
                reading.Take(name, value ?? "");
        }

        return reading.Errors.Count == 0
            ? (reading.Request with { Skip = (reading.Page - 1) * reading.Request.Take }, reading.Page)
            : throw new InvalidCallException(reading.Errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
    }

    private sealed class Reading<TRow>(ListFields<TRow> fields, IStringLocalizer<Texts> texts)
    {
        private readonly List<ListFilter> _filters = [];

        public Dictionary<string, List<string>> Errors { get; } = [];

        public ListRequest Request { get; private set; } = new() { Take = DefaultPageSize };

        public int Page { get; private set; } = 1;

        public void Take(string name, string value)
        {
            switch (name)
            {
                case "search":
                    Request = Request with { Search = value };
                    break;
                case "sort":
                    Request = Request with { Sort = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(SortBy)] };
                    break;
                case "page":
                    Page = Number(name, value, MaxPage);
                    break;
                case "pageSize":
                    Request = Request with { Take = Number(name, value, ListRequest.MaxTake) };
                    break;
                case not null when name.StartsWith("filter[", StringComparison.Ordinal) && name.EndsWith(']'):
                    Filter(name, name["filter[".Length..^1], value);
                    break;
                default:
                    Refuse(name!, texts["This list has no parameter of this name. It takes search, sort, filter[field], page and pageSize."]);
                    break;
            }
        }

        private ListSort SortBy(string text)
        {
            var descending = text.StartsWith('-');
            var field = descending ? text[1..] : text;
            if (fields.Find(field) is not { Sortable: true })
                Refuse("sort", texts["“{0}” is nothing to sort by. Choose from: {1}.", field, string.Join(", ", fields.Where(f => f.Sortable).Select(f => f.Name))]);
            return new ListSort(field, descending);
        }

        private void Filter(string parameter, string field, string text)
        {
            if (fields.Find(field) is not { Filterable: true })
            {
                Refuse(parameter, texts["“{0}” is nothing to filter by. Choose from: {1}.", field, string.Join(", ", fields.Where(f => f.Filterable).Select(f => f.Name))]);
                return;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 && !Operators.ContainsKey(text) ? nameof(FilterOperator.Is) : colon < 0 ? text : text[..colon];
            if (Operators.TryGetValue(name, out var found))
                Add(new ListFilter(field, found, colon < 0 ? found == FilterOperator.Is ? text : "" : text[(colon + 1)..]));
            else
                Refuse(parameter, texts["Write an operator, a colon and a value, such as “is:{0}”. The operators are: {1}.", text, string.Join(", ", Operators.Keys)]);
        }

        private void Add(ListFilter filter)
        {
            _filters.Add(filter);
            Request = Request with { Filters = _filters };
        }

        private int Number(string name, string value, int most)
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
                return number;
            Refuse(name, texts["Send a whole number from 1 to {0}.", most]);
            return 1;
        }

        private void Refuse(string name, string sentence)
        {
            if (!Errors.TryGetValue(name, out var sentences))
                Errors[name] = sentences = [];
            sentences.Add(sentence);
        }
    }
}
