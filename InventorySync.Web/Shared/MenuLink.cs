using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace InventorySync.Web.Shared;

/// <summary>A link of the menu. Of two that both fit the address, only the longer one is the present page, and that one is moved into sight.</summary>
public sealed class MenuLink : NavLink
{
    private bool _shown;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The path of the menu's entry.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    protected override bool ShouldMatch(string uriAbsolute) => Navigation.Of(new Uri(uriAbsolute).AbsolutePath)?.Path == Path;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var isPresent = CssClass?.EndsWith(" active", StringComparison.Ordinal) == true;
        if (isPresent && !_shown)
            await Js.InvokeVoidAsync("shop.showPresent");
        _shown = isPresent;
    }
}
