using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;

namespace InventorySync.Web.Purchasing;

public sealed partial class PurchaseOrderPage
{
    private PurchaseOrder? _order;
    private Supplier? _supplier;
    private IReadOnlyList<PurchaseMail> _mails = [];
    private IReadOnlyList<PurchaseProblem> _problems = [];
    private string _place = "";
    private bool _busy;

    [Parameter]
    public long OrderId { get; set; }

    [CascadingParameter]
    private Screen? Screen { get; set; }

    [Inject]
    private PurchaseOrders Orders { get; set; } = null!;

    [Inject]
    private Suppliers Suppliers { get; set; } = null!;

    [Inject]
    private Approving Approving { get; set; } = null!;

    [Inject]
    private Sending Sending { get; set; } = null!;

    [Inject]
    private Receiving Receiving { get; set; } = null!;

    [Inject]
    private PurchaseOrderList List { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private CurrentActor Me { get; set; } = null!;

    private PurchaseMail? Waiting => _mails.FirstOrDefault(m => m.State == PurchaseMailState.Waiting);

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _order = await Orders.FindAsync(OrderId);
        _mails = await Orders.MailsAsync(OrderId);
        _supplier = await Suppliers.FindAsync(_order.SupplierId);
        _place = (await List.RowAsync(OrderId))?.Location ?? "";
    }

    private bool May(string permission) => Me.May(permission);

    private string Lead(PurchaseOrder order) =>
        $"{_supplier?.Name} · {(Screen?.Local(order.CreatedAt) ?? order.CreatedAt).ToString("d", CultureInfo.CurrentCulture)} · {order.CreatedByName}";

    private bool HasMore(PurchaseOrder order) => May(Permissions.PurchasingManage) && !order.Ended;

    private async Task SubmitAsync(bool agreed)
    {
        SubmitAnswer? answer = null;
        await DoAsync(async () => answer = await Approving.SubmitAsync(OrderId, agreed));
        _problems = answer is { Done: false } ? answer.Problems : [];
        if (answer is { Done: true })
            Toasts.Success(answer.State == PurchaseState.AwaitingApproval ? L["The order waits for approval by another person."] : L["The order is finished and can be sent."]);
    }

    private async Task ApproveAsync()
    {
        if (await DoAsync(() => Approving.ApproveAsync(OrderId)))
            Toasts.Success(L["The order is approved."]);
    }

    private Task SendBackAsync() => AskAsync(L["Send the order back?"], L["Whoever wrote it changes it and finishes it again."], L["Send back"], reason => Approving.SendBackAsync(OrderId, reason));

    private Task CancelAsync() => AskAsync(L["Cancel order {0}?", _order!.Number], L["Nothing of it is waited for any more. Tell the supplier, if it was sent."], L["Cancel the order"], reason => Orders.CancelAsync(OrderId, reason));

    private Task CloseAsync() => AskAsync(L["Close order {0}?", _order!.Number], L["What has not come is not waited for any more."], L["Close"], reason => Orders.CloseAsync(OrderId, reason));

    private Task UndoAsync(Receipt receipt) => AskAsync(
        L["Take receipt {0} back?", receipt.Number], L["What went to stock leaves it again, and the order waits for it again."], L["Take back"], reason => Receiving.UndoAsync(OrderId, receipt.Id, reason));

    private async Task AddCostAsync(Receipt receipt)
    {
        var parameters = new Dictionary<string, object?> { [nameof(LateBillDialog.OrderId)] = OrderId, [nameof(LateBillDialog.Receipt)] = receipt };
        if (await Dialogs.OpenAsync<LateBillDialog>(L["A cost of receipt {0}", receipt.Number], parameters, ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task AskAsync(string title, string text, string action, Func<string?, Task> work)
    {
        var parameters = new Dictionary<string, object?> { [nameof(ReasonDialog.Text)] = text, [nameof(ReasonDialog.Action)] = action, [nameof(ReasonDialog.Work)] = work };
        if (await Dialogs.OpenAsync<ReasonDialog>(title, parameters, ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task ExpectAsync()
    {
        if (await Dialogs.OpenAsync<ExpectDialog>(L["Another day of delivery"], new Dictionary<string, object?> { [nameof(ExpectDialog.Order)] = _order }, ShopDialog.Usual) is true)
            await ReadAsync();
    }

    private async Task MailAsync()
    {
        var parameters = new Dictionary<string, object?> { [nameof(SendDialog.Order)] = _order, [nameof(SendDialog.Supplier)] = _supplier };
        if (await Dialogs.OpenAsync<SendDialog>(L["Send order {0}", _order!.Number], parameters, ShopDialog.Wide) is true)
            await ReadAsync();
    }

    private async Task<bool> DoAsync(Func<Task> work)
    {
        _busy = true;
        var done = await Toasts.TryAsync(L, work);
        if (done)
            _problems = [];
        _busy = false;
        await ReadAsync();
        return done;
    }
}
