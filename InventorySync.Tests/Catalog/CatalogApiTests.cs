using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using InventorySync.Domain.Catalog;
using InventorySync.Tests.Api;

namespace InventorySync.Tests.Catalog;

public sealed class CatalogApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task A_product_is_created_read_changed_and_archived()
    {
        var created = await CreateAsync("Api lamp", "API-LAMP");
        var address = created.Headers.Location!;
        var body = await created.JsonAsync();

        var changed = await PutAsync(address, new { name = "Api lamp, brass", warrantyMonths = 24, tags = new[] { "light" } }, created.Headers.ETag);
        var stale = await PutAsync(address, new { name = "Too late" }, created.Headers.ETag);
        var archived = await api.Caller.PostAsync($"{address}/archive", null);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("API-LAMP", body.GetProperty("variants")[0].GetProperty("details").GetProperty("sku").GetString());
        Assert.Equal("light", (await changed.JsonAsync()).GetProperty("details").GetProperty("tags")[0].GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.True((await archived.JsonAsync()).GetProperty("archived").GetBoolean());
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add((await api.Caller.GetAsync(address)).Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await api.Caller.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_creation_repeated_with_its_key_creates_nothing_more()
    {
        using var first = Creation("Once", "API-ONCE", "catalog-key-1");
        using var second = Creation("Once", "API-ONCE", "catalog-key-1");

        var one = await api.Caller.SendAsync(first);
        var two = await api.Caller.SendAsync(second);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.StatusCode, two.StatusCode));
        Assert.Equal(one.Headers.Location, two.Headers.Location);
    }

    [Theory]
    [InlineData("API-BAD-1", "4006381333932", "barcodeText", "The last digit of 4006381333932 should be 1. Scan it again or correct the digits.")]
    [InlineData("api-taken", "", "sku", "Another variant already has the SKU api-taken. Choose a different one.")]
    [InlineData("API-BAD-2", "4006381333931", "barcodeText", "The barcode 4006381333931 already leads to API-TAKEN. Take it away there first, or scan the right one.")]
    public async Task What_cannot_be_names_its_field_and_the_remedy(string sku, string barcode, string field, string sentence)
    {
        await GivenTakenAsync();

        var refused = await api.Caller.PostAsJsonAsync("/api/products", new { details = new { name = "Bad" }, variants = new[] { new { sku, barcodes = barcode.Length > 0 ? new[] { barcode } : [], price = 1 } } });

        var text = await refused.Content.ReadAsStringAsync();
        Assert.True((int)refused.StatusCode is 400 or 422, text);
        Assert.Contains(field, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(sentence, System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        await using var db = api.Shop.Db();
        Assert.False(await db.Products.AnyAsync(p => p.Name == "Bad"));
    }

    [Fact]
    public async Task A_picture_is_sent_as_the_body_is_taken_in_once_and_shows_a_variant()
    {
        var product = await (await CreateAsync("Api pictured", "API-PICTURED")).JsonAsync();
        var (productId, variantId) = (product.GetProperty("id").GetInt64(), product.GetProperty("variants")[0].GetProperty("id").GetInt64());

        var first = await SendPictureAsync(productId, 1, "picture-1");
        var again = await SendPictureAsync(productId, 1, "picture-1");
        var second = await SendPictureAsync(productId, 2, "picture-2");

        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal(1, (await first.JsonAsync()).GetProperty("pictures").GetArrayLength());
        var pictures = (await second.JsonAsync()).GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("id").GetInt64()).ToList();
        Assert.Equal(2, pictures.Count);
        var shown = await (await api.Caller.PutAsJsonAsync($"/api/variants/{variantId}/picture", new { pictureId = pictures[1] })).JsonAsync();
        Assert.Equal(pictures[1], shown.GetProperty("pictureId").GetInt64());
        var turned = await (await api.Caller.PostAsync($"/api/products/{productId}/pictures/{pictures[1]}/first", content: null)).JsonAsync();
        Assert.Equal(pictures[1], turned.GetProperty("pictures")[0].GetProperty("id").GetInt64());
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.DeleteAsync($"/api/products/{productId}/pictures/{pictures[0]}")).StatusCode);
        Assert.Single((await api.Shop.ProductAsync(productId)).Pictures);
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_or_anothers_is_refused_and_changes_nothing()
    {
        var product = await (await CreateAsync("Api unpictured", "API-UNPICTURED")).JsonAsync();
        var (productId, variantId) = (product.GetProperty("id").GetInt64(), product.GetProperty("variants")[0].GetProperty("id").GetInt64());
        using var words = new ByteArrayContent("this is no picture"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var text = new StringContent("words");
        using var huge = new ByteArrayContent([.. Png, .. new byte[Pictures.MaxBytes]]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Caller.PostAsync($"/api/products/{productId}/pictures", words)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Caller.PostAsync($"/api/products/{productId}/pictures", text)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Caller.PostAsync($"/api/products/{productId}/pictures", huge)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Caller.PutAsJsonAsync($"/api/variants/{variantId}/picture", new { pictureId = 987_654_321 })).StatusCode);
        Assert.Empty((await api.Shop.ProductAsync(productId)).Pictures);
    }

    [Fact]
    public async Task A_variant_changes_and_its_prices_are_remembered()
    {
        var body = await (await CreateAsync("Api priced", "API-PRICED")).JsonAsync();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/variants/{body.GetProperty("variants")[0].GetProperty("id").GetInt64()}"), UriKind.Relative);
        var read = await api.Caller.GetAsync(address);

        var changed = await PutAsync(new Uri($"{address}?reason=Sale", UriKind.Relative), new { sku = "API-PRICED", price = 8.5, barcodes = new[] { "96385074" } }, read.Headers.ETag);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var prices = await (await api.Caller.GetAsync($"{address}/prices")).JsonAsync();
        Assert.Equal((10m, 8.5m, "Sale"), (prices[0].GetProperty("from").GetDecimal(), prices[0].GetProperty("to").GetDecimal(), prices[0].GetProperty("reason").GetString()));
        var found = await (await api.Caller.GetAsync("/api/variants?search=96385074")).JsonAsync();
        Assert.Equal("API-PRICED", Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("sku").GetString());
        Assert.Empty((await (await api.Caller.GetAsync($"{address}/places")).JsonAsync()).EnumerateArray());
    }

    [Fact]
    public async Task Categories_and_brands_are_made_moved_and_deleted()
    {
        var above = await (await api.Caller.PostAsJsonAsync("/api/categories", new { name = "Api kitchen" })).JsonAsync();
        var below = await api.Caller.PostAsJsonAsync("/api/categories", new { name = "Api pots", parentId = above.GetProperty("id").GetInt64() });
        var brand = await api.Caller.PostAsJsonAsync("/api/brands", new { name = "Api brand" });

        var moved = await PutAsync(below.Headers.Location!, new { name = "Api pans" }, below.Headers.ETag);
        var renamed = await PutAsync(brand.Headers.Location!, new { name = "Api brand two" }, brand.Headers.ETag);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await moved.JsonAsync()).GetProperty("parentId").ValueKind);
        Assert.Equal("Api brand two", (await renamed.JsonAsync()).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.DeleteAsync(below.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync(below.Headers.Location)).StatusCode);
        var listed = await (await api.Caller.GetAsync("/api/brands?search=brand two")).JsonAsync();
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
    }

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private async Task<HttpResponseMessage> SendPictureAsync(long productId, byte number, string key)
    {
        using var content = new ByteArrayContent([.. Png, number]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/products/{productId}/pictures") { Content = content, Headers = { { "Idempotency-Key", $"{key}-{productId}" } } };
        return await api.Caller.SendAsync(call);
    }

    // once for all rows of the theory; later calls are refused, because it is there
    private async Task GivenTakenAsync()
    {
        await CreateAsync("Taken", "API-TAKEN");
        var taken = (await api.Shop.Get<Variants>().ByCodeAsync("API-TAKEN"))!;
        var variant = await api.Shop.VariantAsync(taken.Id);
        await api.Shop.Get<Variants>().ChangeAsync(variant.Id, variant.Version, VariantDetails.Of(variant) with { Barcodes = ["4006381333931"] });
    }

    private async Task<HttpResponseMessage> CreateAsync(string name, string sku)
    {
        using var creation = Creation(name, sku);
        return await api.Caller.SendAsync(creation);
    }

    private static HttpRequestMessage Creation(string name, string sku, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/products") { Content = JsonContent.Create(new { details = new { name }, variants = new[] { new { sku, price = 10 } } }) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<HttpResponseMessage> PutAsync(Uri address, object body, EntityTagHeaderValue? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(tag!);
        return await api.Caller.SendAsync(request);
    }
}
