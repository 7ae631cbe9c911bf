using Microsoft.JSInterop;

namespace InventorySync.Web.Access;

/// <summary>What pages about accounts ask of the browser. The script is loaded once a screen and goes with it.</summary>
public sealed class AccountScript(IJSRuntime js)
{
    private IJSObjectReference? _module;

    /// <summary>False where the browser lets no page copy; then the field's text is marked for the person to do it.</summary>
    public async Task<bool> CopyAsync(string text, string fieldId) => await (await ModuleAsync()).InvokeAsync<bool>("copy", text, fieldId);

    public async Task SaveAsync(string fileName, string text) => await (await ModuleAsync()).InvokeVoidAsync("save", fileName, text);

    public async Task PrintAsync() => await (await ModuleAsync()).InvokeVoidAsync("print");

    public async Task<bool> MakesPasskeysAsync() => await (await ModuleAsync()).InvokeAsync<bool>("canMakePasskeys");

    /// <summary>The holder is the element with the form token.</summary>
    public async Task<MadePasskey> MakePasskeyAsync(string holderId, string name) =>
        await (await ModuleAsync()).InvokeAsync<MadePasskey>("makePasskey", PasskeyEndpoints.NewPath, PasskeyEndpoints.KeepPath, holderId, name);

    private async Task<IJSObjectReference> ModuleAsync() => _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/account.js");
}

/// <summary>Codes where there are new ones; otherwise why nothing came of it, in the shop's words or the browser's.</summary>
public sealed record MadePasskey(string? Refusal, string? Given, string[]? Codes);
