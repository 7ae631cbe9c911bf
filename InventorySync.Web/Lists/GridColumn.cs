using InventorySync.Domain.Lists;
using Microsoft.AspNetCore.Components;

namespace InventorySync.Web.Lists;

/// <summary>Shows a column of a grid in its own way; without one, the grid shows the value by its kind.</summary>
public sealed class GridColumn<TRow> : ComponentBase
    where TRow : class, IListRow
{
    [CascadingParameter]
    private ShopGrid<TRow> Grid { get; set; } = null!;

    /// <summary>The name of the field in the list source.</summary>
    [Parameter, EditorRequired]
    public string Field { get; set; } = "";

    [Parameter]
    public RenderFragment<TRow>? ChildContent { get; set; }

    protected override void OnInitialized() => Grid.Add(this);
}
