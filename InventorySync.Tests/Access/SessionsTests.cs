using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class SessionsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Theory]
    [InlineData(false, 12)]
    [InlineData(true, 30 * 24)]
    public async Task A_session_ends_by_itself_when_it_was_not_used_or_after_the_days_it_was_kept(bool kept, int hours)
    {
        var mia = await shop.GivenPersonAsync($"Mia Idle {kept}");
        await using var visitor = shop.As(Actor.Visitor);
        var outcome = await visitor.Get<SigningIn>().WithPasswordAsync(mia.Email!, GivenPeople.Password, GivenPeople.Laptop with { Keep = kept });
        var key = Assert.IsType<SignInOutcome.Done>(outcome).SessionKey;

        shop.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.NotNull(await shop.Services.GetRequiredService<SignedInPeople>().FindAsync(key, seen: false));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await shop.SeenAsync(key));
    }

    [Fact]
    public async Task Use_keeps_a_session_alive_and_shows_when_and_where_it_was_seen()
    {
        var mia = await shop.GivenPersonAsync("Mia Busy");
        var key = await shop.GivenSignedInAsync(mia);
        var people = shop.Services.GetRequiredService<SignedInPeople>();

        for (var i = 0; i < 3; i++)
        {
            shop.Clock.Advance(TimeSpan.FromHours(11));
            Assert.NotNull(await people.FindAsync(key, "10.0.0.77"));
        }

        await using var browser = await shop.AtBrowserAsync(key);
        var open = Assert.Single(await browser.Get<Sessions>().OfAsync(mia.Id));
        Assert.Equal(("10.0.0.77", shop.Clock.GetUtcNow(), true), (open.Address, open.LastSeenAt, open.Current));
    }

    [Fact]
    public async Task Signing_out_everywhere_keeps_only_the_browser_in_use()
    {
        var mia = await shop.GivenPersonAsync("Mia Everywhere");
        var (here, there) = (await shop.GivenSignedInAsync(mia), await shop.GivenSignedInAsync(mia));
        await using var browser = await shop.AtBrowserAsync(here);

        await browser.Get<Sessions>().EndAllAsync(mia.Id);

        Assert.NotNull(await shop.SeenAsync(here));
        Assert.Null(await shop.SeenAsync(there));
    }

    [Fact]
    public async Task Who_signs_out_is_known_to_have_done_so_and_who_is_shut_out_is_not()
    {
        var mia = await shop.GivenPersonAsync("Mia Leaving");
        var (here, there) = (await shop.GivenSignedInAsync(mia), await shop.GivenSignedInAsync(mia));
        await using var browser = await shop.AtBrowserAsync(here);
        var people = shop.Services.GetRequiredService<SignedInPeople>();

        await browser.Get<Sessions>().EndAllAsync(mia.Id);
        Assert.False(await people.SignedOutAsync(here));
        await browser.Get<Sessions>().EndAsync((await people.FindAsync(here))!.SessionId);

        Assert.True(await people.SignedOutAsync(here));
        Assert.False(await people.SignedOutAsync(there));
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_sessions_of_others_without_the_permission()
    {
        var (mia, eve) = (await shop.GivenPersonAsync("Mia Safe"), await shop.GivenPersonAsync("Eve Curious"));
        var key = await shop.GivenSignedInAsync(mia);
        await using var evil = await shop.AtBrowserAsync(eve);

        await Assert.ThrowsAsync<ForbiddenException>(() => evil.Get<Sessions>().EndAsync(SessionOf(mia)));
        await Assert.ThrowsAsync<ForbiddenException>(() => evil.Get<Sessions>().EndAllAsync(mia.Id));
        Assert.NotNull(await shop.SeenAsync(key));

        await shop.Get<Sessions>().EndAsync(SessionOf(mia));
        Assert.Null(await shop.SeenAsync(key));
    }

    [Fact]
    public async Task An_ended_session_is_news_for_those_who_listen()
    {
        var mia = await shop.GivenPersonAsync("Mia Watched");
        var key = await shop.GivenSignedInAsync(mia);
        var people = shop.Services.GetRequiredService<SignedInPeople>();
        List<long?> heard = [];
        void Listen(long? personId) => heard.Add(personId);
        people.Changed += Listen;

        await shop.Get<Sessions>().EndAllAsync(mia.Id);
        people.Changed -= Listen;

        Assert.Equal([mia.Id], heard);
        await using var db = shop.Db();
        Assert.Contains(await db.Outbox.ToListAsync(), m => m.Kind == nameof(SessionsEnded) && m.Subject == $"person:{mia.Id}");
        Assert.Null(await shop.SeenAsync(key));
    }

    [Fact]
    public async Task Months_later_only_the_last_session_of_each_person_is_remembered()
    {
        var mia = await shop.GivenPersonAsync("Mia Old");
        for (var i = 0; i < 3; i++)
            await shop.GivenSignedInAsync(mia);
        var lastSeen = shop.Clock.GetUtcNow();
        shop.Clock.Advance(TimeSpan.FromDays(91));
        var today = await shop.GivenPersonAsync("Mia Today");
        var key = await shop.GivenSignedInAsync(today);

        await shop.Get<SignInRetention>().RemoveOldAsync();

        await using var db = shop.Db();
        Assert.Equal(lastSeen, (await db.Sessions.SingleAsync(s => s.PersonId == mia.Id)).LastSeenAt);
        Assert.NotNull(await shop.SeenAsync(key));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on Mac")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone")]
    [InlineData("curl/8.5.0", "Another browser")]
    [InlineData(null, "Another browser")]
    public void A_browser_is_named_in_words_people_know(string? userAgent, string name) => Assert.Equal(name, new Device(null, userAgent).Browser);

    private long SessionOf(Person person)
    {
        using var db = shop.Db();
        return db.Sessions.Single(s => s.PersonId == person.Id).Id;
    }
}
