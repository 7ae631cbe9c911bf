using System.Text.Json;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Api;

public sealed class ApiListTests(ApiShop api) : IClassFixture<ApiShop>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await using var db = api.Shop.Db();
        if (await db.Locations.AnyAsync())
            return;
        foreach (var number in Enumerable.Range(1, 25))
            await api.Shop.Get<Locations>().CreateAsync(new() { Name = $"Place {number:00}", Code = $"P{number:00}", Kind = number % 5 == 0 ? LocationKind.Warehouse : LocationKind.Store, TimeZone = "Europe/Berlin", Priority = number });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_page_tells_how_many_there_are_and_links_to_the_others()
    {
        var answer = await api.Caller.GetAsync("/api/probes?page=2&pageSize=10&sort=name");

        var page = await answer.JsonAsync();
        Assert.Equal((2, 10, 25), (page.GetProperty("page").GetInt32(), page.GetProperty("pageSize").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Equal(Enumerable.Range(11, 10).Select(n => $"Place {n:00}"), Names(page));
        Assert.Equal(["first", "prev", "next", "last"], Links(answer).Keys);
        var next = await api.Caller.GetAsync(Links(answer)["next"]);
        Assert.Equal(Enumerable.Range(21, 5).Select(n => $"Place {n:00}"), Names(await next.JsonAsync()));
        Assert.Equal(["first", "prev", "last"], Links(next).Keys);
    }

    [Theory]
    [InlineData("sort=-priority&pageSize=3", new[] { "Place 25", "Place 24", "Place 23" })]
    [InlineData("sort=-kind,priority&pageSize=2", new[] { "Place 05", "Place 10" })]
    [InlineData("filter[kind]=is:warehouse&sort=name", new[] { "Place 05", "Place 10", "Place 15", "Place 20", "Place 25" })]
    [InlineData("filter[kind]=warehouse&filter[priority]=atLeast:20&sort=name", new[] { "Place 20", "Place 25" })]
    [InlineData("filter[priority]=atLeast:7&filter[priority]=atMost:8&sort=name", new[] { "Place 07", "Place 08" })]
    [InlineData("filter[code]=oneOf:P03|P01&sort=name", new[] { "Place 01", "Place 03" })]
    [InlineData("filter[name]=contains:e 1&filter[name]=contains:9", new[] { "Place 19" })]
    [InlineData("search=p22", new[] { "Place 22" })]
    [InlineData("page=9&pageSize=10", new string[0])]
    public async Task It_is_sorted_filtered_and_searched_as_the_address_says(string query, string[] names) =>
        Assert.Equal(names, Names(await (await api.Caller.GetAsync($"/api/probes?{query}")).JsonAsync()));

    [Theory]
    [InlineData("color=red", "color", "search, sort, filter[field], page and pageSize")]
    [InlineData("sort=size", "sort", "Choose from: name, code")]
    [InlineData("filter[size]=is:1", "filter[size]", "Choose from: name, code")]
    [InlineData("filter[name]=like:x", "filter[name]", "startsWith")]
    [InlineData("filter[priority]=is:high", "filter[priority]", "high")]
    [InlineData("filter[kind]=is:castle", "filter[kind]", "castle")]
    [InlineData("page=0", "page", "from 1")]
    [InlineData("page=x", "page", "whole number")]
    [InlineData("pageSize=501", "pageSize", "to 500")]
    public async Task A_mistake_in_the_address_is_named_with_what_would_be_right(string query, string parameter, string words)
    {
        var answer = await api.Caller.GetAsync($"/api/probes?{query}");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(words, (await answer.JsonAsync()).GetProperty("errors").GetProperty(parameter)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_named_at_once()
    {
        var errors = (await (await api.Caller.GetAsync("/api/probes?sort=a,b&page=0&color=red")).JsonAsync()).GetProperty("errors");

        Assert.Equal(["sort", "page", "color"], errors.EnumerateObject().Select(e => e.Name));
        Assert.Equal(2, errors.GetProperty("sort").GetArrayLength());
    }

    private static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString());

    private static Dictionary<string, string> Links(HttpResponseMessage answer) =>
        answer.Header("Link").Split(", ").ToDictionary(l => l.Split("rel=\"")[1].TrimEnd('"'), l => l.Split('>')[0].TrimStart('<'));
}
