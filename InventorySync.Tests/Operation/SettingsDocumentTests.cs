using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using InventorySync.Web.Operation;
using Microsoft.Extensions.Configuration;

namespace InventorySync.Tests.Operation;

/// <summary>What the document on settings says is what the app knows, and the other way round.</summary>
public sealed partial class SettingsDocumentTests
{
    private static readonly Dictionary<string, (string Default, string Explanation)> Document = Rows().Matches(File.ReadAllText(Repository.File("docs/engineers/settings.md")))
        .ToDictionary(row => row.Groups[1].Value, row => (row.Groups[2].Value, row.Groups[3].Value));

    private static readonly IConfiguration SettingsFile = new ConfigurationBuilder().AddJsonFile(Repository.File("appsettings.json")).Build();

    [Fact]
    public void Every_setting_of_the_settings_file_is_explained()
    {
        var inFile = SettingsFile.AsEnumerable().Where(s => s.Value is not null).Select(s => Index().Replace(s.Key, "")).Distinct().ToList();

        Assert.NotEmpty(inFile);
        Assert.Empty(inFile.Except(Document.Keys));
    }

    [Fact]
    public void Every_setting_that_the_app_reads_is_explained_and_no_other()
    {
        Assert.Equal(Known().Select(k => k.Name).Order(), Document.Keys.Where(name => !name.StartsWith("Logging:", StringComparison.Ordinal)).Order());
        Assert.All(Document, row => Assert.True(row.Value.Explanation.Length > 15, $"{row.Key} is only named"));
    }

    [Fact]
    public void The_defaults_are_those_of_the_app_and_the_settings_file_says_the_same()
    {
        foreach (var (name, value) in Known())
        {
            var stated = Document[name].Default;
            Assert.True(InFile(name) is not { } written || written == stated, $"{name} is {InFile(name)} in appsettings.json and {stated} in the document");
            // an address to listen on, and the proxies of this machine, are the file's own choice
            Assert.True(name is "Urls" or "DataFolder" or "Proxies:Known" || Shown(value) == stated, $"{name} is {Shown(value)} in the app and {stated} in the document");
        }
    }

    [Fact]
    public void No_document_names_a_setting_that_does_not_exist()
    {
        var sections = string.Join('|', KnownSettings.Sections.Keys);
        var known = Known().Select(k => k.Name).ToHashSet();
        var named = from folder in new[] { "docs/engineers", "docs/users", "docs/decisions" }
                    from file in Directory.GetFiles(Repository.File(folder), "*.md")
                    from Match name in Regex.Matches(File.ReadAllText(file), $"`((?:{sections}):[A-Za-z:]+)`")
                    select (File: Path.GetFileName(file), Name: name.Groups[1].Value);

        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.True(known.Contains(n.Name) || known.Any(k => k.StartsWith($"{n.Name}:", StringComparison.Ordinal)), $"{n.File} names {n.Name}"));
    }

    private static IEnumerable<(string Name, object? Default)> Known() =>
    [
        .. KnownSettings.Outermost.Select(s => (s.Key, s.Value == typeof(bool) ? (object?)false : null)),
        .. KnownSettings.Sections.SelectMany(s => Below(s.Key, Activator.CreateInstance(s.Value)!)),
    ];

    private static IEnumerable<(string Name, object? Default)> Below(string section, object settings) =>
        settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => (Name: $"{section}:{p.Name}", Value: p.GetValue(settings)) switch
        {
            (var name, { } inner) when inner.GetType().IsClass && inner is not (string or IEnumerable) => Below(name, inner),
            var leaf => [leaf],
        });

    private static string? InFile(string name)
    {
        var section = SettingsFile.GetSection(name);
        if (!section.Exists())
            return null;
        var several = section.GetChildren().Select(c => c.Value).ToList();
        return several.Count > 0 ? string.Join(", ", several) : Shown(bool.TryParse(section.Value, out var yes) ? yes : section.Value);
    }

    private static string Shown(object? value) => value switch
    {
        null or "" => "empty",
        bool yes => yes ? "true" : "false",
        string text => text,
        IEnumerable several => several.Cast<object>().Any() ? string.Join(", ", several.Cast<object>()) : "empty",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"^\| `([A-Za-z:.]+)` \| (.+?) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Index();
}
