using System.Net;
using System.Net.Http.Json;
using System.Text;
using InventorySync.Domain.Access;
using InventorySync.Tests.Api;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Importing;

public sealed class ImportsApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task A_file_is_given_imported_and_its_rejected_rows_are_fetched_in_its_own_layout()
    {
        using var given = await api.Caller.PostAsync("/api/imports?name=api.csv&kind=products", Csv("SKU,Name,Price,Shelf\nAPI-1,From the API,3.50,left\nAPI-2,No price,,right\n"));
        var answer = await given.JsonAsync();
        var id = answer.GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Equal("Shelf", answer.GetProperty("unusedColumns")[0].GetString());

        await WorkAsync(id);

        var read = await (await api.Caller.GetAsync($"/api/imports/{id}")).JsonAsync();
        Assert.Equal(("done", 1, 1), (read.GetProperty("state").GetString(), read.GetProperty("new").GetInt32(), read.GetProperty("wrong").GetInt32()));
        var rejected = await api.Caller.GetStringAsync($"/api/imports/{id}/rejected.csv");
        Assert.Equal("SKU,Name,Price,Shelf,Reason\r\nAPI-2,No price,,right,\"A new variant has a price. Enter it, 0 where it costs nothing.\"\r\n", rejected);
    }

    [Fact]
    public async Task A_file_given_twice_with_its_key_is_one_import()
    {
        using var first = Given("key-import");
        using var second = Given("key-import");

        using var one = await api.Caller.SendAsync(first);
        using var two = await api.Caller.SendAsync(second);

        Assert.Equal((await one.JsonAsync()).GetProperty("id").GetInt64(), (await two.JsonAsync()).GetProperty("id").GetInt64());
        Assert.Equal("true", two.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_without_the_permission_of_the_kind_imports_nothing()
    {
        using var caller = await api.Site.CallerAsync(Permissions.DataImport);

        using var refused = await caller.PostAsync("/api/imports?name=api.csv&kind=products", Csv("SKU,Name,Price\nAPI-9,Nothing,3\n"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Only_checked_rows_wait_for_their_start()
    {
        using var given = await api.Caller.PostAsync("/api/imports?name=wait.csv&kind=products&check=true", Csv("SKU,Name,Price\nWAIT-1,Waits,3\n"));
        var id = (await given.JsonAsync()).GetProperty("id").GetInt64();
        await WorkAsync(id);
        await using (var db = api.Shop.Db())
            Assert.False(await db.Variants.AnyAsync(v => v.Sku == "WAIT-1"));

        using var started = await api.Caller.PostAsync($"/api/imports/{id}/start", null);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        await WorkAsync(id);

        Assert.Equal("done", (await (await api.Caller.GetAsync($"/api/imports/{id}")).JsonAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Products_are_changed_together_through_the_api()
    {
        var product = await api.Shop.GivenProductAsync("Together by API", price: 10);

        using var given = await api.Caller.PostAsJsonAsync("/api/products/bulk-edit", new { productIds = new[] { product }, edit = new { priceStep = "percent", priceBy = 50 } });
        await WorkAsync((await given.JsonAsync()).GetProperty("importId").GetInt64());

        Assert.Equal(15m, (await api.Shop.ProductAsync(product)).Variants[0].Price);
    }

    // the app that answers works by itself
    private Task WorkAsync(long runId) => Eventually.TrueAsync(async () =>
    {
        await using var db = api.Shop.Db();
        return await db.BackgroundTasks.AnyAsync(t => t.EndedAt != null && db.ImportRuns.Any(r => r.Id == runId && r.TaskId == t.Id));
    }, "the import comes to its end", seconds: 60);

    private static HttpRequestMessage Given(string key) => new(HttpMethod.Post, "/api/imports?name=once.csv&kind=products") { Content = Csv("SKU,Name,Price\nONCE-1,Once,3\n"), Headers = { { "Idempotency-Key", key } } };

    private static StringContent Csv(string text) => new(text, Encoding.UTF8, "text/csv");
}
