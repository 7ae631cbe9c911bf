using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InventorySync.Tests.Architecture;

/// <summary>Documents that lead nowhere, pictures that weigh too much, dependencies that nobody explains.</summary>
public sealed partial class DocumentsTests
{
    private const int HeaviestPicture = 150 * 1024;

    private static readonly string[] Documents = [Repository.File("README.md"), Repository.File("CHANGELOG.md"), .. Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)];

    [Fact]
    public void Every_link_of_the_documents_leads_somewhere()
    {
        var broken = from document in Documents
                     let text = Code().Replace(File.ReadAllText(document), "")
                     from Match link in Links().Matches(text)
                     let target = link.Groups[1].Value
                     where !target.Contains("://", StringComparison.Ordinal) && !LeadsSomewhere(document, target)
                     select $"{Path.GetRelativePath(Repository.Root, document)}: {target}";

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("docs/users")]
    [InlineData("docs/engineers")]
    public void An_index_names_every_page_of_its_folder(string folder)
    {
        var index = File.ReadAllText(Repository.File($"{folder}/README.md"));

        Assert.All(Directory.GetFiles(Repository.File(folder), "*.md").Select(Path.GetFileName).Where(page => page != "README.md"), page => Assert.Contains($"({page})", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_are_light_and_all_of_them_are_shown()
    {
        var text = string.Concat(Documents.Select(File.ReadAllText));
        var pictures = Directory.GetFiles(Repository.File("docs/images")).Select(p => new FileInfo(p)).ToList();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture =>
        {
            Assert.True(picture.Length <= HeaviestPicture, $"{picture.Name} has {picture.Length} bytes");
            Assert.Contains($"images/{picture.Name})", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_readme_explains_every_dependency()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        var packages = XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);
        using var npm = JsonDocument.Parse(File.ReadAllText(Repository.File("InventorySync.Web/package.json")));
        var assets = new[] { "dependencies", "optionalDependencies" }.SelectMany(kind => npm.RootElement.GetProperty(kind).EnumerateObject()).Select(p => p.Name.StartsWith("@embedded-postgres/", StringComparison.Ordinal) ? "@embedded-postgres" : p.Name);

        Assert.All(packages.Concat(assets), package => Assert.Contains(package, readme, StringComparison.Ordinal));
    }

    private static bool LeadsSomewhere(string document, string target)
    {
        var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, null);
        var file = path.Length == 0 ? document : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, path));
        if (Directory.Exists(file))
            return anchor is null;
        return File.Exists(file) && (anchor is null || Headings().Matches(File.ReadAllText(file)).Any(h => AnchorOf(h.Groups[1].Value) == anchor));
    }

    private static string AnchorOf(string heading) => NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("```.*?```|`[^`]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
