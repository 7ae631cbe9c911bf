using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;

namespace InventorySync.Tests.Catalog;

public sealed class CategoriesTests(TestShop shop) : IClassFixture<TestShop>
{
    private Categories Categories => shop.Get<Categories>();

    [Fact]
    public async Task A_branch_moves_with_everything_below_it()
    {
        var kitchen = await CreateAsync("Kitchen");
        var pots = await CreateAsync("Pots", kitchen);
        var lids = await CreateAsync("Lids", pots);
        var outdoor = await CreateAsync("Outdoor");

        await Categories.ChangeAsync(pots, (await Categories.FindAsync(pots)).Version, new CategoryDetails { Name = "Pots and pans", ParentId = outdoor });

        var tree = await Categories.TreeAsync();
        Assert.Equal("Outdoor › Pots and pans › Lids", tree.Single(c => c.Id == lids).Trail);
        Assert.Equal($"/{outdoor}/{pots}/{lids}/", (await Categories.FindAsync(lids)).Path);
        var ring = await Assert.ThrowsAsync<BusinessRuleException>(async () => await Categories.ChangeAsync(outdoor, (await Categories.FindAsync(outdoor)).Version, new CategoryDetails { Name = "Outdoor", ParentId = lids }));
        Assert.Contains("cannot be moved into itself or below itself", ring.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_used_once_in_a_branch()
    {
        var above = await CreateAsync("Above");
        await CreateAsync("Twice", above);
        await CreateAsync("Twice");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => CreateAsync("twice", above));

        Assert.Equal(("Name", "There is already a category “twice” in this branch. Choose a different name."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task What_is_used_is_not_deleted()
    {
        var above = await CreateAsync("Used above");
        var below = await CreateAsync("Used below", above);
        var product = CatalogGoods.Plain("In a category");
        product.Details.CategoryId = below;
        await shop.Get<Products>().CreateAsync(product);

        Assert.Equal("“Used above” has 1 categories below it. Move or delete those first.", (await Assert.ThrowsAsync<BusinessRuleException>(() => Categories.DeleteAsync(above))).Message);
        Assert.Equal("“Used below” holds 1 products. Give them another category first; archived ones count too.", (await Assert.ThrowsAsync<BusinessRuleException>(() => Categories.DeleteAsync(below))).Message);
        var node = (await Categories.TreeAsync()).Single(c => c.Id == above);
        Assert.Equal((0, 1), (node.Products, node.AllProducts));
    }

    [Fact]
    public async Task The_tree_has_a_depth_one_can_still_read()
    {
        long? parent = null;
        for (var depth = 1; depth <= Category.Deepest; depth++)
            parent = await CreateAsync($"Depth {depth}", parent);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => CreateAsync("Too deep", parent));

        Assert.Equal("The tree is at most 8 categories deep. Choose a branch further up.", refused.Message);
    }

    [Fact]
    public async Task A_product_is_found_in_its_branch_and_all_above()
    {
        var above = await CreateAsync("Garden");
        var below = await CreateAsync("Seeds", above);
        var product = CatalogGoods.Plain("Sunflower seeds");
        product.Details.CategoryId = below;
        var id = await shop.Get<Products>().CreateAsync(product);
        var path = (await Categories.FindAsync(above)).Path;

        var page = await shop.Get<ProductList>().PageAsync(new ListRequest { Filters = [new ListFilter("categoryPath", FilterOperator.StartsWith, path)] });

        Assert.Equal(id, Assert.Single(page.Rows).Id);
    }

    [Fact]
    public async Task A_brand_that_is_used_is_not_deleted_and_its_name_is_used_once()
    {
        var brands = shop.Get<Brands>();
        var brand = await brands.CreateAsync(new BrandDetails { Name = "Nordlicht" });
        var product = CatalogGoods.Plain("Branded");
        product.Details.BrandId = brand;
        await shop.Get<Products>().CreateAsync(product);

        Assert.Equal("There is already a brand “NORDLICHT”. Choose a different name.", (await Assert.ThrowsAsync<BusinessRuleException>(() => brands.CreateAsync(new BrandDetails { Name = "NORDLICHT" }))).Message);
        Assert.StartsWith("1 products are of the brand “Nordlicht”.", (await Assert.ThrowsAsync<BusinessRuleException>(() => brands.DeleteAsync(brand))).Message, StringComparison.Ordinal);
    }

    private Task<long> CreateAsync(string name, long? parentId = null) => Categories.CreateAsync(new CategoryDetails { Name = name, ParentId = parentId });
}
