using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;
using Radzen;

namespace InventorySync.Web.Access;

/// <summary>Asks for the password once more where it was not entered within the last minutes.</summary>
public sealed class ConfirmIdentity(Confirmations confirmations, DialogService dialogs, IStringLocalizer<Texts> texts)
{
    /// <summary>True when the person may go on.</summary>
    public async Task<bool> AskAsync() =>
        await confirmations.IsFreshAsync()
        || await dialogs.OpenAsync<ConfirmPasswordDialog>(texts["Is it you?"], options: new DialogOptions { Width = "min(28rem, calc(100vw - 2rem))", CloseDialogOnEsc = true }) is true;
}
