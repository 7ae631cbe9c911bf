using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace InventorySync.Web.Sales;

public sealed partial class CounterPage : IAsyncDisposable
{
    private const int Most = 12;

    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);
    private static readonly decimal[] Steps = [5, 10, 20, 50, 100, 200];

    private readonly Newest _typing = new();
    private readonly Newest _counting = new();
    private readonly List<DraftLine> _lines = [];
    private CounterSale _sale = new();
    private IReadOnlyList<LocationRow> _locations = [];
    private IReadOnlyList<VariantHead> _found = [];
    private IJSObjectReference? _module;
    private ElementReference _scan;
    private Order? _counted;
    private Order? _sold;
    private string _key = Text.RandomToken();
    private string? _typed;
    private string? _note;
    private decimal _given;
    private decimal _change;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "location")]
    private long? Location { get; set; }

    [Inject]
    private CounterSales Counter { get; set; } = null!;

    [Inject]
    private Orders Orders { get; set; } = null!;

    [Inject]
    private CatalogSearch Goods { get; set; } = null!;

    [Inject]
    private LocationList Locations { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool MayPay => !_busy && _lines.Count > 0 && _note is null && _sale.LocationId is not null;

    /// <summary>The round amounts that a customer is likely to hand over.</summary>
    private IEnumerable<decimal> Notes => _counted is not { Total: > 0 } counted
        ? []
        : Steps.Select(s => Math.Ceiling(counted.Total / s) * s).Prepend(counted.Total).Distinct().Take(4);

    public async ValueTask DisposeAsync()
    {
        _typing.Dispose();
        _counting.Dispose();
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("leave");
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and the module with it
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var open = new ListRequest { Filters = [new ListFilter("active", FilterOperator.Is, "true")], Take = ListRequest.MaxTake };
        _locations = [.. (await Locations.PageAsync(open)).Rows.OrderByDescending(l => l.Kind == LocationKind.Store).ThenBy(l => l.Name)];
        _sale.LocationId = _locations.Any(l => l.Id == Location) ? Location : _locations.Select(l => (long?)l.Id).FirstOrDefault();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        // whatever was touched last, the next scan goes into the field
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/counter.js");
        await _module.InvokeVoidAsync("listen", "counter-scan");
        await _scan.FocusAsync();
    }

    private void MoveAsync(ChangeEventArgs chosen)
    {
        _sale.LocationId = long.Parse((string)chosen.Value!, CultureInfo.InvariantCulture);
        Address.NavigateTo($"/counter?location={_sale.LocationId}", replace: true);
    }

    private async Task TypeAsync(string? text)
    {
        (_typed, _note) = (text, null);
        var mine = _typing.Next();
        if (string.IsNullOrWhiteSpace(text))
        {
            _found = [];
            return;
        }

        try
        {
            await Task.Delay(TypingPause, Clock, mine);
            _found = await Goods.FindAsync(text, Most, mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // more was typed; the newer search answers
        }
    }

    // a scanner types and presses Enter at once, before the pause is over
    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Enter" || string.IsNullOrWhiteSpace(_typed))
            return;

        _typing.Next();
        // taken now: the same thing may be scanned once more before it was found
        var text = _typed;
        _typed = null;
        var found = await Goods.FindAsync(text, Most);
        if (found.Count == 1)
            await AddAsync(found[0], typedStill: false);
        else
            (_found, _note) = (found, found.Count == 0 ? L["Nothing is called or scanned as “{0}”.", text].Value : null);
    }

    private async Task AddAsync(VariantHead variant, bool typedStill)
    {
        if (_lines.Find(l => l.VariantId == variant.VariantId) is { } there)
            there.Quantity++;
        else
            _lines.Add(new DraftLine { VariantId = variant.VariantId });
        _found = [];
        if (typedStill)
            _typed = null;
        await ClearAsync(typedStill);
        await CountAsync();
        await _scan.FocusAsync();
    }

    // The field belongs to the browser: the next scan may be on its way while this one is counted, and must not be overwritten.
    private async Task ClearAsync(bool typedStill)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("clear", "counter-scan", typedStill);
    }

    private async Task StepAsync(DraftLine line, int by)
    {
        line.Quantity += by;
        if (line.Quantity <= 0)
            _lines.Remove(line);
        await CountAsync();
    }

    private Task RemoveAsync(DraftLine line)
    {
        _lines.Remove(line);
        return CountAsync();
    }

    private async Task CountAsync()
    {
        _sale.Lines = [.. _lines];
        _given = 0;
        try
        {
            _note = null;
            var mine = _counting.Next();
            var counted = _lines.Count == 0 ? null : await Counter.PreviewAsync(_sale);
            if (!mine.IsCancellationRequested)
                _counted = counted; // otherwise more was scanned meanwhile, and is counted
        }
        catch (BusinessRuleException refusal)
        {
            _note = refusal.In(L);
        }
    }

    private async Task PayAsync(PaymentMethod method)
    {
        _busy = true;
        try
        {
            _sale.Lines = [.. _lines];
            _sale.Method = method;
            var sold = await Orders.FindAsync(await Counter.SellAsync(_sale, _key));
            (_sold, _change) = (sold, method == PaymentMethod.Cash ? Math.Max(0, _given - sold.Total) : 0);
        }
        catch (BusinessRuleException refusal)
        {
            _note = refusal.In(L);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task NextAsync()
    {
        _lines.Clear();
        (_sale, _key, _counted, _sold, _given, _change, _note, _typed, _found) = (new CounterSale { LocationId = _sale.LocationId }, Text.RandomToken(), null, null, 0, 0, null, null, []);
        StateHasChanged();
        await Task.Yield();
        await _scan.FocusAsync();
    }
}
