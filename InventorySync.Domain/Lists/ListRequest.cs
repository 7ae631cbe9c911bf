namespace InventorySync.Domain.Lists;

public enum FilterOperator
{
    Is,
    IsNot,
    Contains,
    StartsWith,
    AtLeast,
    AtMost,
    OneOf,
    IsEmpty,
    IsNotEmpty,
}

/// <summary>A filter on one field. The value is text as it stands in the address, in invariant culture; OneOf separates by "|".</summary>
public sealed record ListFilter(string Field, FilterOperator Operator, string Value = "");

public sealed record ListSort(string Field, bool Descending = false);

/// <summary>One window of a list: what a grid shows, an endpoint answers and an export writes.</summary>
public sealed record ListRequest
{
    public const int MaxTake = 500;

    public string? Search { get; init; }

    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    public IReadOnlyList<ListSort> Sort { get; init; } = [];

    public int Skip { get; init; }

    public int Take { get; init; } = 50;
}

public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, int Total)
{
    /// <summary>There are more matches than the total says; they were not counted.</summary>
    public bool More { get; init; }
}

/// <summary>A row of a list. Its id is the key of what it shows, for selections and links.</summary>
public interface IListRow
{
    long Id { get; }
}
