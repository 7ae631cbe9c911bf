using System.Net;
using System.Net.Http.Json;
using InventorySync.Data;
using InventorySync.Data.Api;
using InventorySync.Domain;
using InventorySync.Domain.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Tests.Api;

public sealed class IdempotentCallTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task The_same_call_again_gets_the_first_answer_and_does_nothing()
    {
        var first = await PostAsync(api.Caller, "order-1", Probes.Details("Once", "ONCE"));
        var second = await PostAsync(api.Caller, "order-1", Probes.Details("Once", "ONCE"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("", first.Header("Idempotency-Replayed"));
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (second.Headers.Location, second.Headers.ETag));
        Assert.Equal(1, await LocationsAsync("ONCE"));
    }

    [Fact]
    public async Task Twenty_at_the_same_moment_have_one_effect_and_all_get_its_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(api.Caller, "rush", Probes.Details("Rush", "RUSH"))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Equal(19, answers.Count(a => a.Header("Idempotency-Replayed") == "true"));
        Assert.Equal(1, await LocationsAsync("RUSH"));
        await using var db = api.Shop.Db();
        Assert.Equal(1, await db.Outbox.CountAsync(m => m.Payload.Contains("Rush")));
    }

    [Fact]
    public async Task The_same_key_with_another_call_is_refused()
    {
        await PostAsync(api.Caller, "reused", Probes.Details("First use", "USE1"));

        var other = await PostAsync(api.Caller, "reused", Probes.Details("Second use", "USE2"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("new key", (await other.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await LocationsAsync("USE2"));
    }

    [Fact]
    public async Task Two_callers_may_use_the_same_text()
    {
        using var other = await api.Site.CallerAsync();

        await PostAsync(api.Caller, "shared", Probes.Details("Mine", "MINE"));
        var theirs = await PostAsync(other, "shared", Probes.Details("Theirs", "THEIRS"));

        Assert.Equal(HttpStatusCode.Created, theirs.StatusCode);
    }

    [Fact]
    public async Task A_refusal_of_the_shop_is_the_answer_for_good_and_leaves_nothing_behind()
    {
        await PostAsync(api.Caller, "taken-1", Probes.Details("Owner of the code", "TAKEN"));

        var first = await PostAsync(api.Caller, "taken-2", Probes.Details("Late", "TAKEN"));
        var second = await PostAsync(api.Caller, "taken-2", Probes.Details("Late", "TAKEN"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.StatusCode);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await using var db = api.Shop.Db();
        Assert.Equal(0, await db.Locations.CountAsync(l => l.Name == "Late"));
    }

    [Fact]
    public async Task A_call_with_mistakes_can_be_corrected_under_the_same_key()
    {
        var wrong = await PostAsync(api.Caller, "corrected", Probes.Details("", "CORR"));
        var right = await PostAsync(api.Caller, "corrected", Probes.Details("Corrected", "CORR"));

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task A_change_answered_before_is_replayed_although_its_version_is_stale_now()
    {
        var created = await PostAsync(api.Caller, "put-1", Probes.Details("Before", "PUT"));

        var first = await PutAsync("put-2", created, "After");
        var second = await PutAsync("put-2", created, "After");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Power_that_fails_after_the_change_and_before_the_answer_leaves_no_half()
    {
        var failures = 1;
        await using var site = await ApiSite.StartAsync(api.Shop, app => app.MapPost("/api/fragile", async (Locations locations) =>
        {
            await locations.CreateAsync(new LocationDetails { Name = "Fragile", Code = "FRAGILE", TimeZone = "Europe/Berlin" });
            return Interlocked.Decrement(ref failures) >= 0 ? throw new InvalidOperationException("power") : TypedResults.Ok("done");
        }).WithMetadata(new Web.Api.ApiEndpoint()).RequireAuthorization(LocationsEdit));
        using var caller = await site.CallerAsync();

        var first = await PostAsync(caller, "fragile", new { }, "/api/fragile");
        var afterFailure = await LocationsAsync("FRAGILE");
        var second = await PostAsync(caller, "fragile", new { }, "/api/fragile");

        Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        Assert.Equal(0, afterFailure);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("", second.Header("Idempotency-Replayed"));
        Assert.Equal(1, await LocationsAsync("FRAGILE"));
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_is_tried_again_with_one_effect()
    {
        var cuts = 1;
        await using var site = await ApiSite.StartAsync(api.Shop, app => app.MapPost("/api/cut", async (Locations locations, IDbContextFactory<InventoryDb> dbs) =>
        {
            var id = await locations.CreateAsync(new LocationDetails { Name = "Cut", Code = "CUT", TimeZone = "Europe/Berlin" });
            if (Interlocked.Decrement(ref cuts) >= 0)
                await CutAsync(dbs);
            return TypedResults.Ok(id);
        }).WithMetadata(new Web.Api.ApiEndpoint()).RequireAuthorization(LocationsEdit));
        using var caller = await site.CallerAsync();

        var answer = await PostAsync(caller, "cut", new { }, "/api/cut");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, await LocationsAsync("CUT"));
    }

    [Fact]
    public async Task A_change_that_needs_more_isolation_gets_it_under_a_key_too()
    {
        var created = await PostAsync(api.Caller, "close-1", Probes.Details("To close", "CLOSE"));
        using var call = new HttpRequestMessage(HttpMethod.Delete, created.Headers.Location) { Headers = { { "Idempotency-Key", "close-2" } } };

        var answer = await api.Caller.SendAsync(call);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await using var db = api.Shop.Db();
        Assert.False(await db.Locations.Where(l => l.Code == "CLOSE").Select(l => l.Active).SingleAsync());
    }

    [Fact]
    public async Task Answers_are_forgotten_after_two_days()
    {
        await PostAsync(api.Caller, "old", Probes.Details("Old", "OLD"));
        api.Shop.Clock.Advance(TimeSpan.FromHours(49));
        await PostAsync(api.Caller, "young", Probes.Details("Young", "YOUNG"));

        await api.Shop.Get<IdempotentCalls>().ForgetOldAsync();

        await using var db = api.Shop.Db();
        Assert.Equal(0, await db.IdempotentCalls.CountAsync(c => c.Key == "old"));
        Assert.Equal(1, await db.IdempotentCalls.CountAsync(c => c.Key == "young"));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient caller, string key, object body, string path = "/api/probes")
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
        return await caller.SendAsync(call);
    }

    private async Task<HttpResponseMessage> PutAsync(string key, HttpResponseMessage created, string name)
    {
        using var call = new HttpRequestMessage(HttpMethod.Put, created.Headers.Location) { Content = JsonContent.Create(Probes.Details(name, "PUT")), Headers = { { "Idempotency-Key", key } } };
        call.Headers.IfMatch.Add(created.Headers.ETag!);
        return await api.Caller.SendAsync(call);
    }

    private async Task<int> LocationsAsync(string code)
    {
        await using var db = api.Shop.Db();
        return await db.Locations.CountAsync(l => l.Code == code);
    }

    // the server ends the very connection on which the change waits for its commit
    private async Task CutAsync(IDbContextFactory<InventoryDb> dbs)
    {
        await using var shared = await dbs.CreateDbContextAsync();
        var postgres = TestServer.Provider != DatabaseProvider.SqlServer;
        var own = postgres
            ? await shared.Database.SqlQuery<int>($"SELECT pg_backend_pid() AS \"Value\"").SingleAsync()
            : await shared.Database.SqlQuery<int>($"SELECT CAST(@@SPID AS int) AS [Value]").SingleAsync();
        await using var other = api.Shop.Db();
        await other.Database.ExecuteSqlRawAsync(postgres ? $"SELECT pg_terminate_backend({own})" : $"KILL {own}");
    }
}
