using InventorySync.Domain.Alerts;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Alerts;

/// <summary>News in the reader's language.</summary>
public static class NotificationText
{
    public static string Of(NotificationRow notification, IStringLocalizer<Texts> texts) =>
        texts[notification.Sentence, [.. notification.Arguments]];
}
