using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Lists;

/// <summary>A list of the shop: grids, exports, endpoints and selections all read it here. Sorting, filtering and paging happen in the database;
/// rows are projected with an object initializer, so that every column can be sorted and filtered by.</summary>
public abstract class ListSource<TRow>(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : NamedList
    where TRow : class, IListRow
{
    private static readonly MethodInfo OrderBy = Method(nameof(Queryable.OrderBy));
    private static readonly MethodInfo OrderByDescending = Method(nameof(Queryable.OrderByDescending));
    private static readonly MethodInfo ThenBy = Method(nameof(Queryable.ThenBy));
    private static readonly MethodInfo ThenByDescending = Method(nameof(Queryable.ThenByDescending));

    public abstract ListFields<TRow> Fields { get; }

    /// <summary>Who may read it; null where the rows themselves are everybody's own.</summary>
    protected abstract string? Permission { get; }

    protected virtual ListSort DefaultSort => new(Fields.First().Name);

    /// <summary>For lists of millions: beyond this many matches nobody turns pages, and the database need not count them.</summary>
    protected virtual int? CountUpTo => null;

    /// <summary>One row as the list shows it; null where it is not there, or not for this person.</summary>
    public async Task<TRow?> RowAsync(long id, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Rows(db).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
    }

    public async Task<ListPage<TRow>> PageAsync(ListRequest request, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var matching = await MatchingAsync(db, request, ct);
        var total = CountUpTo is { } limit ? await matching.Take(limit + 1).CountAsync(ct) : await matching.CountAsync(ct);
        var rows = await Sorted(matching, request.Sort)
            .Skip(Math.Max(0, request.Skip)).Take(Math.Clamp(request.Take, 1, ListRequest.MaxTake))
            .ToListAsync(ct);
        return CountUpTo < total ? new ListPage<TRow>(rows, CountUpTo.Value) { More = true } : new ListPage<TRow>(rows, total);
    }

    public override async Task<int> CountAsync(ListRequest request, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (await MatchingAsync(db, request, ct)).CountAsync(ct);
    }

    /// <summary>All rows that match, streamed: for exports.</summary>
    public async IAsyncEnumerable<TRow> AllAsync(ListRequest request, [EnumeratorCancellation] CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var row in Sorted(await MatchingAsync(db, request, ct), request.Sort).AsAsyncEnumerable().WithCancellation(ct))
            yield return row;
    }

    public sealed override IReadOnlyList<ListColumn> Columns =>
        [.. Fields.Select(f => new ListColumn(f.Name, f.Title, f.Kind, f.ValueType == typeof(int) || f.ValueType == typeof(long), f.Shown))];

    public sealed override async IAsyncEnumerable<object?[]> ValuesAsync(ListRequest request, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var fields = columns.Select(name => Fields.Find(name) ?? throw new BusinessRuleException("This list has no column “{0}”.", name)).ToList();
        await foreach (var row in AllAsync(request, ct))
            yield return [.. fields.Select(f => f.Read(row))];
    }

    /// <summary>The keys of all rows that match: what "select all that match" stands for.</summary>
    public async Task<IReadOnlyList<long>> KeysAsync(ListRequest request, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (await MatchingAsync(db, request, ct)).Select(r => r.Id).ToListAsync(ct);
    }

    /// <summary>The query of a request as it is sent to the database, for tests that translate it for every provider.</summary>
    public IQueryable<TRow> Query(InventoryDb db, ListRequest request) =>
        Sorted(request.Search is { Length: > 0 } text ? Search(db, Filtered(db, request), text) : Filtered(db, request), request.Sort);

    protected abstract IQueryable<TRow> Rows(InventoryDb db);

    /// <summary>Every word stands in one of the searched fields.</summary>
    protected virtual IQueryable<TRow> Search(InventoryDb db, IQueryable<TRow> rows, string text)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            if (FilterExpressions.Search(Fields, word) is { } found)
                rows = rows.Where(found);
        }

        return rows;
    }

    /// <summary>For lists that look before they answer: for something exact first, for something alike last.</summary>
    protected virtual Task<IQueryable<TRow>> SearchAsync(InventoryDb db, IQueryable<TRow> rows, string text, CancellationToken ct) => Task.FromResult(Search(db, rows, text));

    private void Demand()
    {
        if (Permission is not null)
            actor.Demand(Permission);
    }

    private Task<IQueryable<TRow>> MatchingAsync(InventoryDb db, ListRequest request, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request.Search) ? Task.FromResult(Filtered(db, request)) : SearchAsync(db, Filtered(db, request), request.Search, ct);

    private IQueryable<TRow> Filtered(InventoryDb db, ListRequest request)
    {
        var rows = Rows(db).AsNoTracking();
        foreach (var filter in request.Filters)
        {
            var field = Fields.Find(filter.Field) is { Filterable: true } known
                ? known
                : throw new BusinessRuleException("This list has no column “{0}” to filter by.", filter.Field);
            rows = rows.Where(FilterExpressions.Build(field, filter));
        }

        return rows;
    }

    private IQueryable<TRow> Sorted(IQueryable<TRow> rows, IReadOnlyList<ListSort> sort)
    {
        var first = true;
        foreach (var by in sort.Count > 0 ? sort : [DefaultSort])
        {
            var field = Fields.Find(by.Field) is { Sortable: true } known
                ? known
                : throw new BusinessRuleException("This list has no column “{0}” to sort by.", by.Field);
            var method = (first, by.Descending) switch
            {
                (true, false) => OrderBy,
                (true, true) => OrderByDescending,
                (false, false) => ThenBy,
                (false, true) => ThenByDescending,
            };
            rows = (IQueryable<TRow>)method.MakeGenericMethod(typeof(TRow), field.ValueType).Invoke(null, [rows, field.Value])!;
            first = false;
        }

        // the key last, so that equal values never change places between two pages
        return ((IOrderedQueryable<TRow>)rows).ThenBy(r => r.Id);
    }

    private static MethodInfo Method(string name) => typeof(Queryable).GetMethods().Single(m => m.Name == name && m.GetParameters().Length == 2);
}
