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
    private const int DeepFrom = 1000;

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
        var page = await PageAsync(await MatchingAsync(db, request, ct), request, ct);
        return page.Total == 0 && await OtherwiseAsync(db, request, ct) is { } otherwise ? await PageAsync(otherwise, request, ct) : page;
    }

    public override async Task<int> CountAsync(ListRequest request, CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var count = await (await MatchingAsync(db, request, ct)).CountAsync(ct);
        return count == 0 && await OtherwiseAsync(db, request, ct) is { } otherwise ? await otherwise.CountAsync(ct) : count;
    }

    /// <summary>All rows that match, streamed: for exports.</summary>
    public async IAsyncEnumerable<TRow> AllAsync(ListRequest request, [EnumeratorCancellation] CancellationToken ct = default)
    {
        Demand();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var matching = await MatchingAsync(db, request, ct);
        if (!string.IsNullOrWhiteSpace(request.Search) && !await matching.AnyAsync(ct))
            matching = await OtherwiseAsync(db, request, ct) ?? matching;
        await foreach (var row in Sorted(matching, request.Sort).AsAsyncEnumerable().WithCancellation(ct))
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
        var keys = await (await MatchingAsync(db, request, ct)).Select(r => r.Id).ToListAsync(ct);
        return keys.Count == 0 && await OtherwiseAsync(db, request, ct) is { } otherwise ? await otherwise.Select(r => r.Id).ToListAsync(ct) : keys;
    }

    /// <summary>The query of a request as it is sent to the database, for tests that translate it for every provider.</summary>
    public IQueryable<TRow> Query(InventoryDb db, ListRequest request) =>
        Sorted(request.Search is { Length: > 0 } text ? Search(db, Filtered(db, request), text) : Filtered(db, request), request.Sort);

    protected abstract IQueryable<TRow> Rows(InventoryDb db);

    /// <summary>For filters that are no column of the list. Null for those that are.</summary>
    protected virtual IQueryable<TRow>? Narrow(InventoryDb db, IQueryable<TRow> rows, ListFilter filter) => null;

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

    /// <summary>For lists that know exact codes: what is found by one comes alone. Null where there is none.</summary>
    protected virtual Task<IQueryable<TRow>?> ExactAsync(InventoryDb db, IQueryable<TRow> rows, string text, CancellationToken ct) => Task.FromResult<IQueryable<TRow>?>(null);

    /// <summary>What is meant when nothing was found: something alike. Null where the list does not guess.</summary>
    protected virtual Task<IQueryable<TRow>?> AlikeAsync(InventoryDb db, IQueryable<TRow> rows, string text, CancellationToken ct) => Task.FromResult<IQueryable<TRow>?>(null);

    private void Demand()
    {
        if (Permission is not null)
            actor.Demand(Permission);
    }

    private async Task<IQueryable<TRow>> MatchingAsync(InventoryDb db, ListRequest request, CancellationToken ct)
    {
        var rows = Filtered(db, request);
        return string.IsNullOrWhiteSpace(request.Search) ? rows : await ExactAsync(db, rows, request.Search, ct) ?? Search(db, rows, request.Search);
    }

    private Task<IQueryable<TRow>?> OtherwiseAsync(InventoryDb db, ListRequest request, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request.Search) ? Task.FromResult<IQueryable<TRow>?>(null) : AlikeAsync(db, Filtered(db, request), request.Search, ct);

    private Task<int> TotalAsync(IQueryable<TRow> matching, CancellationToken ct) =>
        CountUpTo is { } limit ? matching.Take(limit + 1).CountAsync(ct) : matching.CountAsync(ct);

    private async Task<ListPage<TRow>> PageAsync(IQueryable<TRow> matching, ListRequest request, CancellationToken ct)
    {
        var (skip, take) = (Math.Max(0, request.Skip), Math.Clamp(request.Take, 1, ListRequest.MaxTake));
        if (skip >= DeepFrom)
        {
            var deep = await TotalAsync(matching, ct);
            return Counted(await DeepAsync(matching, request.Sort, skip, take, deep, ct), deep);
        }

        // a page that is not full says itself how many there are
        var rows = await Sorted(matching, request.Sort).Skip(skip).Take(take).ToListAsync(ct);
        var isLast = rows.Count < take && (rows.Count > 0 || skip == 0);
        return Counted(rows, isLast ? skip + rows.Count : await TotalAsync(matching, ct));
    }

    private ListPage<TRow> Counted(List<TRow> rows, int total) => CountUpTo < total ? new ListPage<TRow>(rows, CountUpTo.Value) { More = true } : new ListPage<TRow>(rows, total);

    // far down, only keys are walked over, and from the nearer end: the rows themselves are read for the window alone
    private async Task<List<TRow>> DeepAsync(IQueryable<TRow> matching, IReadOnlyList<ListSort> sort, int skip, int take, int total, CancellationToken ct)
    {
        if (CountUpTo < total || skip >= total)
            return await Sorted(matching, sort).Skip(skip).Take(take).ToListAsync(ct);

        take = Math.Min(take, total - skip);
        var backwards = skip > total / 2;
        var keys = await Sorted(matching, sort, backwards).Skip(backwards ? total - skip - take : skip).Take(take).Select(r => r.Id).ToListAsync(ct);
        var rows = (await matching.Where(r => keys.Contains(r.Id)).ToListAsync(ct)).ToDictionary(r => r.Id);
        var inOrder = keys.Where(rows.ContainsKey).Select(key => rows[key]);
        return [.. backwards ? inOrder.Reverse() : inOrder];
    }

    private IQueryable<TRow> Filtered(InventoryDb db, ListRequest request)
    {
        var rows = Rows(db).AsNoTracking();
        foreach (var filter in request.Filters)
        {
            if (Narrow(db, rows, filter) is { } narrowed)
            {
                rows = narrowed;
                continue;
            }

            var field = Fields.Find(filter.Field) is { Filterable: true } known
                ? known
                : throw new BusinessRuleException("This list has no column “{0}” to filter by.", filter.Field);
            rows = rows.Where(FilterExpressions.Build(field, filter));
        }

        return rows;
    }

    private IQueryable<TRow> Sorted(IQueryable<TRow> rows, IReadOnlyList<ListSort> sort, bool backwards = false)
    {
        var first = true;
        foreach (var by in sort.Count > 0 ? sort : [DefaultSort])
        {
            var field = Fields.Find(by.Field) is { Sortable: true } known
                ? known
                : throw new BusinessRuleException("This list has no column “{0}” to sort by.", by.Field);
            var method = (first, by.Descending != backwards) switch
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
        return backwards ? ((IOrderedQueryable<TRow>)rows).ThenByDescending(r => r.Id) : ((IOrderedQueryable<TRow>)rows).ThenBy(r => r.Id);
    }

    private static MethodInfo Method(string name) => typeof(Queryable).GetMethods().Single(m => m.Name == name && m.GetParameters().Length == 2);
}
