using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Webhooks;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace InventorySync.Web.Webhooks;

public sealed partial class WebhookPage(
    WebhookSubscriptions subscriptions, WebhookSending sending, DeliveryList list, PublicEvents events,
    Confirm confirm, DialogService dialogs, Toasts toasts, NavigationManager address)
{
    private const int Shown = 10;

    private WebhookSubscription? _subscription;
    private WebhookHealth? _health;
    private IssuedSecret? _issued;
    private IReadOnlyList<DeliveryRow> _deliveries = [];
    private int _held;
    private bool _busy;

    [Parameter]
    public long SubscriptionId { get; set; }

    private PublicEvents Events => events;

    private string DeliveriesHref => $"/integration/webhooks/deliveries?{ListAddress.Write(new ListRequest { Filters = [Mine] })}";

    private ListFilter Mine => new("subscriptionId", Domain.Lists.FilterOperator.Is, SubscriptionId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string StoppedBecause => _subscription!.State switch
    {
        SubscriptionState.Paused => L["Paused. What happens meanwhile waits."],
        SubscriptionState.Gone => L["The other system answered that this address is gone for good. Nothing is kept for it any more. Enter a new address if it has one, then let it go on."],
        _ => L["Stopped, because nothing came through for hours. What happens meanwhile waits. Ask those who run the other system, then let it go on."],
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_subscription?.Id == SubscriptionId)
            return;

        _issued = null;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _subscription = await subscriptions.FindAsync(SubscriptionId);
        _health = await subscriptions.HealthAsync(SubscriptionId);
        _deliveries = (await list.PageAsync(new ListRequest { Filters = [Mine], Take = Shown })).Rows;
        _held = await list.CountAsync(new ListRequest { Filters = [Mine, new ListFilter("state", Domain.Lists.FilterOperator.Is, nameof(DeliveryState.Held)), new ListFilter("event", Domain.Lists.FilterOperator.IsNot, Deliveries.TestEvent)] });
    }

    private async Task TestAsync()
    {
        _busy = true;
        try
        {
            var deliveryId = await sending.SendTestAsync(SubscriptionId);
            address.NavigateTo($"/integration/webhooks/deliveries/{deliveryId}");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task PauseAsync()
    {
        await subscriptions.PauseAsync(SubscriptionId);
        await ReadAsync();
        toasts.Success(L["“{0}” is paused.", _subscription!.Name]);
    }

    private async Task ResumeAsync(bool sendWhatWaited)
    {
        await subscriptions.ResumeAsync(SubscriptionId, sendWhatWaited);
        await ReadAsync();
        toasts.Success(L["“{0}” goes on.", _subscription!.Name]);
    }

    private async Task ReplayFailedAsync()
    {
        var options = new DialogOptions { Width = "min(30rem, calc(100vw - 2rem))", CloseDialogOnEsc = true, ShowClose = false };
        if (await dialogs.OpenAsync<ReplayDialog>(L["Send failed ones again"], new Dictionary<string, object?> { [nameof(ReplayDialog.SubscriptionId)] = SubscriptionId }, options) is not int count)
            return;

        await ReadAsync();
        toasts.Success(count == 0 ? L["Nothing has failed since then."] : L["{0} are sent again.", count]);
    }

    private async Task RotateAsync()
    {
        if (!await confirm.AskAsync(L["New secret for “{0}”?", _subscription!.Name], L["The former one goes on for one day beside it. Change the other system within this time."], L["Make a new secret"]))
            return;

        _issued = await subscriptions.RotateSecretAsync(SubscriptionId);
        await ReadAsync();
    }

    private async Task DeleteAsync()
    {
        if (!await confirm.AskAsync(L["Delete “{0}”?", _subscription!.Name], L["The other system is told of nothing more, and all deliveries to it are deleted too. This cannot be taken back."], L["Delete"], danger: true))
            return;

        await subscriptions.DeleteAsync(SubscriptionId);
        toasts.Success(L["“{0}” is deleted.", _subscription.Name]);
        address.NavigateTo("/integration/webhooks");
    }
}
