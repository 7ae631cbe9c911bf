using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using InventorySync.Domain.Stock;
using InventorySync.Web.Forms;
using InventorySync.Web.Shared;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Stock;

/// <summary>Figures of the channels' share as people read them.</summary>
internal static class AllocationWords
{
    /// <summary>As the settings call it.</summary>
    public static string TitleOf(string figure) => typeof(AllocationSettings).GetProperty(figure)?.GetCustomAttribute<DisplayAttribute>()?.Name ?? figure;

    /// <summary>From the text that is kept: a number, or the name of a policy. Without one, the next figure up to the shop's holds.</summary>
    public static string ValueOf(string? kept, IStringLocalizer texts) =>
        kept is null ? texts["as above it"]
        : decimal.TryParse(kept, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? MoneyFormat.Of(number)
        : texts[ChoiceText.Of(kept)];
}
