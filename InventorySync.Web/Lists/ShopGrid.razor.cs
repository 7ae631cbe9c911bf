using InventorySync.Domain.Lists;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace InventorySync.Web.Lists;

public sealed partial class ShopGrid<TRow> : IDisposable
    where TRow : class, IListRow
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, GridColumn<TRow>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private ListRequest _request = new();
    private ListPage<TRow>? _page;
    private BusinessRuleException? _refusal;
    private CancellationTokenSource _running = new();
    private CancellationTokenSource _typing = new();
    private bool _loading = true;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter, EditorRequired]
    public ListSource<TRow> Source { get; set; } = null!;

    /// <summary>What the list shows, for those who hear it.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Where a row leads; its first column is the link.</summary>
    [Parameter]
    public Func<TRow, string?>? RowHref { get; set; }

    /// <summary>GridColumn elements for columns that are shown in their own way.</summary>
    [Parameter]
    public RenderFragment? Columns { get; set; }

    /// <summary>More buttons beside the search box.</summary>
    [Parameter]
    public RenderFragment? Toolbar { get; set; }

    /// <summary>Shown while there is nothing at all: an EmptyState that says how to begin.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private IReadOnlyList<ListField<TRow>> Shown => [.. Source.Fields.Where(f => f.Shown)];

    private bool IsNarrowed => _request.Search is not null || _request.Filters.Count > 0;

    internal void Add(GridColumn<TRow> column)
    {
        _columns[column.Field] = column;
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        Address.LocationChanged += OnLocationChanged;
        await LoadAsync();
    }

    public void Dispose()
    {
        Address.LocationChanged -= OnLocationChanged;
        _running.Cancel();
        _typing.Cancel();
        _running.Dispose();
        _typing.Dispose();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(async () =>
    {
        if (new Uri(args.Location).AbsolutePath != _path)
            return;

        await LoadAsync();
        StateHasChanged();
    });

    private string _path = "";

    private async Task LoadAsync()
    {
        var here = new Uri(Address.Uri);
        _path = here.AbsolutePath;
        await _running.CancelAsync();
        _running.Dispose();
        var running = _running = new CancellationTokenSource();
        _loading = true;
        _refusal = null;
        try
        {
            _request = ListAddress.Read(here.Query);
            var page = await Source.PageAsync(_request, running.Token);
            if (running == _running)
                _page = page;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return;
        }
        catch (BusinessRuleException refusal) when (refusal is not ForbiddenException)
        {
            _refusal = refusal;
        }

        _loading = running != _running;
    }

    private async Task SearchSoonAsync(string? text)
    {
        await _typing.CancelAsync();
        _typing.Dispose();
        var typing = _typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(TypingPause, Clock, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Go(_request with { Search = string.IsNullOrWhiteSpace(text) ? null : text.Trim(), Skip = 0 }, replace: true);
    }

    private void SortBy(ListField<TRow> field, bool add)
    {
        var before = _request.Sort.FirstOrDefault(s => Same(s.Field, field));
        var others = add ? _request.Sort.Where(s => !Same(s.Field, field)) : [];
        // up, down, and back to the list's own order
        IEnumerable<ListSort> sort = before switch
        {
            null => [.. others, new ListSort(field.Name)],
            { Descending: false } => [.. others, new ListSort(field.Name, Descending: true)],
            _ => others,
        };
        Go(_request with { Sort = [.. sort], Skip = 0 });
    }

    private void Go(ListRequest request) => Go(request, replace: false);

    private void Go(ListRequest request, bool replace)
    {
        var here = new Uri(Address.Uri);
        var query = ListAddress.Write(request);
        Address.NavigateTo(here.AbsolutePath + (query.Length > 0 ? "?" + query : ""), new NavigationOptions { ReplaceHistoryEntry = replace });
    }

    private RenderFragment Cell(ListField<TRow> field, TRow row) => _columns.TryGetValue(field.Name, out var column) && column.ChildContent is not null
        ? column.ChildContent(row)
        : GridCell.Of(field.Kind, field.Read(row), L);

    private string? SortOf(ListField<TRow> field) => _request.Sort.FirstOrDefault(s => Same(s.Field, field)) switch
    {
        null => field.Sortable ? "none" : null,
        { Descending: true } => "descending",
        _ => "ascending",
    };

    private string SortIcon(ListField<TRow> field) => SortOf(field) switch { "ascending" => "arrow_upward", "descending" => "arrow_downward", _ => "unfold_more" };

    private static string? AlignOf(ListField<TRow> field) => field.Kind is FieldKind.Number or FieldKind.Money or FieldKind.Quantity ? "end figures" : null;

    private static bool Same(string name, ListField<TRow> field) => string.Equals(name, field.Name, StringComparison.OrdinalIgnoreCase);
}
