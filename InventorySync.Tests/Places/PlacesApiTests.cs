using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using InventorySync.Domain.Access;
using InventorySync.Tests.Api;

namespace InventorySync.Tests.Places;

public sealed class PlacesApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task A_location_is_created_read_changed_and_closed()
    {
        await CreateAsync("Stays open", "API-0");
        var created = await CreateAsync("Harbour", "API-1");
        var address = created.Headers.Location!;

        var changed = await PutAsync(address, Details("Harbour west", "API-1"), created.Headers.ETag);
        var open = await PutAsync(new Uri($"{address}/opening-hours", UriKind.Relative), new[] { new { day = "monday", from = "09:00:00", to = "18:00:00" } }, changed.Headers.ETag);
        var closed = await api.Caller.PostAsync($"{address}/deactivate", null);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        var read = await (await api.Caller.GetAsync(address)).JsonAsync();
        Assert.Equal("Harbour west", read.GetProperty("details").GetProperty("name").GetString());
        Assert.Equal("monday", read.GetProperty("openingHours")[0].GetProperty("day").GetString());
        Assert.False(read.GetProperty("active").GetBoolean());
        Assert.False((await closed.JsonAsync()).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_creation_repeated_with_its_key_creates_nothing_more()
    {
        using var first = Creation("Once", "API-2", "key-1");
        using var second = Creation("Once", "API-2", "key-1");

        var one = await api.Caller.SendAsync(first);
        var two = await api.Caller.SendAsync(second);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.StatusCode, two.StatusCode));
        Assert.Equal(one.Headers.Location, two.Headers.Location);
        Assert.Equal("true", two.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_taken_name_names_its_field()
    {
        await CreateAsync("Taken", "API-3");

        var refused = await CreateAsync("taken", "API-4");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.JsonAsync();
        Assert.Equal(("name", "Another location is already called “taken”. Choose a different name."), (problem.GetProperty("field").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task It_cannot_close_before_it_opens()
    {
        var created = await CreateAsync("Backwards", "API-5");

        var refused = await PutAsync(new Uri($"{created.Headers.Location}/opening-hours", UriKind.Relative), new[] { new { day = "friday", from = "18:00:00", to = "09:00:00" } }, created.Headers.ETag);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("before it opens", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_and_bins_are_made_listed_and_worked_on_together()
    {
        var location = (await CreateAsync("Shelved", "API-6")).Headers.Location!;
        var room = (await (await api.Caller.PostAsJsonAsync($"{location}/rooms", new { name = "Hall" })).JsonAsync()).GetProperty("id").GetInt64();
        var plan = new { aisles = new { from = "A", to = "B" }, racks = new { from = "1", to = "3" }, levels = new { from = "", to = "" }, roomId = room };

        var preview = await (await api.Caller.PostAsJsonAsync($"{location}/bins/plan/preview", plan)).JsonAsync();
        var made = await (await api.Caller.PostAsJsonAsync($"{location}/bins/plan", plan)).JsonAsync();
        var listed = await (await api.Caller.GetAsync($"/api/bins?filter[roomId]=is:{room}&sort=-code&pageSize=2")).JsonAsync();

        Assert.Equal(6, preview.GetProperty("codes").GetArrayLength());
        Assert.Equal((6, 0), (made.GetProperty("made").GetInt32(), made.GetProperty("skipped").GetInt32()));
        Assert.Equal((6, "B-03"), (listed.GetProperty("total").GetInt32(), listed.GetProperty("items")[0].GetProperty("code").GetString()));

        var ids = listed.GetProperty("items").EnumerateArray().Select(b => b.GetProperty("id").GetInt64()).ToArray();
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsJsonAsync($"{location}/bins/deactivate", new { binIds = ids })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsJsonAsync($"{location}/bins/move", new { binIds = ids, roomId = (long?)null })).StatusCode);
        var bin = await (await api.Caller.GetAsync($"/api/bins/{ids[0]}")).JsonAsync();
        Assert.False(bin.GetProperty("active").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, bin.GetProperty("roomId").ValueKind);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsJsonAsync($"{location}/bins/delete", new { binIds = ids })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync($"/api/bins/{ids[0]}")).StatusCode);
    }

    [Fact]
    public async Task A_label_is_looked_up()
    {
        var location = (await CreateAsync("Scanned", "API-7")).Headers.Location!;
        var bin = await (await api.Caller.PostAsJsonAsync($"{location}/bins", new { code = "X-1" })).JsonAsync();

        var found = await (await api.Caller.GetAsync($"/api/labels/{bin.GetProperty("publicId").GetString()}")).JsonAsync();

        Assert.Equal((bin.GetProperty("id").GetInt64(), "X-1"), (found.GetProperty("binId").GetInt64(), found.GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync("/api/labels/AAAAAAAAAAAAAAAAAAAAAA")).StatusCode);
    }

    [Fact]
    public async Task A_key_that_may_only_look_changes_nothing()
    {
        var location = (await CreateAsync("Guarded", "API-8")).Headers.Location!;
        using var looking = await api.Site.CallerAsync(Permissions.LocationsView);

        Assert.Equal(HttpStatusCode.OK, (await looking.GetAsync(location)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.PostAsJsonAsync("/api/locations", Details("Sneaky", "API-9"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.PostAsJsonAsync($"{location}/rooms", new { name = "Sneaky" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.PostAsJsonAsync($"{location}/bins/plan", new { })).StatusCode);
    }

    private static object Details(string name, string code) => new { name, code, kind = "store", timeZone = "Europe/Berlin" };

    private Task<HttpResponseMessage> CreateAsync(string name, string code) => api.Caller.PostAsJsonAsync("/api/locations", Details(name, code));

    private static HttpRequestMessage Creation(string name, string code, string key) =>
        new(HttpMethod.Post, "/api/locations") { Content = JsonContent.Create(Details(name, code)), Headers = { { "Idempotency-Key", key } } };

    private async Task<HttpResponseMessage> PutAsync(Uri address, object body, EntityTagHeaderValue? version)
    {
        using var put = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        if (version is not null)
            put.Headers.IfMatch.Add(version);
        return await api.Caller.SendAsync(put);
    }
}
