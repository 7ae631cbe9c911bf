using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Access;

public sealed class InvitationsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Whoever_accepts_an_invitation_comes_in_with_the_role_and_locations_it_names()
    {
        var store = await LocationAsync("Inviting store");
        var link = await shop.Get<Invitations>().InviteAsync(await NewAsync("Wanja", BuiltInRoles.Warehouse) with { LimitedToLocations = true, LocationIds = [store] });

        var personId = await AcceptAsync(link.Token, "Wanja W.");

        await using var db = shop.Db();
        var person = await db.People.Include(p => p.Locations).SingleAsync(p => p.Id == personId);
        Assert.Equal(("Wanja W.", "wanja@new.test", true), (person.DisplayName, person.Email, person.LimitedToLocations));
        Assert.Equal([store], person.Locations.Select(l => l.LocationId));
        var done = Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync("wanja@new.test"));
        var who = await shop.SeenAsync(done.SessionKey);
        Assert.Equal(["Warehouse"], who!.Roles);
        Assert.Equal([store], who.Locations!);
        Assert.Single(await db.Audit.Where(e => e.Action == "invitation accepted" && e.SubjectId == personId).ToListAsync());
    }

    [Fact]
    public async Task A_link_works_once_even_for_two_at_the_same_moment()
    {
        var link = await shop.Get<Invitations>().InviteAsync(await NewAsync("Twice"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => RefusalOfAsync(() => AcceptAsync(link.Token, $"Twice {n}"))));

        Assert.Single(outcomes, refusal => refusal is null);
        Assert.All(outcomes.OfType<string>(), refusal => Assert.Equal("This invitation does not work any more. Ask whoever invited you for a new link.", refusal));
    }

    [Fact]
    public async Task A_link_ends_after_a_week_a_new_one_takes_its_place()
    {
        var invitations = shop.Get<Invitations>();
        var link = await invitations.InviteAsync(await NewAsync("Late"));
        shop.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await invitations.FindAsync(link.Token));
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await invitations.FindAsync(link.Token));
        Assert.True((await invitations.OpenAsync()).Single(i => i.Id == link.InvitationId).Expired);

        var renewed = await invitations.RenewAsync(link.InvitationId);

        Assert.Null(await invitations.FindAsync(link.Token));
        Assert.Equal("Late", (await invitations.FindAsync(renewed.Token))?.Name);
    }

    [Fact]
    public async Task A_revoked_invitation_opens_nothing()
    {
        var invitations = shop.Get<Invitations>();
        var link = await invitations.InviteAsync(await NewAsync("Revoked"));

        await invitations.RevokeAsync(link.InvitationId);

        Assert.NotNull(await RefusalOfAsync(() => AcceptAsync(link.Token, "Revoked")));
        Assert.DoesNotContain(await invitations.OpenAsync(), i => i.Id == link.InvitationId);
    }

    [Fact]
    public async Task Nobody_is_invited_twice_or_while_being_here_already()
    {
        var here = await shop.GivenPersonAsync("Hera Here");
        await shop.Get<Invitations>().InviteAsync(await NewAsync("Double"));

        Assert.Equal("“DOUBLE@new.test” is invited already. Make a new link for that invitation, or revoke it first.",
            await RefusalOfAsync(async () => await shop.Get<Invitations>().InviteAsync(await NewAsync("Double") with { Email = "DOUBLE@new.test" })));
        Assert.Equal("Somebody with this e-mail address is here already.",
            await RefusalOfAsync(async () => await shop.Get<Invitations>().InviteAsync(await NewAsync("Hera") with { Email = here.Email!.ToUpperInvariant() })));
    }

    [Fact]
    public async Task Nobody_invites_to_more_than_he_may_do_himself()
    {
        await using var manager = shop.As(BuiltInRoles.Manager);

        Assert.StartsWith("You can only give rights that you have yourself.",
            await RefusalOfAsync(async () => await manager.Get<Invitations>().InviteAsync(await NewAsync("Usurper", BuiltInRoles.Owner))), StringComparison.Ordinal);
        Assert.Null(await RefusalOfAsync(async () => await manager.Get<Invitations>().InviteAsync(await NewAsync("Helper", BuiltInRoles.Warehouse))));
    }

    [Fact]
    public async Task Somebody_who_works_in_some_locations_invites_for_those_only()
    {
        var (own, other) = (await LocationAsync("Mine"), await LocationAsync("Theirs"));
        await using var limited = shop.As(new Actor(ActorKind.Person, "Limited") { Permissions = BuiltInRoles.All[BuiltInRoles.Manager], Locations = new HashSet<long> { own } });
        var invitations = limited.Get<Invitations>();
        const string Refusal = "You work in some locations only, so the person has to be limited to locations of yours.";

        Assert.Equal(Refusal, await RefusalOfAsync(async () => await invitations.InviteAsync(await NewAsync("Everywhere"))));
        Assert.Equal(Refusal, await RefusalOfAsync(async () => await invitations.InviteAsync(await NewAsync("Elsewhere") with { LimitedToLocations = true, LocationIds = [own, other] })));
        Assert.Null(await RefusalOfAsync(async () => await invitations.InviteAsync(await NewAsync("Inside") with { LimitedToLocations = true, LocationIds = [own] })));
    }

    [Fact]
    public async Task The_database_keeps_the_hash_of_a_link_only()
    {
        var link = await shop.Get<Invitations>().InviteAsync(await NewAsync("Hashed"));

        await using var db = shop.Db();
        var stored = await db.Invitations.SingleAsync(i => i.Id == link.InvitationId);
        Assert.Equal(SecretTokens.Hash(link.Token), stored.TokenHash);
        Assert.DoesNotContain(await db.Audit.ToListAsync(), e => e.Fields.Exists(f => f.To == link.Token || f.To == stored.TokenHash));
        Assert.DoesNotContain(await db.Outbox.ToListAsync(), m => m.Payload.Contains(link.Token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Enter the name of the person.")]
    [InlineData("No Role", "Choose at least one role.")]
    public async Task An_incomplete_invitation_is_refused(string name, string refusal) =>
        Assert.Equal(refusal, await RefusalOfAsync(() => shop.Get<Invitations>().InviteAsync(new NewInvitation { Name = name, Email = "incomplete@new.test" })));

    private async Task<NewInvitation> NewAsync(string name, string role = BuiltInRoles.Viewer) =>
        new() { Name = name, Email = $"{name.ToLowerInvariant()}@new.test", RoleIds = [await shop.RoleIdAsync(role)] };

    private async Task<long> AcceptAsync(string token, string name)
    {
        await using var visitor = shop.As(Actor.Visitor);
        return await visitor.Get<Invitations>().AcceptAsync(token, name, GivenPeople.Password);
    }

    private async Task<long> LocationAsync(string name) =>
        await shop.Get<Locations>().CreateAsync(new LocationDetails { Name = name, Code = name[..4].Trim(), TimeZone = "Europe/Berlin" });

    private static async Task<string?> RefusalOfAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (BusinessRuleException refusal)
        {
            return refusal.Message;
        }
    }
}
