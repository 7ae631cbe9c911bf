using InventorySync.Domain.Sales;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;

namespace InventorySync.Web.Sales;

public sealed partial class OrderPage
{
    private Order? _order;
    private string? _channel;
    private IReadOnlyList<Shortage> _shortages = [];
    private bool _busy;

    [Parameter]
    public long OrderId { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private Orders Orders { get; set; } = null!;

    [Inject]
    private OrderList List { get; set; } = null!;

    [Inject]
    private Confirming Confirming { get; set; } = null!;

    [Inject]
    private Invoicing Invoicing { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _order = await Orders.FindAsync(OrderId);
        _channel = (await List.RowAsync(OrderId))?.Channel;
    }

    private bool May(string permission) => Me.May(permission);

    private string Lead(Order order)
    {
        var placed = (Screen?.Local(order.PlacedAt) ?? order.PlacedAt).ToString("f", System.Globalization.CultureInfo.CurrentCulture);
        var from = _channel ?? L[Forms.ChoiceText.Of(order.Source)].Value;
        return string.IsNullOrEmpty(order.ExternalNumber) ? $"{placed} · {from}" : $"{placed} · {from} · {order.ExternalNumber}";
    }

    private bool HasMore(Order order) =>
        (May(Permissions.OrdersEdit) && (order.IsOpen || order.State == OrderState.Draft))
        || (May(Permissions.OrdersShip) && order.State == OrderState.Picking)
        || (May(Permissions.ReturnsEdit) && order.Lines.Exists(l => l.Returnable > 0))
        || (May(Permissions.OrdersRefund) && order.Paid > order.Refunded);

    private async Task ConfirmAsync(bool evenShort)
    {
        ConfirmAnswer? answer = null;
        await DoAsync(async () => answer = await Confirming.ConfirmAsync(OrderId, evenShort));
        _shortages = answer is { Confirmed: false } ? answer.Shortages : [];
        if (answer is { Confirmed: true })
            Toasts.Success(L["Order {0} is confirmed.", _order!.Number]);
    }

    private async Task HoldMissingAsync(long? locationId)
    {
        IReadOnlyList<Shortage> missing = [];
        if (!await DoAsync(async () => missing = await Confirming.HoldMissingAsync(OrderId, locationId)))
            return;
        if (missing.Count == 0)
            Toasts.Success(L["Everything is held now."]);
        else
            Toasts.Warning(L["{0} are still missing.", MoneyFormat.Of(missing.Sum(m => m.Missing))]);
    }

    // opening a document must not change anything, so the number is given before
    private async Task InvoiceAsync()
    {
        if (await DoAsync(() => Invoicing.IssueAsync(OrderId)))
            Toasts.Success(L["Invoice {0} is written. Open it under Documents.", _order!.InvoiceNumber!]);
    }

    private Task ShipAsync() => OpenAsync<ShipDialog>(L["Send goods"]);

    private Task AllowReturnAsync() => OpenAsync<ReturnDialog>(L["Allow a return"]);

    private Task CancelAsync() => OpenAsync<CancelDialog>(L["Cancel order {0}?", _order!.Number]);

    private async Task OpenAsync<TDialog>(string title)
        where TDialog : ComponentBase
    {
        if (await Dialogs.OpenAsync<TDialog>(title, new Dictionary<string, object?> { ["Order"] = _order }, ShopDialog.Wide) is true)
            await ReadAsync();
    }

    private async Task PayAsync(bool refund)
    {
        var parameters = new Dictionary<string, object?> { [nameof(PayDialog.Order)] = _order, [nameof(PayDialog.Refund)] = refund };
        if (await Dialogs.OpenAsync<PayDialog>(refund ? L["Give money back"] : L["Take a payment"], parameters, ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task<bool> DoAsync(Func<Task> work)
    {
        _busy = true;
        var done = await Toasts.TryAsync(L, work);
        if (done)
            _shortages = [];
        _busy = false;
        await ReadAsync();
        return done;
    }
}
