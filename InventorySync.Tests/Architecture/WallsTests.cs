using System.Reflection;
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

    private static List<string> ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(r => r.Name!)];
}
