using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Lists;

/// <summary>Filters in words: what a chip says.</summary>
internal static class FilterText
{
    public static string Of(FilterDraft draft, string title, IStringLocalizer<Texts> texts) => draft.Way switch
    {
        FilterWay.Empty => texts["{0}: empty", title],
        FilterWay.NotEmpty => texts["{0}: not empty", title],
        FilterWay.OneOf => $"{title}: {string.Join(", ", draft.Chosen.Order(StringComparer.Ordinal).Select(c => texts[ChoiceText.Of(c)].Value))}",
        FilterWay.Between => Range(draft, title, texts),
        FilterWay.Is when draft.Kind == FieldKind.YesNo => $"{title}: {(draft.Value == "true" ? texts["Yes"] : texts["No"])}",
        FilterWay.Is => $"{title}: {Shown(draft.Value, draft.Kind)}",
        FilterWay.IsNot => texts["{0}: not {1}", title, draft.Value],
        FilterWay.StartsWith => texts["{0} begins with “{1}”", title, draft.Value],
        _ => texts["{0} contains “{1}”", title, draft.Value],
    };

    public static string Of(FilterWay way, FieldKind kind, IStringLocalizer<Texts> texts) => way switch
    {
        FilterWay.Contains => texts["contains"],
        FilterWay.StartsWith => texts["begins with"],
        FilterWay.Is => texts["is exactly"],
        FilterWay.IsNot => texts["is not"],
        FilterWay.Between when kind is FieldKind.Date or FieldKind.Instant => texts["from – to"],
        FilterWay.Between => texts["between"],
        FilterWay.OneOf => texts["is one of"],
        FilterWay.Empty => texts["is empty"],
        _ => texts["is not empty"],
    };

    private static string Range(FilterDraft draft, string title, IStringLocalizer<Texts> texts) => (draft.Value.Length, draft.To.Length) switch
    {
        ( > 0, > 0) when draft.Value == draft.To => $"{title}: {Shown(draft.Value, draft.Kind)}",
        ( > 0, > 0) => $"{title}: {Shown(draft.Value, draft.Kind)} – {Shown(draft.To, draft.Kind)}",
        ( > 0, 0) => texts["{0}: from {1}", title, Shown(draft.Value, draft.Kind)],
        _ => texts["{0}: up to {1}", title, Shown(draft.To, draft.Kind)],
    };

    private static string Shown(string value, FieldKind kind) => kind switch
    {
        FieldKind.Date or FieldKind.Instant when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => day.ToString("d", CultureInfo.CurrentCulture),
        FieldKind.Number or FieldKind.Money or FieldKind.Quantity when decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) =>
            number.ToString("#,0.####", CultureInfo.CurrentCulture),
        _ => value,
    };
}
