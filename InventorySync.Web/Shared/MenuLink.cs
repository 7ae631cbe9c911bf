using Microsoft.AspNetCore.Components.Routing;

namespace InventorySync.Web.Shared;

/// <summary>A link of the menu. Of two that both fit the address, only the longer one is the present page.</summary>
public sealed class MenuLink : NavLink
{
    /// <summary>The path of the menu's entry.</summary>
    [Microsoft.AspNetCore.Components.Parameter, Microsoft.AspNetCore.Components.EditorRequired]
    public string Path { get; set; } = "";

    protected override bool ShouldMatch(string uriAbsolute) => Navigation.Of(new Uri(uriAbsolute).AbsolutePath)?.Path == Path;
}
