using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Lists;

/// <summary>A value of a list as people read it, by its kind.</summary>
internal static class GridCell
{
    public static RenderFragment Of(FieldKind kind, object? value, IStringLocalizer<Texts> texts) => builder =>
    {
        switch (kind, value)
        {
            case (FieldKind.Instant, DateTimeOffset at):
                builder.OpenComponent<Instant>(0);
                builder.AddComponentParameter(1, nameof(Instant.Value), (DateTimeOffset?)at);
                builder.CloseComponent();
                break;
            case (FieldKind.Money, decimal amount):
                builder.OpenComponent<MoneyText>(2);
                builder.AddComponentParameter(3, nameof(MoneyText.Amount), (decimal?)amount);
                builder.CloseComponent();
                break;
            case (FieldKind.Money, Money money):
                builder.OpenComponent<MoneyText>(4);
                builder.AddComponentParameter(5, nameof(MoneyText.Value), (Money?)money);
                builder.CloseComponent();
                break;
            case (FieldKind.YesNo, bool yes):
                builder.OpenComponent<Icon>(6);
                builder.AddComponentParameter(7, nameof(Icon.Name), yes ? "check" : "remove");
                builder.AddComponentParameter(8, nameof(Icon.Class), yes ? "icon-small look-success" : "icon-small muted");
                builder.CloseComponent();
                builder.AddMarkupContent(9, " ");
                builder.AddContent(10, TextOf(kind, value, texts));
                break;
            default:
                builder.AddContent(11, TextOf(kind, value, texts));
                break;
        }
    };

    public static string TextOf(FieldKind kind, object? value, IStringLocalizer<Texts> texts) => (kind, value) switch
    {
        (_, null or "") => "–",
        (FieldKind.Choice, _) => texts[ChoiceText.Of(value)],
        (FieldKind.YesNo, bool yes) => yes ? texts["Yes"] : texts["No"],
        (FieldKind.Number or FieldKind.Quantity or FieldKind.Money, IFormattable number) => number.ToString("#,0.###", CultureInfo.CurrentCulture),
        (FieldKind.Date, DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture),
        (FieldKind.Instant, DateTimeOffset at) => at.ToString("g", CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };
}
