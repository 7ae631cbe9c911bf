using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Languages;

/// <summary>Refusals of the shop in the reader's language.</summary>
public static class Translation
{
    public static string In(this BusinessRuleException refusal, IStringLocalizer<Texts> texts) =>
        refusal is ForbiddenException forbidden
            ? texts[refusal.Sentence, texts[Permissions.TitleOf(forbidden.Permission)].Value]
            : texts[refusal.Sentence, [.. refusal.Arguments]];

    /// <summary>Something the system said, in the reader's language.</summary>
    public static string In(this Sentence said, IStringLocalizer<Texts> texts) => texts[said.Text, [.. said.Arguments]];
}
