using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace InventorySync.Web.Shared;

/// <summary>A link of the menu. Of pages that lie below each other only the nearest one is marked.</summary>
public sealed class SidebarLink : NavLink
{
    [Parameter, EditorRequired]
    public NavigationEntry Entry { get; set; } = null!;

    protected override bool ShouldMatch(string uriAbsolute) => Navigation.Of(new Uri(uriAbsolute).AbsolutePath) == Entry;
}
