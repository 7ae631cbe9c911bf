using Microsoft.AspNetCore.Components;
using Radzen;

namespace InventorySync.Web.Shared;

/// <summary>Asks before something that cannot be taken back.</summary>
public sealed class Confirm(DialogService dialogs)
{
    /// <summary>True when the action was chosen; closing the question is a no.</summary>
    public async Task<bool> AskAsync(string title, string text, string action, bool danger = false, string? keep = null)
    {
        var answer = await dialogs.OpenAsync<ConfirmDialog>(title, new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = text,
            [nameof(ConfirmDialog.Action)] = action,
            [nameof(ConfirmDialog.Keep)] = keep,
            [nameof(ConfirmDialog.Danger)] = danger,
        }, new DialogOptions { Width = "min(28rem, calc(100vw - 2rem))", CloseDialogOnEsc = true, CloseDialogOnOverlayClick = false, ShowClose = false, CssClass = "dialog-small" });
        return answer is true;
    }
}
