using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;

namespace InventorySync.Tests.Catalog;

/// <summary>The catalogue's lists in the words of both databases, whichever one the tests run on.</summary>
public sealed class CatalogQueriesTests(TestShop shop) : IClassFixture<TestShop>
{
    private static readonly ListRequest Everything = new()
    {
        Search = "lamp oak",
        Filters = [new("archived", FilterOperator.Is, "false"), new("categoryPath", FilterOperator.StartsWith, "/1/"), new("stock", FilterOperator.OneOf, "InStock|OutOfStock"), new("lowestPrice", FilterOperator.AtLeast, "3"), new("available", FilterOperator.AtLeast, "1"), new("tags", FilterOperator.Contains, "gift")],
        Sort = [new("available", Descending: true), new("name")],
    };

    [Theory]
    [InlineData(DatabaseProvider.PostgreSql, true)]
    [InlineData(DatabaseProvider.PostgreSql, false)]
    [InlineData(DatabaseProvider.SqlServer, true)]
    [InlineData(DatabaseProvider.SqlServer, false)]
    public async Task Searching_filtering_and_sorting_is_done_by_the_database(DatabaseProvider provider, bool everywhere)
    {
        await using var database = new InventoryDatabase(provider, provider == DatabaseProvider.SqlServer ? "Server=nowhere;Database=none" : "Host=nowhere;Database=none", []);
        await using var db = database.Open(new Actor(ActorKind.Person, "Vera") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer], Locations = everywhere ? null : new HashSet<long> { 3 } });

        var products = shop.Get<ProductList>().Query(db, Everything).ToQueryString();
        var variants = shop.Get<VariantList>().Query(db, new ListRequest { Search = "lamp", Sort = [new("price")] }).ToQueryString();
        var alike = db.ProductsAlike("lmap").ToQueryString();

        Assert.Contains("product_summaries", products, StringComparison.Ordinal);
        Assert.Contains("ORDER BY", products, StringComparison.Ordinal);
        Assert.Equal(!everywhere, products.Contains("stock_items", StringComparison.Ordinal));
        Assert.Contains("search_text", variants, StringComparison.Ordinal);
        Assert.Contains(provider == DatabaseProvider.SqlServer ? "DIFFERENCE" : "products_alike", alike, StringComparison.Ordinal);
    }
}
