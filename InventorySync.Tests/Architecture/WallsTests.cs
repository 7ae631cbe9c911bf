using System.Reflection;
using System.Text.RegularExpressions;
using InventorySync.Domain;

namespace InventorySync.Tests.Architecture;

/// <summary>The walls between the projects.</summary>
public sealed class WallsTests
{
    [Fact]
    public void Domain_references_none_of_the_other_projects_and_no_database()
    {
        var references = ReferencesOf(typeof(InventoryDb).Assembly);

        Assert.DoesNotContain(references, r => r.StartsWith("InventorySync.", StringComparison.Ordinal));
        Assert.DoesNotContain(references, r => r.StartsWith("Npgsql", StringComparison.Ordinal) || r.Contains("SqlClient", StringComparison.Ordinal));
        Assert.DoesNotContain(references, r => r.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || r.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_and_integrations_do_not_know_the_web() =>
        Assert.All(
            [typeof(Data.InventoryDatabase).Assembly],
            assembly => Assert.DoesNotContain("InventorySync.Web", ReferencesOf(assembly)));

    [Theory]
    [InlineData("Catalog", "Stock|Channels|Forecasting|Alerts|Importing")]
    [InlineData("Access", "Catalog|Places|Stock|Channels|Forecasting|Alerts|Importing")]
    public void What_stands_at_the_bottom_does_not_know_what_stands_on_it(string capability, string above)
    {
        var known = new Regex($@"using InventorySync\.Domain\.({above})\b|(?<![\w.])({above})\.[A-Z]\w*");

        Assert.All(Directory.GetFiles(Repository.File($"InventorySync.Domain/{capability}"), "*.cs"), file => Assert.False(known.IsMatch(File.ReadAllText(file)), $"{file}: {known.Match(File.ReadAllText(file)).Value}"));
    }

    private static List<string> ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(r => r.Name!)];
}
