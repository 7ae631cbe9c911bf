using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
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
    public async Task What_cannot_be_names_its_field_and_the_remedy(string sku, string barcode, string field, string sentence)
    {
        await CreateAsync("Taken", "API-TAKEN");

        var refused = await api.Caller.PostAsJsonAsync("/api/products", new { details = new { name = "Bad" }, variants = new[] { new { sku, barcodes = barcode.Length > 0 ? new[] { barcode } : [], price = 1 } } });

        var text = await refused.Content.ReadAsStringAsync();
        Assert.True((int)refused.StatusCode is 400 or 422, text);
        Assert.Contains(field, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(sentence, System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
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
