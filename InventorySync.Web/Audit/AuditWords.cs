using System.Globalization;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Lists;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Audit;

/// <summary>What stands in the audit, in the words and at the addresses of the screens.</summary>
public static class AuditWords
{
    // as AuditText writes moments down
    private const string InstantFormat = "yyyy-MM-dd HH:mm:ssZ";

    public static string TitleOf(IEnumerable<AuditSubject> subjects, string kind, IStringLocalizer<Texts> texts) =>
        texts[subjects.FirstOrDefault(s => s.Kind == kind)?.Title ?? ChoiceText.Of(kind)];

    public static string FieldOf(string name, IStringLocalizer<Texts> texts) => texts[ChoiceText.Of(name)];

    public static string NameOf(ActorKind kind, string name, IStringLocalizer<Texts> texts) => kind switch
    {
        ActorKind.System => texts["InventorySync ({0})", texts[name].Value],
        ActorKind.Visitor => texts["Somebody not signed in"],
        _ => name,
    };

    public static string SymbolOf(ActorKind kind) => kind switch
    {
        ActorKind.System => "settings",
        ActorKind.ApiKey => "key",
        ActorKind.Visitor => "no_accounts",
        _ => "person",
    };

    public static DateTimeOffset? InstantOf(string value) =>
        value.Length == InstantFormat.Length && DateTimeOffset.TryParseExact(value, "u", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The audit of one thing.</summary>
    public static string AddressOf(string kind, long subjectId) => Address(
        new ListFilter("kind", FilterOperator.Is, kind), new ListFilter("subjectId", FilterOperator.Is, subjectId.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The audit of one person or key.</summary>
    public static string AddressOfActor(long actorId) => Address(new ListFilter("actorId", FilterOperator.Is, actorId.ToString(CultureInfo.InvariantCulture)));

    private static string Address(params ListFilter[] filters) => $"/audit?{ListAddress.Write(new ListRequest { Filters = filters })}";
}
