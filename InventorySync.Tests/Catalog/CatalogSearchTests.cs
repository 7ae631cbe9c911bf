using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Catalog;

public sealed class CatalogSearchTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task An_exact_sku_or_barcode_is_found_alone()
    {
        var exact = await shop.GivenVariantOfAsync("Teapot small", sku: "TP-1");
        await shop.GivenProductAsync("Teapot large", sku: "TP-10");
        await shop.Get<Variants>().ChangeAsync(exact.Id, exact.Version, VariantDetails.Of(exact) with { Barcodes = ["4006381333931"] });

        Assert.Equal("TP-1", Assert.Single(await FindAsync("tp-1")).Sku);
        Assert.Equal("TP-1", Assert.Single(await FindAsync("4006381333931")).Sku);
        Assert.Equal(2, (await FindAsync("tp-")).Count);
        Assert.Equal("Teapot small", Assert.Single((await ListAsync("TP-1")).Rows).Name);
    }

    [Theory]
    [InlineData("notebook grid")]
    [InlineData("NOTEBÓOK")]
    [InlineData("noteb a5")]
    [InlineData("noteboook")]
    [InlineData("notbook")]
    public async Task Parts_of_words_and_misspelt_ones_are_found(string typed)
    {
        await GivenOnceAsync("Notebook A5 grid", "NB-A5");
        await GivenOnceAsync("Enamel mug", "MUG-E");

        Assert.Equal("NB-A5", Assert.Single(await FindAsync(typed)).Sku);
        Assert.Equal("Notebook A5 grid", Assert.Single((await ListAsync(typed)).Rows).Name);
    }

    [Fact]
    public async Task Signs_of_the_search_itself_are_letters_like_any_other()
    {
        await GivenOnceAsync("Cotton 100% pure", "COT-100");

        Assert.Equal("COT-100", Assert.Single(await FindAsync("100%")).Sku);
        Assert.Empty(await FindAsync("%%"));
    }

    [Fact]
    public async Task Who_sees_one_location_counts_only_what_stands_there()
    {
        var variant = await shop.GivenVariantOfAsync("Counted where one works");
        var (own, foreign) = (await StockGoods.GivenLocationAsync(shop), await StockGoods.GivenLocationAsync(shop));
        await shop.GivenStockAsync(variant.Id, own, 2);
        await shop.GivenStockAsync(variant.Id, foreign, 30);
        await shop.Get<StockInLists>().HandleAsync([Domain.Outbox.OutboxMessage.Of(new StockChanged(variant.Id, own), "variant:1", shop.Clock.GetUtcNow())], default);
        await using var scope = shop.As(new Actor(ActorKind.Person, "Of one") { Permissions = BuiltInRoles.All[BuiltInRoles.Viewer], Locations = new HashSet<long> { own } });
        var request = new ListRequest { Search = "Counted where one works" };

        var all = Assert.Single((await shop.Get<ProductList>().PageAsync(request)).Rows);
        var limited = Assert.Single((await scope.ServiceProvider.GetRequiredService<ProductList>().PageAsync(request)).Rows);
        var variants = Assert.Single((await scope.ServiceProvider.GetRequiredService<VariantList>().PageAsync(request)).Rows);

        Assert.Equal((32m, 32m, 2m, 2m, 2m), (all.OnHand, all.Available, limited.OnHand, limited.Available, variants.OnHand));
    }

    [Fact]
    public async Task A_renamed_brand_is_found_by_its_new_name_alone()
    {
        var brandId = await shop.Get<Brands>().CreateAsync(new BrandDetails { Name = "Oldenburgia" });
        await shop.Get<Products>().CreateAsync(CatalogGoods.Plain("Kettle of a brand", sku: "KETTLE-B") with { Details = new() { Name = "Kettle of a brand", BrandId = brandId } });
        var brand = await shop.Get<Brands>().FindAsync(brandId);
        await shop.Get<Brands>().ChangeAsync(brandId, brand.Version, new BrandDetails { Name = "Neustadtia" });

        await shop.Get<BrandsInSearch>().HandleAsync([Domain.Outbox.OutboxMessage.Of(new BrandChanged(brandId, "Neustadtia"), $"brand:{brandId}", shop.Clock.GetUtcNow())], default);

        Assert.Equal("KETTLE-B", Assert.Single(await FindAsync("neustadtia")).Sku);
        Assert.Empty(await FindAsync("oldenburgia"));
    }

    private Task<IReadOnlyList<VariantHead>> FindAsync(string text) => shop.Get<CatalogSearch>().FindAsync(text, 20);

    private Task<ListPage<ProductRow>> ListAsync(string text) => shop.Get<ProductList>().PageAsync(new ListRequest { Search = text });

    private async Task GivenOnceAsync(string name, string sku)
    {
        if (await shop.Get<Variants>().ByCodeAsync(sku) is null)
            await shop.GivenProductAsync(name, sku: sku);
    }
}

public sealed class DeepPagesTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Pages_far_down_follow_each_other_as_the_first_ones_do()
    {
        await GivenBrandsAsync(2600);
        var list = shop.Get<BrandList>();
        foreach (var sort in new ListSort[] { new("name"), new("name", Descending: true), new("products") })
        {
            var request = new ListRequest { Sort = [sort], Take = 500 };
            var whole = new List<long>();
            await foreach (var row in list.AllAsync(request))
                whole.Add(row.Id);

            foreach (var skip in new[] { 900, 1000, 1250, 1400, 2050, 2500, 2599, 2600 })
            {
                var page = await list.PageAsync(request with { Skip = skip, Take = 100 });
                Assert.Equal(whole.Skip(skip).Take(100), page.Rows.Select(r => r.Id));
            }
        }
    }

    private async Task GivenBrandsAsync(int count)
    {
        await using var db = shop.Db();
        await db.Brands.AddRangeAsync(Enumerable.Range(0, count).Select(i => Brand.Create(new BrandDetails { Name = $"Deep {i * 7919 % count:0000}" })));
        await db.SaveChangesAsync();
    }
}
