using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Web.Shared;

namespace InventorySync.Web.Lists;

/// <summary>How a filter is meant while it is being written.</summary>
public enum FilterWay
{
    Contains,
    StartsWith,
    Is,
    IsNot,
    Between,
    OneOf,
    Empty,
    NotEmpty,
}

/// <summary>The filters of one column while they are being written, and as they stand in the address afterwards.</summary>
public sealed class FilterDraft
{
    private FilterDraft(string field, FieldKind kind)
    {
        Field = field;
        Kind = kind;
        Way = WaysOf(kind)[0];
    }

    public string Field { get; }

    public FieldKind Kind { get; }

    public FilterWay Way { get; set; }

    /// <summary>The value, or the lower end of a range; invariant text.</summary>
    public string Value { get; set; } = "";

    /// <summary>The upper end of a range.</summary>
    public string To { get; set; } = "";

    public HashSet<string> Chosen { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<FilterWay> WaysOf(FieldKind kind) => kind switch
    {
        FieldKind.Text => [FilterWay.Contains, FilterWay.StartsWith, FilterWay.Is, FilterWay.IsNot, FilterWay.Empty, FilterWay.NotEmpty],
        FieldKind.Choice => [FilterWay.OneOf, FilterWay.Empty, FilterWay.NotEmpty],
        FieldKind.YesNo => [FilterWay.Is],
        FieldKind.Instant or FieldKind.Date => [FilterWay.Between, FilterWay.Empty, FilterWay.NotEmpty],
        _ => [FilterWay.Between, FilterWay.Is, FilterWay.Empty, FilterWay.NotEmpty],
    };

    public static FilterDraft Of<TRow>(ListField<TRow> field, IEnumerable<ListFilter> filters, Screen screen)
    {
        var draft = new FilterDraft(field.Name, field.Kind);
        foreach (var filter in filters.Where(f => string.Equals(f.Field, field.Name, StringComparison.OrdinalIgnoreCase)))
            draft.Take(filter, screen);
        return draft;
    }

    public IEnumerable<ListFilter> Filters(Screen screen) => Way switch
    {
        FilterWay.Empty => [new(Field, FilterOperator.IsEmpty)],
        FilterWay.NotEmpty => [new(Field, FilterOperator.IsNotEmpty)],
        FilterWay.OneOf => Chosen.Count == 0 ? [] : [new(Field, FilterOperator.OneOf, string.Join('|', Chosen.Order(StringComparer.Ordinal)))],
        FilterWay.Between => Range(screen),
        _ => Value.Length == 0 ? [] : [new(Field, OperatorOf(Way), Value)],
    };

    private IEnumerable<ListFilter> Range(Screen screen)
    {
        if (Value.Length > 0)
            yield return new(Field, FilterOperator.AtLeast, Kind == FieldKind.Instant ? Begin(Value, screen) : Value);
        if (To.Length > 0)
            yield return new(Field, FilterOperator.AtMost, Kind == FieldKind.Instant ? End(To, screen) : To);
    }

    private void Take(ListFilter filter, Screen screen)
    {
        var value = Kind == FieldKind.Instant ? DayOf(filter.Value, screen) : filter.Value;
        switch (filter.Operator)
        {
            case FilterOperator.AtLeast:
                (Way, Value) = (FilterWay.Between, value);
                break;
            case FilterOperator.AtMost:
                (Way, To) = (FilterWay.Between, value);
                break;
            case FilterOperator.OneOf:
                Way = FilterWay.OneOf;
                Chosen.UnionWith(filter.Value.Split('|'));
                break;
            case FilterOperator.Is when Kind == FieldKind.Choice:
                Way = FilterWay.OneOf;
                Chosen.Add(filter.Value);
                break;
            default:
                (Way, Value) = (WayOf(filter.Operator), value);
                break;
        }
    }

    // a day chosen by a person begins and ends by this person's clock
    private static string Begin(string day, Screen screen) => Day(day) is { } date ? Stamp(screen.InstantOf(date)) : day;

    private static string End(string day, Screen screen) => Day(day) is { } date ? Stamp(screen.InstantOf(date.AddDays(1)).AddMilliseconds(-1)) : day;

    private static string DayOf(string instant, Screen screen) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? screen.DayOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Stamp(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static FilterOperator OperatorOf(FilterWay way) => way switch
    {
        FilterWay.Contains => FilterOperator.Contains,
        FilterWay.StartsWith => FilterOperator.StartsWith,
        FilterWay.IsNot => FilterOperator.IsNot,
        _ => FilterOperator.Is,
    };

    private static FilterWay WayOf(FilterOperator how) => how switch
    {
        FilterOperator.Contains => FilterWay.Contains,
        FilterOperator.StartsWith => FilterWay.StartsWith,
        FilterOperator.IsNot => FilterWay.IsNot,
        FilterOperator.IsEmpty => FilterWay.Empty,
        FilterOperator.IsNotEmpty => FilterWay.NotEmpty,
        _ => FilterWay.Is,
    };
}
