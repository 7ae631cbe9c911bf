using System.Text;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Files;
using InventorySync.Web.Catalog;

namespace InventorySync.Tests.Catalog;

public sealed class PicturesTests(TestShop shop) : IClassFixture<TestShop>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[200]];

    private Pictures Pictures => shop.Get<Pictures>();

    [Fact]
    public async Task The_first_picture_is_the_face_in_lists_and_another_can_become_it()
    {
        var id = await shop.GivenProductAsync("Pictured");
        await Pictures.AddAsync(id, File("front.png", Png), File("small.png", [.. Png, 1]));
        await Pictures.AddAsync(id, File("back.png", [.. Png, 2]), File("small.png", [.. Png, 3]));
        var (front, back) = ((await OrderedAsync(id))[0], (await OrderedAsync(id))[1]);
        Assert.NotEqual(front.File, front.Thumbnail);
        Assert.Equal(front.Thumbnail, await FaceAsync(id));

        await Pictures.PutFirstAsync(id, back.Id);

        Assert.Equal([back.Id, front.Id], (await OrderedAsync(id)).Select(p => p.Id));
        Assert.Equal(back.Thumbnail, await FaceAsync(id));
    }

    [Fact]
    public async Task A_picture_that_is_taken_off_takes_its_files_with_it()
    {
        var id = await shop.GivenProductAsync("Unpictured");
        await Pictures.AddAsync(id, File("only.png", [.. Png, 9]));
        var only = (await OrderedAsync(id)).Single();

        await Pictures.RemoveAsync(id, only.Id);

        Assert.Empty(await OrderedAsync(id));
        Assert.Null(await FaceAsync(id));
        await Assert.ThrowsAsync<NotFoundException>(() => shop.Get<ShopFiles>().OpenAsync(only.File));
    }

    [Theory]
    [InlineData("fake.png", "this is no picture at all")]
    [InlineData("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>")]
    [InlineData("page.html", "<html></html>")]
    public async Task What_only_says_that_it_is_a_picture_is_refused(string name, string content)
    {
        var id = await shop.GivenProductAsync($"Refuses {name}");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Pictures.AddAsync(id, File(name, Encoding.UTF8.GetBytes(content))));

        Assert.Contains("is not a file that can be used here", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await OrderedAsync(id));
    }

    [Fact]
    public async Task A_product_has_a_dozen_pictures_at_most_and_none_larger_than_ten_megabytes()
    {
        var id = await shop.GivenProductAsync("Many pictures");
        for (byte i = 0; i < Pictures.Most; i++)
            await Pictures.AddAsync(id, File("more.png", [.. Png, i]));

        var many = await Assert.ThrowsAsync<BusinessRuleException>(() => Pictures.AddAsync(id, File("more.png", [.. Png, 77])));
        Assert.Equal("A product has at most 12 pictures. Take one off first.", many.Message);
        await Assert.ThrowsAsync<BusinessRuleException>(() => Pictures.AddAsync(id, File("huge.png", [.. Png, .. new byte[Pictures.MaxBytes]])));
    }

    [Fact]
    public async Task The_search_at_the_top_names_each_product_once()
    {
        ProductOption[] axes = [new() { Name = "Size", Values = ["S", "M"] }];
        await shop.Get<Products>().CreateAsync(new NewProduct { Details = new() { Name = "Searchable parasol" }, Axes = axes, Variants = [new() { Sku = "PARA-S", OptionValues = ["S"] }, new() { Sku = "PARA-M", OptionValues = ["M"] }] });
        var search = new ProductSearch(shop.Get<CatalogSearch>(), shop.Get<Domain.Access.CurrentActor>());

        Assert.Equal("Searchable parasol", Assert.Single(await search.FindAsync("parasol", 6, default)).Text);
        Assert.Equal(("Searchable parasol, M", "PARA-M"), (await search.FindAsync("para-m", 6, default)).Select(f => (f.Text, f.Detail!)).Single());
    }

    private static FileToStore File(string name, byte[] content) => new(name, new MemoryStream(content));

    private async Task<IReadOnlyList<Picture>> OrderedAsync(long productId) => [.. (await shop.ProductAsync(productId)).Pictures.OrderBy(p => p.Position)];

    private async Task<string?> FaceAsync(long productId)
    {
        await using var db = shop.Db();
        return await db.ProductSummaries.Where(s => s.ProductId == productId).Select(s => s.Picture).SingleAsync();
    }
}
