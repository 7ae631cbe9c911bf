using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Common;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Documents;
using InventorySync.Web;
using InventorySync.Web.Forms;
using InventorySync.Web.Settings;
using InventorySync.Web.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Languages;

/// <summary>Every English text that people may read on a screen, which is the key of its translations: found in the sources, and by name where words are made of names.</summary>
internal static partial class ShownTexts
{
    // looks ahead only, because in a page texts stand within the quotation marks of attributes
    private const string Text = "(?<![$@])\"(?=(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\")";

    // where a text is handed to something that translates it
    private static readonly string[] Places =
    [
        """\b(?:L|[Tt]exts)\[\s*TEXT""",
        """\b(?:L|[Tt]exts)\[[^\]"]*[?:]\s*TEXT""",
        """\b(?:L|[Tt]exts)\[[^\]"]*\?\s*"[^"]*"\s*:\s*TEXT""",
        """\b(?:Sentence|BusinessRuleException|NotFoundException|PaletteAction|Actor\.System|Words|HealthAnswer\.Good|Unit)\(\s*TEXT""",
        """\bnew HealthAnswer\([^;"]*TEXT""",
        """\bActorKind\.\w+, TEXT""",
        """\[(?:Job|Follower)\(TEXT""",
        """\[(?:Job|Follower)\("[^"]*",\s*TEXT""",
        """\[Display\([^)]*\b(?:Name|Description|GroupName) = TEXT""",
        """\[Display\([^)]*\b(?:Name|Description|GroupName) = "[^"]*",[^)]*\b(?:Description|GroupName) = TEXT""",
        """\bErrorMessage = TEXT""",
        """\.Add\("\w+",\s*TEXT""",
        """\bAddAuditSubject\([^,]+,\s*TEXT""",
        """\bAddPublicEvent\("[^"]*",\s*TEXT""",
        """\bAddSettings<\w+>\([^,]+,\s*TEXT""",
        """\bAddSettings<\w+>\([^,]+,\s*"[^"]*",\s*TEXT""",
        """\bTitle => TEXT""",
        """\.Audit\([^,"]+,\s*TEXT""",
        """\b(?:WriteDownAsync|EndAsync|ChangeAsync|Tell)\([^;"]*TEXT""",
        """\b(?:WriteDownAsync|EndAsync)\([^;"]*\? "[^"]*" : TEXT""",
        """\bSignInMethod\.\w+ => TEXT""",
        """\bSignInMethod\.\w+ => "[^"]*",\s*_ => TEXT""",
        """\bDatabaseProvider\.\w+ => TEXT""",
        """=> \("[\w-]+", TEXT""",
    ];

    private static readonly IReadOnlyList<string> Sources = [.. Files().Select(File.ReadAllText)];

    public static IReadOnlySet<string> All { get; } =
        (HashSet<string>)[.. OfPlaces().Concat(OfSentences()).Concat(OfPages()).Concat(OfModel()).Concat(OfChoices()).Concat(OfSettings()).Where(IsWords)];

    /// <summary>Whatever stands between quotation marks somewhere, or is a name of which words can be made.</summary>
    public static IReadOnlySet<string> Written { get; } = Sources
        .SelectMany(source => Found(source, Text).Concat(Identifier().Matches(source).Select(m => ChoiceText.Of(m.Value)))).ToHashSet();

    private static IEnumerable<string> Files([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
        return from project in (string[])["Domain", "Data", "Integrations", "Web"]
               from file in Directory.EnumerateFiles(Path.Combine(root, "InventorySync." + project), "*.*", SearchOption.AllDirectories)
               where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
               where !NotShown().IsMatch(Path.GetRelativePath(root, file).Replace('\\', '/'))
               select file;
    }

    private static IEnumerable<string> OfPlaces() =>
        from source in Sources
        from place in Places
        from text in Found(source, place.Replace("TEXT", Text, StringComparison.Ordinal))
        select text;

    // a whole sentence is for people, wherever it stands, unless it is written to the log or the console
    private static IEnumerable<string> OfSentences() =>
        from source in Sources
        where !ForConsole().IsMatch(source)
        from line in source.Split('\n')
        where !ForDevelopers().IsMatch(line)
        from text in Found(line, Text)
        where Sentence().IsMatch(text)
        select text;

    private static IEnumerable<string> OfPages() =>
    [
        .. Navigation.All.SelectMany(e => (string[])[e.Title, e.Group]),
        .. Permissions.All.SelectMany(p => (string[])[p.Title, p.Area]),
        .. BuiltInRoles.All.Keys,
        .. LabelSheet.All.Select(sheet => sheet.Title),
    ];

    // the audit names things and their values as the model does; a value that is taken is refused in the words of its index
    private static IEnumerable<string> OfModel()
    {
        var titled = Services().Select(s => s.ImplementationInstance).OfType<AuditSubject>().Select(s => s.Kind).ToHashSet();
        using var db = new PostgresInventoryDb(new DbContextOptionsBuilder<PostgresInventoryDb>().UseInventoryPostgres("Host=localhost").Options);
        foreach (var type in db.Model.GetEntityTypes())
        {
            foreach (var index in type.GetDeclaredIndexes())
            {
                if (index["Shop:TakenSentence"] is string taken)
                    yield return taken;
            }

            if (type["Shop:AuditedPartOf"] is string part)
                yield return ChoiceText.Of(part.Split('|')[2]);
            if (!type.ClrType.IsAssignableTo(typeof(IAudited)))
                continue;

            if (!titled.Contains(type.ClrType.Name))
                yield return ChoiceText.Of(type.ClrType.Name);
            foreach (var property in type.GetDeclaredProperties().Where(p => !p.IsPrimaryKey() && !p.IsConcurrencyToken && p.PropertyInfo?.GetCustomAttribute<NotAuditedAttribute>() is null))
                yield return ChoiceText.Of(property.Name);
            foreach (var inside in type.GetDeclaredNavigations().Where(n => n.TargetEntityType.IsOwned()))
                yield return ChoiceText.Of(inside.Name);
        }
    }

    // what can be chosen in a form, a column or a filter
    private static IEnumerable<string> OfChoices() =>
        from type in typeof(Sentence).Assembly.GetTypes()
        where type.Namespace != typeof(Domain.Forecasting.Forecaster).Namespace && type.Namespace != typeof(Domain.Lists.FilterOperator).Namespace
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let choice = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        where choice.IsEnum && choice.Assembly == typeof(Sentence).Assembly
        from name in Enum.GetNames(choice)
        select ChoiceText.Of(name);

    private static IEnumerable<string> OfSettings() =>
        from section in Services().Select(s => s.ImplementationInstance).OfType<SettingsSection>()
        from property in SettingsContent.PropertiesOf(section.Type)
        select SettingsWords.TitleOf(property);

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        ShopHost.AddShop(services, ShopDatabase.At(DatabaseProvider.PostgreSql, "Host=localhost"));
        return services;
    }

    private static IEnumerable<string> Found(string source, string pattern) =>
        Regex.Matches(source, pattern, RegexOptions.Multiline).Select(m => m.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));

    // icons, addresses and names of columns are no words
    private static bool IsWords(string text) => text.Any(char.IsLetter) && !text.Contains('\\') && !text.Contains("@L[", StringComparison.Ordinal) && !Name().IsMatch(text) && !Permissions.Exists(text);

    [GeneratedRegex(@"/(obj|bin|Migrations|Dev)/|^InventorySync\.Data/Demo/")]
    private static partial Regex NotShown();

    [GeneratedRegex(@"StartProblemException\(|namespace InventorySync\.\w+\.(Commands|Embedded)\b|\bclass (ApiDocument|ApiOperation|ListQuery|HostFilter|RateLimits)\b")]
    private static partial Regex ForConsole();

    [GeneratedRegex("""\bLog\w*\(|Message = |Justification = |\b(Invalid\w*|Argument\w*|NotSupported|Unreachable|TakenOver|BadHttpRequest)(Operation)?Exception\(|: Exception\(|WriteAllText|\[(property: )?Description\(|^\s*///|\*\*""")]
    private static partial Regex ForDevelopers();

    [GeneratedRegex("""^[A-Z0-9“{].* .*[.?!…]$""", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Identifier();

    [GeneratedRegex("""^[a-z]+[_:\-][a-z_:\-]*$|^/|^[a-z]+[A-Z]""")]
    private static partial Regex Name();
}
