using Radzen;

namespace InventorySync.Web.Shared;

/// <summary>The sizes of dialogs.</summary>
public static class ShopDialog
{
    public static DialogOptions Usual => Of("32rem");

    public static DialogOptions Wide => Of("46rem");

    private static DialogOptions Of(string width) => new()
    {
        Width = $"min({width}, calc(100vw - 2rem))",
        CloseDialogOnEsc = true,
        CloseDialogOnOverlayClick = false,
    };
}
