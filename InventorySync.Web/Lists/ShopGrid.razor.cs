using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace InventorySync.Web.Lists;

public sealed partial class ShopGrid<TRow> : IAsyncDisposable
    where TRow : class, IListRow
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LivePause = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, GridColumn<TRow>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private ListLayout _layout = new();
    private ListRequest _request = new();
    private ListRequest? _read;
    private ListPage<TRow>? _page;
    private GridSelection<TRow> _selection = null!;
    private HashSet<long> _fresh = [];
    private IReadOnlyList<string>? _chosenColumns;
    private string _query = "";
    private string _path = "";
    private long? _viewId;
    private BusinessRuleException? _refusal;
    private readonly Newest _running = new();
    private readonly Newest _typing = new();
    private string? _search;
    private bool _isTyping;
    private ElementReference _element;
    private IJSObjectReference? _keys;
    private IDisposable? _ear;
    private bool _loading = true;
    private bool _failed;
    private bool _liveSoon;
    private int _lastChosen = -1;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ListViews Views { get; set; } = null!;

    [Inject]
    private LiveFeed Live { get; set; } = null!;

    [Inject]
    private Handoff Handoff { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ILogger<ShopGrid<TRow>> Log { get; set; } = null!;

    [Parameter, EditorRequired]
    public ListSource<TRow> Source { get; set; } = null!;

    /// <summary>What this list is always narrowed to, beside what people filter by: the bins of one location. It stays out of the address.</summary>
    [Parameter]
    public IReadOnlyList<ListFilter> Within { get; set; } = [];

    /// <summary>Columns that say the same in each row here, since the page is about it: the channel on the page of a channel.</summary>
    [Parameter]
    public IReadOnlyList<string> Without { get; set; } = [];

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

    /// <summary>What can be done with chosen rows; with it, every row has a box to choose it.</summary>
    [Parameter]
    public RenderFragment<GridSelection<TRow>>? BulkActions { get; set; }

    /// <summary>The subject of the events that change this list, such as "location": it reads itself anew when one happens.</summary>
    [Parameter]
    public string? LiveSubject { get; set; }

    /// <summary>Offers the list as a CSV or Excel file. Off for lists that are no NamedList.</summary>
    [Parameter]
    public bool Exportable { get; set; } = true;

    /// <summary>Off for a second list on a page: its state then stays out of the address.</summary>
    [Parameter]
    public bool InAddress { get; set; } = true;

    private bool Selectable => BulkActions is not null;

    private bool IsNarrowed => _request.Search is not null || _request.Filters.Count > 0;

    private ListRequest Asked => Within.Count == 0 ? _request : _request with { Filters = [.. Within, .. _request.Filters] };

    private string PathHere => new Uri(Address.Uri).AbsolutePath;

    internal void Add(GridColumn<TRow> column)
    {
        _columns[column.Field] = column;
        StateHasChanged();
    }

    /// <summary>Reads the rows anew, after something outside the list changed them.</summary>
    public async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        _selection = new GridSelection<TRow>(Source);
        _selection.Changed += StateHasChanged;
        Address.LocationChanged += OnLocationChanged;
        if (LiveSubject is not null && RendererInfo.IsInteractive)
            _ear = Live.Subscribe(LiveSubject, _ => InvokeAsync(ReloadSoonAsync));

        _path = PathHere;
        _query = InAddress ? new Uri(Address.Uri).Query : "";
        _layout = await Handoff.ReadAsync($"layout of {Source.Name}", RendererInfo.IsInteractive, () => Views.LayoutAsync(Source.Name));
        await LoadAsync(first: true);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/grid.js");
        _keys = await module.InvokeAsync<IJSObjectReference>("attach", _element);
        await module.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Address.LocationChanged -= OnLocationChanged;
        _ear?.Dispose();
        _running.Dispose();
        _typing.Dispose();
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("detach");
                await _keys.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and its listeners with it
        }
    }

    private async Task LoadAsync(bool first = false, bool live = false)
    {
        var running = _running.Next();
        _loading = !live;
        try
        {
            _request = ListAddress.Read(_query, _layout.PageSize);
            if (!_isTyping && (_search ?? "").Trim() != (_request.Search ?? ""))
                _search = _request.Search;
            await ReadViewAsync();
            if (_read is not null && (_read.Search != _request.Search || !_read.Filters.SequenceEqual(_request.Filters)))
                _selection.Clear();
            _read = _request;

            var page = first
                ? await Handoff.ReadAsync($"list {Source.Name} {_query}", RendererInfo.IsInteractive, () => Source.PageAsync(Asked, running))
                : await Source.PageAsync(Asked, running);
            if (!running.IsCancellationRequested)
                Take(page, live);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return;
        }
        catch (BusinessRuleException refusal) when (refusal is not ForbiddenException)
        {
            _refusal = refusal;
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or TimeoutException or InvalidOperationException && !running.IsCancellationRequested)
        {
            Log.LogError(failure, "The list {List} could not be read with {Query}", Source.Name, _query);
            _failed = true;
        }

        if (!running.IsCancellationRequested)
            _loading = false;
    }

    private void Take(ListPage<TRow> page, bool live)
    {
        var before = _page?.Rows.ToDictionary(r => r.Id);
        _fresh = live && before is not null ? [.. page.Rows.Where(r => !before.TryGetValue(r.Id, out var old) || !old.Equals(r)).Select(r => r.Id)] : [];
        _page = page;
        _refusal = null;
        _failed = false;
        _lastChosen = -1;
        _selection.Recount(page.Total);

        // rows went away under the last page
        if (page.Rows.Count == 0 && page.Total > 0)
            Go(_request with { Skip = (page.Total - 1) / _request.Take * _request.Take }, replace: true);
    }

    // many changes at once are one reading
    private async Task ReloadSoonAsync()
    {
        if (_liveSoon)
            return;

        _liveSoon = true;
        await Task.Delay(LivePause, Clock);
        _liveSoon = false;
        await LoadAsync(live: true);
        StateHasChanged();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args)
    {
        if (!InAddress)
            return;

        var there = new Uri(args.Location);
        if (there.AbsolutePath != _path || there.Query == _query)
            return;

        _query = there.Query;
        _ = InvokeAsync(ReloadAsync);
    }

    private async Task SearchSoonAsync(string? text)
    {
        (_search, _isTyping) = (text, true);
        try
        {
            await Task.Delay(TypingPause, Clock, _typing.Next());
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _isTyping = false;
        // every letter a step back would make the back button useless
        Go(_request with { Search = string.IsNullOrWhiteSpace(text) ? null : text.Trim(), Skip = 0 }, replace: true);
    }

    private void Filter(IReadOnlyList<ListFilter> filters) => Go(_request with { Filters = filters, Skip = 0 });

    private void ClearAll() => Go(new ListRequest { Take = _request.Take, Sort = _request.Sort });

    private void Go(ListRequest request) => Go(request, replace: false);

    private void Go(ListRequest request, bool replace)
    {
        // the next click builds on this one, even before the rows are there
        _request = request;
        var parts = OthersInAddress().Append(ListAddress.Write(request, _layout.PageSize)).Where(p => p.Length > 0);
        var query = string.Join('&', parts);
        if (!InAddress)
        {
            _query = query;
            _ = InvokeAsync(ReloadAsync);
            return;
        }

        _ = HoldAsync();
        Address.NavigateTo(PathHere + (query.Length > 0 ? "?" + query : ""), new NavigationOptions { ReplaceHistoryEntry = replace });
    }

    // Blazor scrolls to the top after every navigation; a list that only turned its page stays where it is
    private async Task HoldAsync()
    {
        if (_keys is not null)
            await _keys.InvokeVoidAsync("hold");
    }

    /// <summary>What else stands in the address: the view, and parameters of the page itself.</summary>
    private IEnumerable<string> OthersInAddress()
    {
        var query = System.Web.HttpUtility.ParseQueryString(_query);
        return query.AllKeys.OfType<string>().Where(key => !ListAddress.Owns(key)).SelectMany(key => (query.GetValues(key) ?? []).Select(value => $"{key}={Uri.EscapeDataString(value)}"));
    }
}
