using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class SigningInTests(TestShop shop) : IClassFixture<TestShop>
{
    private readonly Device _device = GivenPeople.Laptop;

    [Fact]
    public async Task The_right_password_opens_a_session_and_is_written_down()
    {
        var mia = await shop.GivenPersonAsync("Mia Right", BuiltInRoles.Manager);

        var done = Assert.IsType<SignInOutcome.Done>(await TryAsync(" MIA.right@shop.test ", GivenPeople.Password));

        var who = await shop.Services.GetRequiredService<SignedInPeople>().FindAsync(done.SessionKey);
        Assert.Equal(("Mia Right", "mia.right@shop.test"), (who?.Name, who?.Email));
        Assert.Equal(["Manager"], who!.Roles);
        Assert.True(BuiltInRoles.All[BuiltInRoles.Manager].SetEquals(who.Permissions));
        await using var db = shop.Db();
        var session = await db.Sessions.SingleAsync(s => s.PersonId == mia.Id);
        Assert.Equal(("Firefox on Windows", "10.0.0.9", SignInMethod.Password), (session.Browser, session.Address, session.Method));
        Assert.DoesNotContain(done.SessionKey, session.KeyHash, StringComparison.Ordinal);
        var entry = await db.Audit.SingleAsync(e => e.SubjectId == mia.Id && e.Action == "signed in");
        Assert.Equal(("Mia Right", mia.Id, "10.0.0.9"), (entry.ActorName, entry.ActorId, entry.Address));
    }

    [Fact]
    public async Task A_stranger_and_a_wrong_password_get_the_same_answer()
    {
        await shop.GivenPersonAsync("Mia Known");

        Assert.IsType<SignInOutcome.Refused>(await TryAsync("mia.known@shop.test", "not the password"));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync("nobody@shop.test", "not the password"));
    }

    [Theory]
    [InlineData("mia.locked@shop.test")]
    [InlineData("nobody.locked@shop.test")]
    public async Task Five_wrong_tries_lock_for_fifteen_minutes_whether_the_person_exists_or_not(string email)
    {
        if (email.StartsWith("mia", StringComparison.Ordinal))
            await shop.GivenPersonAsync("Mia Locked");

        for (var i = 0; i < 4; i++)
            Assert.IsType<SignInOutcome.Refused>(await TryAsync(email, "not the password"));
        var locked = Assert.IsType<SignInOutcome.Locked>(await TryAsync(email, "not the password"));

        Assert.Equal(shop.Clock.GetUtcNow().AddMinutes(15), locked.Until);
        Assert.Equal(locked, await TryAsync(email, GivenPeople.Password));
        shop.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(email, "not the password"));
    }

    [Fact]
    public async Task Many_tries_at_once_are_not_more_than_many_one_after_the_other()
    {
        var mia = await shop.GivenPersonAsync("Mia Swarm");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => TryAsync(mia.Email!, "not the password")));

        Assert.InRange(outcomes.Count(o => o is SignInOutcome.Refused), 0, PasswordTries.MaxFailures);
        Assert.Equal(outcomes.Length, outcomes.Count(o => o is SignInOutcome.Refused or SignInOutcome.Locked));
        await using var db = shop.Db();
        Assert.Equal(PasswordTries.MaxFailures, await db.Audit.CountAsync(e => e.SubjectId == mia.Id && e.Action == "sign-in failed"));
    }

    [Fact]
    public async Task Signing_in_forgets_the_failures_before_it()
    {
        await shop.GivenPersonAsync("Mia Forgiven");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.IsType<SignInOutcome.Refused>(await TryAsync("mia.forgiven@shop.test", "not the password"));
            Assert.IsType<SignInOutcome.Done>(await TryAsync("mia.forgiven@shop.test", GivenPeople.Password));
        }
    }

    [Fact]
    public async Task Failures_and_lock_outs_are_written_down_but_never_what_was_typed()
    {
        var mia = await shop.GivenPersonAsync("Mia Audited");
        for (var i = 0; i < 5; i++)
            await TryAsync(mia.Email!, "secret slip of the tongue");
        await TryAsync("secret slip of the tongue", "x");

        await using var db = shop.Db();
        var entries = await db.Audit.AsNoTracking().ToListAsync();
        Assert.Equal(5, entries.Count(e => e.SubjectId == mia.Id && e.Action == "sign-in failed"));
        Assert.Single(entries, e => e.SubjectId == mia.Id && e.Action == "locked out");
        Assert.DoesNotContain(entries, e => e.SubjectName.Contains("slip", StringComparison.Ordinal) || e.Fields.Exists(f => f.To?.Contains("slip", StringComparison.Ordinal) == true));
        Assert.DoesNotContain(entries, e => e.Fields.Exists(f => f.To == mia.PasswordHash));
    }

    [Fact]
    public async Task Somebody_who_is_deactivated_is_a_stranger()
    {
        var mia = await shop.GivenPersonAsync("Mia Gone");
        await using (var db = shop.Db())
            await db.People.Where(p => p.Id == mia.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Deactivated, true));

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(mia.Email!, GivenPeople.Password));
    }

    private async Task<SignInOutcome> TryAsync(string email, string password)
    {
        await using var scope = shop.As(Actor.Visitor);
        return await scope.ServiceProvider.GetRequiredService<SigningIn>().WithPasswordAsync(email, password, _device);
    }
}
