using System.Globalization;
using InventorySync.Domain.Lists;
using Microsoft.AspNetCore.Components;

namespace InventorySync.Web.Lists;

// what is shown, in which order and how; and which rows are chosen
public sealed partial class ShopGrid<TRow>
{
    private IReadOnlyList<ListField<TRow>> _usual = [];
    private IReadOnlyList<ListField<TRow>> _shown = [];
    private string _shownFor = "?";

    private IReadOnlyList<ListField<TRow>> Shown
    {
        get
        {
            if (_shownFor != ColumnNames)
            {
                _shownFor = ColumnNames;
                var chosen = ColumnNames.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Source.Fields.Find).OfType<ListField<TRow>>().Distinct().ToList();
                _usual = chosen.Count > 0 ? chosen : [.. Source.Fields.Where(f => f.Shown)];
                var shown = _usual.Where(f => !Without.Contains(f.Name)).ToList();
                _shown = shown.Count > 0 ? shown : _usual;
            }

            return _shown;
        }
    }

    /// <summary>The columns chosen by the view or by the person; empty for the list's own.</summary>
    private string ColumnNames => _chosenColumns is not null ? string.Join(',', _chosenColumns) : _layout.Columns;

    private string ViewQuery => ListAddress.Write(_request with { Skip = 0, Take = _layout.PageSize }, _layout.PageSize);

    private bool PageChosen => _page is { Rows.Count: > 0 } && _page.Rows.All(r => _selection.Contains(r.Id));

    private async Task ReadViewAsync()
    {
        var asked = long.TryParse(System.Web.HttpUtility.ParseQueryString(_query)["view"], CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        if (asked == _viewId)
            return;

        _viewId = asked;
        _chosenColumns = asked is null ? null
            : (await Views.ViewsAsync(Source.Name)).FirstOrDefault(v => v.Id == asked) is { Columns.Length: > 0 } view ? view.Columns.Split(',') : null;
    }

    private void OpenView(long viewId) => Address.NavigateTo($"{PathHere}?{string.Join('&', new[] { FormattableString.Invariant($"view={viewId}"), ViewQuery }.Where(p => p.Length > 0))}");

    private async Task ChooseColumnsAsync(IReadOnlyList<string> chosen)
    {
        // what is not shown here keeps its place where it is
        var columns = chosen.ToList();
        foreach (var (at, field) in _usual.Index().Where(f => !_shown.Contains(f.Item) && !columns.Contains(f.Item.Name)))
            columns.Insert(Math.Min(at, columns.Count), field.Name);
        if (_viewId is not null)
        {
            // a view keeps its own columns, and only when it is saved
            _chosenColumns = columns;
            return;
        }

        _layout.Columns = string.Join(',', columns);
        await Views.KeepLayoutAsync(_layout);
    }

    private async Task ChooseDenseAsync(bool dense)
    {
        _layout.Dense = dense;
        await Views.KeepLayoutAsync(_layout);
    }

    private async Task ChooseSizeAsync(int size)
    {
        _layout.PageSize = size;
        await Views.KeepLayoutAsync(_layout);
        var request = _request with { Skip = 0, Take = size };
        if (ListAddress.Write(request, size) == ListAddress.Write(_request, _request.Take))
            await ReloadAsync();
        else
            Go(request, replace: true);
    }

    private void SortBy(ListField<TRow> field, bool add)
    {
        var before = _request.Sort.FirstOrDefault(s => Same(s.Field, field));
        // up, down, and back to the list's own order
        var next = before switch
        {
            null => new ListSort(field.Name),
            { Descending: false } => before with { Descending = true },
            _ => null,
        };
        List<ListSort> sort = add ? [.. _request.Sort.Where(s => next is not null || !Same(s.Field, field))] : next is null ? [] : [next];
        if (add && next is not null)
        {
            var at = sort.FindIndex(s => Same(s.Field, field));
            if (at < 0)
                sort.Add(next);
            else
                sort[at] = next;
        }

        Go(_request with { Sort = sort, Skip = 0 });
    }

    private void Choose(int at, bool range)
    {
        var rows = _page!.Rows;
        var chosen = !_selection.Contains(rows[at].Id);
        var (from, to) = range && _lastChosen >= 0 ? (Math.Min(at, _lastChosen), Math.Max(at, _lastChosen)) : (at, at);
        _lastChosen = at;
        _selection.Set(rows.Skip(from).Take(to - from + 1).Select(r => r.Id), chosen);
    }

    private void ChoosePage() => _selection.Set(_page!.Rows.Select(r => r.Id), !PageChosen);

    private void ChooseAll() => _selection.SetAll(Asked, _page!.Total);

    private RenderFragment Cell(ListField<TRow> field, TRow row) => _columns.TryGetValue(field.Name, out var column) && column.ChildContent is not null
        ? column.ChildContent(row)
        : GridCell.Of(field.Kind, field.Read(row), L);

    private string NameOf(TRow row) => GridCell.TextOf(Shown[0].Kind, Shown[0].Read(row), L);

    private string? ClassOf(TRow row) => (RowHref is not null, _fresh.Contains(row.Id)) switch
    {
        (true, true) => "list-leads list-fresh",
        (true, false) => "list-leads",
        (false, true) => "list-fresh",
        _ => null,
    };

    private string ExportHref(string format)
    {
        var query = ListAddress.Write(Asked with { Skip = 0, Take = ListAddress.UsualSize });
        var columns = $"columns={Uri.EscapeDataString(string.Join(',', Shown.Select(f => f.Name)))}";
        return $"/export/{Source.Name}.{format}?{(query.Length > 0 ? query + "&" : "")}{columns}";
    }

    private string? SortOf(ListField<TRow> field) => _request.Sort.FirstOrDefault(s => Same(s.Field, field)) switch
    {
        null => field.Sortable ? "none" : null,
        { Descending: true } => "descending",
        _ => "ascending",
    };

    private string SortIcon(ListField<TRow> field) => SortOf(field) switch { "ascending" => "arrow_upward", "descending" => "arrow_downward", _ => "unfold_more" };

    // with one column the arrow says it all
    private int? SortRank(ListField<TRow> field) => _request.Sort.Count < 2 ? null : _request.Sort.ToList().FindIndex(s => Same(s.Field, field)) is >= 0 and var at ? at + 1 : null;

    private static string? AlignOf(ListField<TRow> field) => field.Kind is FieldKind.Number or FieldKind.Money or FieldKind.Quantity ? "end figures" : null;

    private static bool Same(string name, ListField<TRow> field) => string.Equals(name, field.Name, StringComparison.OrdinalIgnoreCase);
}
