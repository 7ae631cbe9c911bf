using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Lists;

/// <summary>A value of a list as people read it, by its kind.</summary>
internal static class GridCell
{
    public static RenderFragment Of(FieldKind kind, object? value, IStringLocalizer<Texts> texts) => builder =>
        builder.AddContent(0, TextOf(kind, value, texts));

    public static string TextOf(FieldKind kind, object? value, IStringLocalizer<Texts> texts) => (kind, value) switch
    {
        (_, null or "") => "–",
        (FieldKind.Choice, _) => texts[ChoiceText.Of(value)],
        (FieldKind.YesNo, bool yes) => yes ? texts["Yes"] : texts["No"],
        (FieldKind.Money, IFormattable amount) => amount.ToString("N2", CultureInfo.CurrentCulture),
        (FieldKind.Number or FieldKind.Quantity, IFormattable number) => number.ToString("#,0.###", CultureInfo.CurrentCulture),
        (FieldKind.Date, DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture),
        (FieldKind.Instant, DateTimeOffset at) => at.ToString("g", CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };
}
