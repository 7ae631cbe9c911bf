using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Sales;

public sealed partial class CounterPage : IDisposable
{
    private const int Most = 12;

    private static readonly decimal[] Steps = [5, 10, 20, 50, 100, 200];

    private readonly Newest _searching = new();
    private readonly Newest _counting = new();
    private readonly List<DraftLine> _lines = [];
    private CounterSale _sale = new();
    private IReadOnlyList<LocationRow> _locations = [];
    private IReadOnlyList<VariantHead> _found = [];
    private ScanField? _scan;
    private Order? _counted;
    private Order? _sold;
    private string _key = Text.RandomToken();
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

    private bool MayPay => !_busy && _lines.Count > 0 && _note is null && _sale.LocationId is not null;

    /// <summary>The round amounts that a customer is likely to hand over.</summary>
    private IEnumerable<decimal> Notes => _counted is not { Total: > 0 } counted
        ? []
        : Steps.Select(s => Math.Ceiling(counted.Total / s) * s).Prepend(counted.Total).Distinct().Take(4);

    public void Dispose()
    {
        _searching.Dispose();
        _counting.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var open = new ListRequest { Filters = [new ListFilter("active", FilterOperator.Is, "true")], Take = ListRequest.MaxTake };
        _locations = [.. (await Locations.PageAsync(open)).Rows.OrderByDescending(l => l.Kind == LocationKind.Store).ThenBy(l => l.Name)];
        _sale.LocationId = _locations.Any(l => l.Id == Location) ? Location : _locations.Select(l => (long?)l.Id).FirstOrDefault();
    }

    private void MoveAsync(ChangeEventArgs chosen)
    {
        _sale.LocationId = long.Parse((string)chosen.Value!, CultureInfo.InvariantCulture);
        Address.NavigateTo($"/counter?location={_sale.LocationId}", replace: true);
    }

    private async Task SearchAsync(string text)
    {
        _note = null;
        var mine = _searching.Next();
        try
        {
            _found = string.IsNullOrWhiteSpace(text) ? [] : await Goods.FindAsync(text, Most, mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // more was typed; the newer search answers
        }
    }

    private async Task ScannedAsync(string text)
    {
        _searching.Next();
        var found = await Goods.FindAsync(text, Most);
        if (found.Count == 1)
            await AddAsync(found[0]);
        else
            (_found, _note) = (found, found.Count == 0 ? L["Nothing is called or scanned as “{0}”.", text].Value : null);
    }

    private async Task ChooseAsync(VariantHead variant)
    {
        await AddAsync(variant);
        await _scan!.ReadyAsync();
    }

    private Task AddAsync(VariantHead variant)
    {
        if (_lines.Find(l => l.VariantId == variant.VariantId) is { } there)
            there.Quantity++;
        else
            _lines.Add(new DraftLine { VariantId = variant.VariantId });
        _found = [];
        return CountAsync();
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
        (_given, _note) = (0, null);
        // what was scanned meanwhile is counted by a newer one, and that one's answer counts
        var mine = _counting.Next();
        try
        {
            var counted = _lines.Count == 0 ? null : await Counter.PreviewAsync(_sale);
            if (!mine.IsCancellationRequested)
                _counted = counted;
        }
        catch (BusinessRuleException refusal)
        {
            if (!mine.IsCancellationRequested)
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

    private Task StartAnewAsync()
    {
        Next();
        return _scan!.ReadyAsync();
    }

    private void Next()
    {
        _lines.Clear();
        (_sale, _key, _counted, _sold, _given, _change, _note, _found) = (new CounterSale { LocationId = _sale.LocationId }, Text.RandomToken(), null, null, 0, 0, null, []);
    }
}
