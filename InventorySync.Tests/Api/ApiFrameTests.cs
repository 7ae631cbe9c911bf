using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using InventorySync.Domain.Access;

namespace InventorySync.Tests.Api;

public sealed class ApiFrameTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task A_created_thing_is_answered_with_its_address_and_version_and_can_be_read_there()
    {
        var created = await api.Caller.PostAsJsonAsync("/api/probes", Probes.Details("High street", "HIGH"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var read = await api.Caller.GetAsync(created.Headers.Location);
        Assert.Equal("High street", (await read.JsonAsync()).GetProperty("name").GetString());
        Assert.Equal("store", (await read.JsonAsync()).GetProperty("kind").GetString());
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
    }

    [Fact]
    public async Task Who_has_the_version_already_gets_304_without_a_body()
    {
        var created = await api.Caller.PostAsJsonAsync("/api/probes", Probes.Details("Known", "KNOWN"));
        using var asking = new HttpRequestMessage(HttpMethod.Get, created.Headers.Location);
        asking.Headers.IfNoneMatch.Add(created.Headers.ETag!);

        var answer = await api.Caller.SendAsync(asking);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_refuses_a_stale_one()
    {
        var created = await api.Caller.PostAsJsonAsync("/api/probes", Probes.Details("Contested", "CONT"));

        var blind = await PutAsync(created.Headers.Location!, Probes.Details("Blind", "CONT"), null);
        var first = await PutAsync(created.Headers.Location!, Probes.Details("First", "CONT"), created.Headers.ETag);
        var second = await PutAsync(created.Headers.Location!, Probes.Details("Second", "CONT"), created.Headers.ETag);

        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEqual(created.Headers.ETag, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Contains("Read it again", (await second.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("First", (await (await api.Caller.GetAsync(created.Headers.Location)).JsonAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Mistakes_in_fields_are_all_named_at_once_with_the_remedy()
    {
        var answer = await api.Caller.PostAsJsonAsync("/api/probes", new { name = "", code = "no spaces", kind = "store", timeZone = "Mars/Base", latitude = 12.0 });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var errors = (await answer.JsonAsync()).GetProperty("errors");
        Assert.Equal("Enter a name, such as “Main street store”.", errors.GetProperty("name")[0].GetString());
        Assert.Contains("MAIN", errors.GetProperty("code")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", errors.GetProperty("timeZone")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("together", errors.GetProperty("longitude")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\":\"A\",\"nmae\":\"B\"}", "nmae")]
    [InlineData("{\"name\":\"A\",\"priority\":\"high\"}", "priority")]
    [InlineData("{\"name\":\"A\",\"kind\":\"castle\"}", "kind")]
    [InlineData("{\"name\":", "name")]
    [InlineData("nonsense", "body")]
    public async Task A_body_that_cannot_be_read_names_the_place(string body, string field)
    {
        var answer = await api.Caller.PostAsync("/api/probes", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty(field, out _), text);
        Assert.DoesNotContain("InventorySync.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_of_the_shop_is_422_with_the_field_in_the_shops_words()
    {
        await api.Caller.PostAsJsonAsync("/api/probes", Probes.Details("Twin", "TWIN"));

        var answer = await api.Caller.PostAsJsonAsync("/api/probes", Probes.Details("Other twin", "TWIN"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("code", (await answer.JsonAsync()).GetProperty("field").GetString());
        Assert.Contains("TWIN", (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/probes/999999999", 404)]
    [InlineData("GET", "/api/nothing/here", 404)]
    [InlineData("PATCH", "/api/probes", 405)]
    [InlineData("GET", "/api/probes/numbers?count=many", 400)]
    [InlineData("GET", "/api/probes/numbers", 400)]
    public async Task What_is_not_there_or_cannot_be_read_is_a_problem_too(string method, string path, int status)
    {
        using var call = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await api.Caller.SendAsync(call);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (await answer.JsonAsync()).GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace((await answer.JsonAsync()).GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task What_is_not_JSON_is_415_and_what_is_too_large_is_413()
    {
        var text = await api.Caller.PostAsync("/api/probes", new StringContent("name=A", Encoding.UTF8, "text/plain"));
        var large = await api.Caller.PostAsync("/api/probes", new StringContent($$"""{"name":"{{new string('x', 1_100_000)}}"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        Assert.Contains("application/json", (await text.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal("application/problem+json", large.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_failure_nobody_expected_tells_only_its_correlation_id()
    {
        var answer = await api.Caller.GetAsync("/api/probes/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("4711", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", text, StringComparison.Ordinal);
        Assert.True((await answer.JsonAsync()).GetProperty("correlationId").GetString()!.Length >= 16);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_told_which_one_it_lacks()
    {
        using var reader = await api.Site.CallerAsync(Permissions.LocationsView);

        var read = await reader.GetAsync("/api/probes");
        var write = await reader.PostAsJsonAsync("/api/probes", Probes.Details("Forbidden", "FORB"));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, write.StatusCode);
        Assert.Equal("locations.edit", (await write.JsonAsync()).GetProperty("missingScopes")[0].GetString());
    }

    private async Task<HttpResponseMessage> PutAsync(Uri address, object details, EntityTagHeaderValue? version)
    {
        using var call = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(details) };
        if (version is not null)
            call.Headers.IfMatch.Add(version);
        return await api.Caller.SendAsync(call);
    }
}
