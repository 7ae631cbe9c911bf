using System.Net;
using InventorySync.Web.Api;

namespace InventorySync.Tests.Api;

public sealed class ApiLimitsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Each_key_gets_as_many_calls_as_the_settings_give_and_is_told_when_to_come_back()
    {
        await using var site = await ApiSite.StartAsync(shop, Probes.Map, ("Api:Burst", "3"), ("Api:RequestsPerSecond", "0.5"));
        using var caller = await site.CallerAsync();
        using var other = await site.CallerAsync();

        var answers = new List<HttpResponseMessage>();
        for (var call = 0; call < 4; call++)
            answers.Add(await caller.GetAsync("/api/probes"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers.Select(a => a.StatusCode));
        Assert.Equal(["2", "1", "0", "0"], answers.Select(a => a.Header("RateLimit-Remaining")));
        Assert.All(answers, a => Assert.Equal("3", a.Header("RateLimit-Limit")));
        Assert.Equal(TimeSpan.FromSeconds(2), answers[3].Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", answers[3].Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/probes")).StatusCode);

        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/api/probes")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await caller.GetAsync("/api/probes")).StatusCode);
    }

    [Fact]
    public async Task Whoever_guesses_keys_is_slowed_down_by_address()
    {
        await using var site = await ApiSite.StartAsync(shop, Probes.Map, ("Api:AnonymousBurst", "2"), ("Api:AnonymousRequestsPerSecond", "1"));
        using var guesser = site.Caller("isk_guess");
        using var known = await site.CallerAsync();

        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < 3; call++)
            statuses.Add((await guesser.GetAsync("/api/probes")).StatusCode);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync("/api/probes")).StatusCode);
    }

    [Fact]
    public void A_bucket_fills_steadily_and_never_beyond_its_size()
    {
        var clock = new StoppedClock();
        var buckets = new TokenBuckets(clock);
        Assert.Equal(new BucketAnswer(true, 4, 0, 1), buckets.Take("a", perSecond: 2, burst: 5));

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new BucketAnswer(true, 4, 0, 1), buckets.Take("a", 2, 5));
        for (var call = 0; call < 4; call++)
            Assert.True(buckets.Take("a", 2, 5).Allowed);
        Assert.Equal(new BucketAnswer(false, 0, 1, 3), buckets.Take("a", 2, 5));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(buckets.Take("a", 2, 5).Allowed);
    }
}
